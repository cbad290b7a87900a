"""What the log tells of a list, and to whom."""

import pytest

from consent.models import Exclusion
from neston_sharing.audit.checkpoints import checkpoint
from neston_sharing.audit.events import record_list
from neston_sharing.audit.export import exported
from neston_sharing.audit.models import Entry
from neston_sharing.audit.reading import read
from neston_sharing.audit.subjects import shut_to
from tests.factories import ChildFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def child():
    return ChildFactory(given_names="Amelia", family_name="O'Hart")


@pytest.fixture
def entry(child):
    other = ChildFactory(given_names="Noor", family_name="Hart")
    return record_list(UserFactory(roles=["lead"]), "sharing:decisions", [child.reference, other.reference])


def told(entry, user) -> tuple[str, dict]:
    (line,) = read([entry], user)
    return f"{line.verb} {line.rest}", {change.label: change.after for change in line.changes}


def test_it_is_told_by_the_page_and_the_children_by_name(entry, manager):
    words, changes = told(entry, manager)
    assert words == "Read the list “Decisions”"
    assert (changes["shown"], sorted(changes["children"].split(", "))) == ("2", ["Amelia O'Hart", "Noor Hart"])


def test_whoever_may_not_know_of_a_child_reads_nothing_of_them(entry, manager, child):
    Exclusion.objects.create(child=child, user=manager, reason="Her aunt", set_by=UserFactory())
    _, changes = told(entry, manager)
    assert changes == {"shown": "1", "children": "Noor Hart"}


def test_neither_do_they_in_an_exported_log(entry, manager, child):
    Exclusion.objects.create(child=child, user=manager, reason="Her aunt", set_by=UserFactory())
    until = checkpoint()
    text = b"".join(exported(until, shut_to(manager))).decode()
    assert child.reference not in text
    assert Entry.objects.of_event("list_shown").exists()

"""Entering a list: everything or nothing, through the rules of the pages, and twice is once."""

from pathlib import Path

import pytest

from consent.actions.register_import import CHANGED, bring_in, enter, look_through
from consent.models import Address, Child, FamilyLink, Parent, RegisterImport
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.lists.entering import GONE, WRONG, put_aside
from neston_sharing.foundation.lists.verdicts import Verdict
from tests.consent.lists import child, parent, written
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture(autouse=True)
def pat():
    return UserFactory(roles=["practitioner"], email="pat@example.org", name="Pat O'Brien")


def brought(manager, *rows):
    return bring_in(by=manager, content=written(*rows))


def entered(manager, *rows):
    waiting = brought(manager, *rows)
    return enter(by=manager, waiting=waiting, seen=look_through(waiting, manager).fingerprint)


def test_a_child_comes_with_parents_and_address(manager, pat):
    row = child(
        parent(), parent(2, given_names="Tom", email="", ground="married", relationship="Father"), address="1 High St"
    )
    entered(manager, row)
    made = Child.objects.get()
    assert (made.name, made.key_person) == ("Róisín O'Neill-Hart", pat)
    assert [link.ground for link in made.links.all()] == ["mother", "married"]
    assert made.addresses.get().lines == "1 High St"


def test_a_second_time_changes_nothing(manager):
    rows = [child(parent(), address="1 High St", postcode="CH64 9AA"), child(parent(), given_names="Fionn")]
    entered(manager, *rows)
    before = [Entry.objects.count(), Child.objects.count(), Parent.objects.count(), Address.objects.count()]
    waiting = brought(manager, *rows)
    assert {line.verdict for line in look_through(waiting, manager).lines} == {Verdict.SAME}
    enter(by=manager, waiting=waiting, seen=look_through(waiting, manager).fingerprint)
    assert [Child.objects.count(), Parent.objects.count(), Address.objects.count()] == before[1:]
    assert Entry.objects.count() == before[0] + 2  # the list came, and was entered


def test_siblings_share_a_parent(manager):
    entered(manager, child(parent()), child(parent(), given_names="Fionn"))
    assert Parent.objects.get().links.count() == 2


def test_a_child_who_comes_later_shares_the_parent_of_a_sibling(manager):
    entered(manager, child(parent()))
    entered(manager, child(parent(safe_contact=""), given_names="Fionn"))
    assert Parent.objects.get().links.count() == 2


def test_one_wrong_row_keeps_everything_out(manager):
    waiting = brought(manager, child(), child(given_names="Fionn", date_of_birth="13/13/2023"))
    with pytest.raises(Refusal, match=WRONG):
        enter(by=manager, waiting=waiting, seen=look_through(waiting, manager).fingerprint)
    assert not Child.objects.exists()


def test_a_change_of_the_register_meanwhile_is_said(manager):
    waiting = brought(manager, child())
    seen = look_through(waiting, manager).fingerprint
    entered(UserFactory(roles=["lead"]), child())
    with pytest.raises(Refusal, match=CHANGED):
        enter(by=manager, waiting=waiting, seen=seen)


def test_a_change_of_the_register_that_changes_nothing_here_does_not_matter(manager):
    waiting = brought(manager, child())
    seen = look_through(waiting, manager).fingerprint
    ChildFactory(given_names="Somebody", family_name="Else")
    assert enter(by=manager, waiting=waiting, seen=seen).entered == {"new": 1, "changed": 0, "same": 0}


def test_what_the_actions_refuse_is_refused_with_the_row(manager, monkeypatch):
    def refuse(**given):
        raise Refusal("No")

    waiting = brought(manager, child(), child(parent(), given_names="Fionn"))
    monkeypatch.setattr("consent.actions.register_import.add_parent", refuse)
    with pytest.raises(Refusal, match="Row 3: No"):
        enter(by=manager, waiting=waiting, seen=look_through(waiting, manager).fingerprint)
    assert not Child.objects.exists()


def test_what_changed_is_changed_and_nothing_else(manager, pat):
    here = ChildFactory(given_names="Róisín", family_name="O'Neill-Hart", key_person=pat, known_as="Ro")
    link = FamilyLinkFactory(
        child=here, parent__given_names="Siobhan", parent__family_name="O'neill", since="2023-03-27"
    )
    entered(manager, child(parent(telephone="0151 496 0999", safe_contact="")))
    link.refresh_from_db()
    here.refresh_from_db()
    assert (link.parent.telephone, link.parent.email) == ("0151 496 0999", "siobhan@example.org")
    assert (link.parent.safe_contact, str(link.since), here.known_as) == (
        "Call the mobile, any time",
        "2023-03-27",
        "Ro",
    )


def test_a_protected_address_is_never_unprotected(manager, pat):
    here = ChildFactory(given_names="Róisín", family_name="O'Neill-Hart", key_person=pat)
    Address.objects.create(child=here, lines="1 High Street", protected=True)
    waiting = brought(manager, child(address="2 High Street", protected="no"))
    assert "stays protected" in look_through(waiting, manager).lines[0].notes[0]
    enter(by=manager, waiting=waiting, seen=look_through(waiting, manager).fingerprint)
    assert list(Address.objects.values_list("lines", "protected")) == [("2 High Street", True)]


def test_every_entry_names_who_brought_the_list_and_is_sealed(manager):
    from neston_sharing.audit.context import acting

    with acting(manager):
        entered(manager, child(parent()))
    about = Entry.objects.filter(content_type__model__in=["child", "parent", "familylink"])
    assert {entry.actor for entry in about} == {manager}
    assert about.count() == 3
    assert not Entry.objects.unsealed().exists()


def test_the_file_goes_when_the_list_is_entered(manager, django_capture_on_commit_callbacks):
    waiting = brought(manager, child())
    path = waiting.file.path
    with django_capture_on_commit_callbacks(execute=True):
        enter(by=manager, waiting=waiting, seen=look_through(waiting, manager).fingerprint)
    waiting.refresh_from_db()
    assert (waiting.file.name, waiting.entered) == ("", {"new": 1, "changed": 0, "same": 0})
    assert not Path(path).exists()


def test_a_list_that_is_put_aside_or_followed_by_another_is_gone(manager, django_capture_on_commit_callbacks):
    first = brought(manager, child())
    with django_capture_on_commit_callbacks(execute=True):
        second = brought(manager, child())
        put_aside(by=manager, waiting=second)
    assert RegisterImport.objects.waiting_for(manager) is None
    assert not first.file.storage.exists(first.file.name)


def test_nobody_sees_the_list_of_another(manager):
    brought(manager, child())
    assert RegisterImport.objects.waiting_for(UserFactory(roles=["manager"])) is None


def test_a_file_that_was_altered_is_not_entered(manager):
    waiting = brought(manager, child())
    with waiting.file.storage.open(waiting.file.name, "wb") as file:
        file.write(written(child(given_names="Somebody")))
    with pytest.raises(Refusal, match=GONE):
        enter(by=manager, waiting=waiting, seen="")


def test_an_entered_list_is_not_entered_again(manager):
    done = entered(manager, child())
    with pytest.raises(Refusal, match=GONE):
        enter(by=manager, waiting=done, seen="")
    assert FamilyLink.objects.count() == 0

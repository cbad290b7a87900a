"""Every page that shows something of one child leaves an entry of who opened it, and without it shows nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from neston_sharing.audit import canonical
from neston_sharing.audit.models import Entry
from neston_sharing.audit.words import ABOUT_A_FILE
from neston_sharing.foundation import pdf
from tests.metatests.test_access import ACCESS, OF_A_CHILD
from tests.metatests.test_queries import pick
from tests.metatests.world import World


@pytest.fixture
def world(db, settings, monkeypatch) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(pdf, "typeset", lambda *args, **kwargs: b"%PDF-")
    return World()


def named(world: World, answer) -> bool:
    """Whether a page says the name of the child, who is called like nobody else."""
    return answer.status_code == 200 and not answer.streaming and world.child.family_name.encode() in answer.content


EXCEPT = {"sharing:merge-parent": "two parents, of whom a reader of both files is shown what would be merged"}
ABOUT_ONE = [name for name in OF_A_CHILD if name not in EXCEPT]


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_page_about_a_child_says_who_opened_it(name, world, client):
    person = world.people[pick(ACCESS[name])]
    path = reverse(name, kwargs=world.kwargs(name))
    client.force_login(person)
    if named(world, client.get(path)):
        assert Entry.objects.by(person).filter(event__in=ABOUT_A_FILE).exclude(subject="").exists()


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_where_that_cannot_be_written_nothing_of_the_child_is_shown(name, world, monkeypatch):
    client = Client(raise_request_exception=False)
    path = reverse(name, kwargs=world.kwargs(name))
    client.force_login(world.people[pick(ACCESS[name])])
    monkeypatch.setattr(canonical, "digest", lambda row: 1 / 0)
    assert not named(world, client.get(path))


def test_then_the_emergency_numbers_are_shown(world, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(world.people["lead"])
    path = reverse("child-file", kwargs=world.kwargs("child-file"))
    monkeypatch.setattr(canonical, "digest", lambda row: 1 / 0)
    answer = client.get(path)
    assert (answer.status_code, b"999" in answer.content) == (500, True)

"""Every page that shows something of one child leaves an entry of who opened it, and without it shows nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from neston_sharing.audit import canonical, events
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


# Where a child is chosen among all names, and what waits on the home page: no list that says what stands in files.
CHOOSING = {"sharing:refer", "sharing:concern-new", "sharing:visit-new", "sharing:start", "home"}
OTHERS = [name for name in ACCESS if name not in {*OF_A_CHILD, *CHOOSING} and not World.NEEDS.get(name)]


@pytest.fixture
def full(world) -> World:
    """With one of everything in the child's file."""
    for name in World.NEEDS:
        world.kwargs(name)
    return world


def test_a_list_that_shows_a_child_says_so_and_otherwise_shows_nothing(full, monkeypatch):
    clients = {name: _signed_in(full, name) for name in OTHERS}
    lists = [name for name in OTHERS if named(full, clients[name].get(reverse(name)))]
    assert {"consent:children", "sharing:decisions", "sharing:concerns", "sharing:visits"} <= set(lists)
    on_pages = [name for name in lists if not name.endswith("-csv")]  # a file is an entry of its own: "list_exported"
    assert [name for name in on_pages if full.child.reference not in _told_of(name)] == []
    monkeypatch.setattr(events, "ONE_VISIT", timedelta(0))
    monkeypatch.setattr(canonical, "digest", lambda row: 1 / 0)
    assert [name for name in lists if named(full, clients[name].get(reverse(name)))] == []


def _signed_in(world: World, name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[pick(ACCESS[name])])
    return client


def _told_of(name: str) -> set[str]:
    shown = Entry.objects.of_event("list_shown").filter(object_pk=name)
    return {each for data in shown.values_list("additional_data", flat=True) for each in data["children"]}

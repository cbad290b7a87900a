"""Every page that shows something of one child leaves an entry of who opened it, and without it shows nothing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from consent.models import Child
from neston_sharing.audit import canonical, events
from neston_sharing.audit.models import Entry
from neston_sharing.audit.words import LOOKS
from neston_sharing.foundation import pdf
from sharing.waiting.groups import waiting_for
from tests.metatests.test_access import ACCESS, OF_A_CHILD
from tests.metatests.test_queries import pick
from tests.metatests.world import World


@pytest.fixture
def world(db, settings, monkeypatch) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(pdf, "typeset", lambda *args, **kwargs: b"%PDF-")
    return World()


NAME = "Quillfeather"  # the family name of the world's children, and of nobody else


def named(answer) -> bool:
    """Whether an answer, whatever its status, says a child's name."""
    return not answer.streaming and NAME.encode() in answer.content


EXCEPT = dict.fromkeys(
    ("audit:entry", "audit:log"), "what was done, by whom and to what: the log itself, for those who check it"
)
ABOUT_ONE = [name for name in ACCESS if World.NEEDS.get(name) and name not in EXCEPT]
KNOW_NO_CHILD = [name for name in ABOUT_ONE if name.startswith(("mfa_", "staff:", "agencies:"))]
KNOW_CHILDREN = [name for name in ABOUT_ONE if name not in KNOW_NO_CHILD]


@pytest.mark.parametrize("name", KNOW_CHILDREN)
def test_a_page_that_names_a_child_says_who_opened_it_and_otherwise_shows_nothing(name, world, monkeypatch):
    """By GET and by an empty POST: a form comes back with its errors, and with all else that stands on its page."""
    assert world.child.family_name == NAME
    path, client = reverse(name, kwargs=world.kwargs(name)), _signed_in(world, name)
    monkeypatch.setattr(events, "ONE_VISIT", timedelta(0))  # no entry serves for the next
    for ask in (client.get, client.post):
        before = Entry.objects.latest("pk").pk
        if not named(ask(path)):
            continue
        assert _told_since(before), f"{ask.__name__}: shown, and not told"
        with monkeypatch.context() as fault:
            fault.setattr(canonical, "digest", lambda row: 1 / 0)
            assert not named(ask(path)), f"{ask.__name__}: shown though it could not be told"


def _told_since(before: int) -> bool:
    """Whether an entry since then tells of a child who is called so."""
    since = Entry.objects.filter(pk__gt=before)
    looks = set(since.filter(event__in=LOOKS).values_list("subject", flat=True))
    return not (looks | _listed(since)).isdisjoint(Child.objects.filter(family_name=NAME).references())


def test_pages_about_people_and_agencies_name_no_child(world):
    assert world.child.family_name == NAME
    assert [name for name in KNOW_NO_CHILD if _names_a_child(world, name)] == []


def _names_a_child(world: World, name: str) -> bool:
    """Ask for a page, and leave the world as it was."""
    path, client = reverse(name, kwargs=world.kwargs(name)), _signed_in(world, name)
    with transaction.atomic():
        said = [named(client.get(path)), named(client.post(path))]
        transaction.set_rollback(True)
    return any(said)


@pytest.mark.parametrize("name", ["sharing:start", "sharing:refer"])
def test_a_page_that_begins_with_a_child_says_to_whom_it_was_shown(name, world, monkeypatch):
    client, path = _signed_in(world, name), f"{reverse(name)}?child={world.child.reference}"
    monkeypatch.setattr(events, "ONE_VISIT", timedelta(0))
    for ask in (client.get, client.post):
        before = Entry.objects.latest("pk").pk
        assert named(ask(path))
        assert _told_since(before), ask.__name__


def test_then_the_emergency_numbers_are_shown(world, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(world.people["lead"])
    path = reverse("child-file", kwargs=world.kwargs("child-file"))
    monkeypatch.setattr(canonical, "digest", lambda row: 1 / 0)
    answer = client.get(path)
    assert (answer.status_code, b"999" in answer.content) == (500, True)


# Where a child is chosen among all names: no list that says what stands in files.
CHOOSING = {"sharing:refer", "sharing:concern-new", "sharing:visit-new", "sharing:start"}
OTHERS = [name for name in ACCESS if name not in {*OF_A_CHILD, *CHOOSING, *EXCEPT} and not World.NEEDS.get(name)]


@pytest.fixture
def full(world) -> World:
    """With one of everything in the child's file."""
    for name in World.NEEDS:
        world.kwargs(name)
    return world


def test_a_list_that_shows_a_child_says_so_and_otherwise_shows_nothing(full, monkeypatch):
    clients = {name: _signed_in(full, name) for name in OTHERS}
    lists = [name for name in OTHERS if named(clients[name].get(reverse(name)))]
    assert {"home", "consent:children", "sharing:decisions", "sharing:concerns", "sharing:visits"} <= set(lists)
    on_pages = [name for name in lists if not name.endswith("-csv")]  # a file is an entry of its own: "list_exported"
    assert [name for name in on_pages if full.child.reference not in _told_of(name)] == []
    monkeypatch.setattr(events, "ONE_VISIT", timedelta(0))
    monkeypatch.setattr(canonical, "digest", lambda row: 1 / 0)
    assert [name for name in lists if named(clients[name].get(reverse(name)))] == []


def test_each_line_of_the_home_page_that_names_a_child_says_whom_to_the_log(full):
    lines = [task for person in full.people.values() for group in waiting_for(person) for task in group.tasks]
    names_one = [task for task in lines if NAME in f"{task.title} {task.hint}"]
    assert names_one
    assert [task.title for task in names_one if task.about is None] == []


def _signed_in(world: World, name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.people[pick(ACCESS[name])])
    return client


def _told_of(name: str) -> set[str]:
    return _listed(Entry.objects.filter(object_pk=name))


def _listed(entries) -> set[str]:
    shown = entries.of_event("list_shown").values_list("additional_data", flat=True)
    return {reference for data in shown for reference in data["children"]}

"""Every address about a child, by role and relation: own, other's, restricted, excluded, absent.

Own is in `test_access`. Whoever may not see a record gets the same answer, to the letter, as for one that there is not.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from neston_sharing.foundation import pdf
from neston_sharing.roles import ROLES
from tests.factories import UserFactory
from tests.metatests.test_access import ACCESS, NAMES, OPEN, TURNED_AWAY
from tests.metatests.world import ADULT_CONCERN, DISPOSAL, LAW, POLICY, POLICY_DRAFT, WORDS, World

# Ending what one broke oneself shows nothing of the child.
OF_NO_CHILD = {"consent:glass-end", *ADULT_CONCERN, *LAW, *POLICY, *POLICY_DRAFT, *WORDS, "consent:leaflet-pdf"}
# Lists of what is due of many children, of which each line has a gate of its own.
OF_NO_CHILD |= {
    *DISPOSAL,
    "sharing:retention-rule",
    "sharing:due-list",
    "sharing:due-line-keep",
    "sharing:disposal-certificate",
}
OF_A_CHILD = [
    name
    for name in NAMES
    if name in World.NEEDS and name.startswith(("child-file", "consent:", "sharing:")) and name not in OF_NO_CHILD
]
JUST_SAID = {"sharing:referred", "sharing:concern-raised"}  # confirmed for a day to the practitioner, who said it
ONE_TIME = re.compile(rb'(name="csrfmiddlewaretoken" value|name="key" value|name="next" value|nonce)="[^"]*"')


@pytest.fixture
def world(db, settings, monkeypatch) -> World:
    settings.ACCOUNT_RATE_LIMITS = False
    monkeypatch.setattr(pdf, "typeset", lambda *args, **kwargs: b"%PDF-")
    return World()


def absent(parts: dict) -> dict:
    """The same address about what there is not."""
    nowhere = {"reference": lambda was: f"{was[:2]}22222222", "other": lambda was: f"{was[:2]}33333333"}
    changed = {part: nowhere[part](was) for part, was in parts.items() if part in nowhere}
    return {**parts, **changed} if changed else {**parts, "pk": 999_999_999}


def answers(client, name: str, parts: dict) -> list[tuple]:
    path = reverse(name, kwargs=parts)
    both = (client.get(path), client.post(path, {}))
    return [(answer.status_code, ONE_TIME.sub(b"", _body(answer))) for answer in both]


def _body(answer) -> bytes:
    return b"" if answer.streaming else answer.content


AT_THE_DOOR = {"sharing:visit-hand-over", "sharing:visit-sign-out"}  # whoever is there ends or takes over a visit


@pytest.mark.parametrize("name", OF_A_CHILD)
def test_a_record_that_one_may_not_see_answers_as_one_that_there_is_not(name, world):
    """Own: the lead of a restricted record; `test_access` has the rest."""
    parts = world.kwargs(name)
    people = {**world.people, "outsider": UserFactory(roles=["practitioner"])}
    clients = {role: signed_in(person) for role, person in people.items()}
    absent_one = {role: answers(client, name, absent(parts)) for role, client in clients.items()}
    if name not in AT_THE_DOOR:
        assert answers(clients["outsider"], name, parts) == absent_one["outsider"], "another's"
    world.restrict()
    parts = world.kwargs(name)
    for role in set(people) - {"lead"} - ({"practitioner"} if name in JUST_SAID else set()):
        assert answers(clients[role], name, parts) == absent_one[role], f"restricted, {role}"
    came_in = {status for status, _ in answers(clients["lead"], name, parts)} - TURNED_AWAY - {405}
    assert bool(came_in) == ("lead" in ACCESS[name])
    for role, person in people.items():
        world.exclude(person)
        assert answers(clients[role], name, parts) == absent_one[role], f"excluded, {role}"


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


# Whoever is worried about a child finds them by name, whatever stands in the way of their file.
TO_SPEAK_UP = {"sharing:refer", "sharing:concern-new", "sharing:concern-link"} | JUST_SAID


PAGES = [name for name in NAMES if name not in OPEN and not name.startswith(("account_", "mfa_"))]


def naming(world: World, client, paths: dict[str, str]) -> set[str]:
    """Give the pages on which the child's name stands, or their reference otherwise than in the page's own address."""
    told = "|".join(text for child in world.children for text in (child.given_names, child.reference))
    found = set()
    for name, path in paths.items():
        body = _body(client.get(path)).replace(path.encode(), b"")
        if re.search(rb"\b(%s)\b" % told.encode(), body):
            found.add(name)
    return found


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"lead"}))
def test_no_page_names_a_restricted_child_to_whoever_is_not_named(role, world, client):
    paths = {name: reverse(name, kwargs=world.kwargs(name)) for name in PAGES}
    world.restrict()
    client.force_login(world.people[role])
    assert naming(world, client, paths) <= TO_SPEAK_UP


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_page_names_a_child_to_whoever_is_excluded(role, world, client):
    paths = {name: reverse(name, kwargs=world.kwargs(name)) for name in PAGES}
    world.exclude(world.people[role])
    client.force_login(world.people[role])
    assert naming(world, client, paths) == set()

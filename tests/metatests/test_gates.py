"""Every gate that is compiled once lets through what it would if it were built for each query, and for each asker."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from consent.models import Child, ReceiptCopy
from neston_sharing.foundation.models import gates
from neston_sharing.foundation.together import fetch_each
from neston_sharing.roles import ROLES
from tests.factories import UserFactory, VisitFactory, back_up, decisions, follow_up
from tests.metatests.world import World

LONDON = ZoneInfo("Europe/London")


def vocabularies() -> dict[type, type]:
    """The class of each model's querysets."""
    return {model: type(model._default_manager.all()) for model in apps.get_models()}


GATES = [
    (model, name)
    for model, vocabulary in vocabularies().items()
    for name in sorted(dir(vocabulary))
    if getattr(getattr(vocabulary, name), "is_gate", False)
]


@pytest.fixture
def world(db) -> World:
    world = World()
    for name in World.NEEDS:
        world.kwargs(name)
    back_up.sent_to_officer()
    decisions._verdict(decisions.referred(), "disagreed", by=None, comment="She knew")
    follow_up.news(world.disclosure.decision)
    assert world.spoken
    VisitFactory(arrived_at=timezone.now() - timedelta(days=1))
    ReceiptCopy.objects.create(receipt=world.receipt, route="email", sha256="0" * 64, recorded_by=world.stranger)
    world.people["outsider"] = UserFactory(roles=["practitioner"])
    world.people["several"] = UserFactory(roles=["practitioner", "officer", "auditor"])
    world.people["leaver"] = UserFactory(roles=["manager"], is_active=False, left_at=timezone.now())
    return world


def built(model: type, name: str):
    """What a gate was put around."""
    return getattr(vocabularies()[model], name).__wrapped__


@pytest.fixture
def let_through(world):
    """Give the keys that every gate lets through to everyone."""

    def ask() -> dict:
        return {
            (model, name, who): set(getattr(model._default_manager.all(), name)(person).values_list("pk", flat=True))
            for model, name in GATES
            for who, person in world.people.items()
        }

    return ask


@pytest.fixture
def built_each_time(monkeypatch):
    """Take the gates away from the methods that they were put around."""

    def take_away() -> None:
        for vocabulary in {each for found in vocabularies().values() for each in found.__mro__}:
            for name, method in list(vars(vocabulary).items()):
                if getattr(method, "is_gate", False):
                    monkeypatch.setattr(vocabulary, name, method.__wrapped__)

    return take_away


def _own(world: World) -> None:
    pass


def _excluded(world: World) -> None:
    for person in world.people.values():
        world.exclude(person)


def _seen_through_glass(world: World) -> None:
    world.restrict()
    world.people["outsider"].sees_through_glass = frozenset({world.child.one_id})


@pytest.mark.parametrize(
    "change", [_own, World.restrict, _excluded, _seen_through_glass], ids=lambda each: each.__name__
)
def test_a_gate_lets_through_what_it_would_if_it_were_built_for_each_query(change, world, let_through, built_each_time):
    let_through()  # compiled before things change
    change(world)
    compiled = let_through()
    built_each_time()
    assert compiled == let_through()
    assert {who for (_, _, who), keys in compiled.items() if keys} > {"lead"}


def test_each_gate_opens_to_somebody(world, let_through):
    """Else the comparison would compare nothing. A gate that several models share opens for one of them."""
    opened = {built(model, name) for (model, name, _), keys in let_through().items() if keys}
    assert {built(*each) for each in GATES} - opened == set()


@pytest.mark.parametrize("role", ROLES)
def test_a_gate_depends_on_the_day_and_on_no_other_moment_of_it(role, db):
    asker = gates.Asker.like(UserFactory(roles=[role]))
    for model, name in GATES:
        texts = set()
        for hour in (0, 9, 23):
            with time_machine.travel(timezone.now().astimezone(LONDON).replace(hour=hour, minute=30), tick=False):
                which = gates._Gate(vocabularies()[model], model, built(model, name), asker)
                where = (timezone.localdate(), connection.alias, connection.vendor)
                texts.add(gates._compiled.__wrapped__(which, *where))
        assert len(texts) == 1, f"{model.__name__}.{name}"


def test_a_gate_that_was_compiled_for_one_person_knows_another_by_their_key(world):
    own, others = world.people["practitioner"], world.people["outsider"]
    assert set(Child.objects.visible_to(own))
    assert not set(Child.objects.visible_to(others))
    compiled = gates._compiled.cache_info().misses
    set(Child.objects.visible_to(others))
    assert gates._compiled.cache_info().misses == compiled


def test_care_that_ends_ends_sight_on_the_day_after(world):
    person, child = world.people["practitioner"], world.child
    child.leaves_on = timezone.localdate()
    child.save()
    assert child in Child.objects.visible_to(person)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert child not in Child.objects.visible_to(person)


def embedded(model: type, name: str, person) -> list:
    """What a gate lets through, asked for in the ways in which pages ask for it."""

    def seen():
        return getattr(model._default_manager.all(), name)(person)

    every, of_it = model._default_manager.order_by("pk"), {"pk": OuterRef("pk")}
    return [
        [row.pk for row in fetch_each(seen().order_by("pk"))[0]],
        list(every.filter(pk__in=seen().values("pk"))),
        list(every.annotate(seen=Exists(seen().filter(**of_it))).values_list("pk", "seen")),
        list(every.filter(~Exists(seen().filter(**of_it)))),
        list(every.filter(Q(pk__in=seen().values("pk")) | Q(pk=0))),
        (seen().count(), seen().exists(), seen().distinct().count()),
    ]


def test_within_other_queries_a_gate_lets_through_the_same(world, built_each_time):
    """Nor is it nested any deeper there, for SQLite reads some hundred levels and no more."""
    people = [world.people[role] for role in ("lead", "practitioner", "officer", "auditor")]
    compiled = [embedded(*each, person) for each in GATES for person in people]
    built_each_time()
    assert compiled == [embedded(*each, person) for each in GATES for person in people]

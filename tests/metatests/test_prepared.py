"""Every question that is compiled once is answered as if it were built each time, whoever asks, and whatever for."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from itertools import product
from pkgutil import walk_packages

import pytest
import time_machine
from django.apps import apps
from django.db import models
from django.utils import timezone

import agencies
import consent
import neston_sharing
import sharing
from consent.models import Child
from neston_sharing.audit.events import record_access
from neston_sharing.audit.models import Entry
from neston_sharing.foundation import once, prepared
from neston_sharing.foundation.details import change_setting
from neston_sharing.foundation.models.gates import keeping
from neston_sharing.foundation.together import Question
from sharing import found
from sharing.models import Answer, Decision, Ground
from tests.factories import UserFactory, decisions
from tests.metatests.test_gates import LONDON, _excluded, _own, _seen_through_glass
from tests.metatests.world import World

for package in (agencies, consent, neston_sharing, sharing):  # until a module is imported, what it prepares is unknown
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        if not {"benchmark", "management", "migrations", "wsgi"} & set(module.name.split(".")):
            import_module(module.name)
PREPARED = sorted(prepared.PREPARED, key=lambda each: (each.__module__, each.__name__))
OURS = [each for each in PREPARED if not each.__module__.startswith("tests.")]
ASKERS = ("user", "by")


ANSWER = {"answer": "yes", "reason": "So that she gets help"}


@pytest.fixture
def world(db) -> World:
    world = World()
    for name in World.NEEDS:
        world.kwargs(name)
    world.people["outsider"] = UserFactory(roles=["practitioner"])
    change_setting(by=None, name="St Winifred's")
    Answer.objects.get_or_create(decision=world.draft, question=1, defaults=ANSWER | {"answered_by": world.stranger})
    Ground.objects.create(decision=world.draft, kind="criterion_2", evidence="Bruises on both arms")
    record_access(world.people["practitioner"], world.child.reference, "file")
    return world


def places(world: World) -> list[dict]:
    """Give values for every place, several times: of what there is, and of what there is not."""
    entry = Entry.objects.of_event("file_opened").order_by("-id")[0]
    draft = Decision.objects.open().order_by("id")[0]
    long_ago, never = timezone.now() - timedelta(days=4000), timezone.now() + timedelta(days=4000)
    there = {
        "key": draft.pk,
        "decision": world.draft.pk,
        "reference": draft.reference,
        "references": list(Child.objects.values_list("reference", flat=True)),
        "ones": list(Child.objects.values_list("pk", flat=True)),
        "form_key": once.new_key(),
        "keys": [*range(1, 50), *Decision.objects.values_list("pk", flat=True)],
        "person": entry.actor_id,
        "since": long_ago,
        "event": entry.event,
        "subject": entry.subject,
        "object_pk": entry.object_pk,
        "object_repr": entry.object_repr,
    }
    nowhere = {name: type(value)() for name, value in there.items() if not isinstance(value, type(never))}
    nowhere |= {"form_key": once.new_key()}
    once.once(key=there["form_key"], by=None, do=lambda: "/done/")
    return [there, there | {"since": never}, nowhere | {"since": never}]


def given(build, world: World) -> list[tuple]:
    """Give what stands in the place of its first argument: everyone, or every kind of record, or nothing."""
    first = next(iter(arguments(build)), "")
    if first in ASKERS:
        return [(person,) for person in world.people.values()]
    return [(model,) for model in pointed_at()] if first == "model" else [()]


def pointed_at() -> set[type[models.Model]]:
    """The kinds of record that a column of another names."""
    columns = (field for model in apps.get_models() for field in model._meta.concrete_fields)
    return {field.related_model for field in columns if field.related_model}


def arguments(build) -> tuple:
    return build.__wrapped__.__code__.co_varnames[: build.__wrapped__.__code__.co_argcount]


def questions(world: World) -> Iterator[tuple]:
    """Give each with each asker, and with all the values of its places."""
    for build in OURS:
        for first, known in product(given(build, world), places(world)):
            yield build, first, {name: known[name] for name in build.places}


def rows(found, *, in_order: bool) -> list:
    """What tells two answers apart; in no order where none was asked for."""
    told = [(row.pk, sorted(vars(row).keys() - {"_state"})) if isinstance(row, models.Model) else row for row in found]
    return told if in_order else sorted(told)


@pytest.mark.parametrize("change", [_own, World.restrict, _excluded, _seen_through_glass], ids=lambda it: it.__name__)
def test_each_is_answered_as_if_it_were_built_for_each_question(change, world):
    change(world)
    for build, first, values in questions(world):
        built = build.__wrapped__(*first, **values)
        answered = rows(prepared.rows_of(build(*first, **values)), in_order=built.ordered)
        assert answered == rows(built, in_order=built.ordered), (build, first, values)


def test_each_has_an_answer_for_somebody(world):
    """Else the comparison would compare nothing."""
    _excluded(world)
    decisions.declare(world.recorded, by=world.people["manager"], conflict="His brother works there")
    with_answer = {build for build, first, values in questions(world) if prepared.rows_of(build(*first, **values))}
    assert set(OURS) - with_answer == {found._draft, found._worked_on}  # of a child from whom everyone is excluded


def test_each_depends_on_the_day_and_on_no_other_moment_of_it(world):
    for build in OURS:
        (first, *_), texts = given(build, world), set()
        for hour in (0, 9, 23):
            with time_machine.travel(timezone.now().astimezone(LONDON).replace(hour=hour, minute=30), tick=False):
                with keeping():
                    question = Question.of(build.__wrapped__(*first, **build.places))
                texts.add((question.sql, question.params))
        assert len(texts) == 1, build

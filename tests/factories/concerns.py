"""Concerns about children, and about adults who work here, row by row."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from sharing.models import (
    AdultConcern,
    AdultConcernEntry,
    Concern,
    ConcernAddendum,
    ConcernClosure,
    ConcernDiscussion,
    ConcernRead,
    LinkedChild,
)
from tests.factories.consent import ChildFactory
from tests.factories.staff import UserFactory


class ConcernFactory(DjangoModelFactory):
    """A concern that nobody has read, by the child's key person."""

    class Meta:
        model = Concern

    child = factory.SubFactory(ChildFactory)
    facts = "A round bruise on her left upper arm"
    happened_at = factory.LazyFunction(timezone.now)
    safe_to_go_home = Concern.Safe.YES
    recorded_by = factory.SelfAttribute("child.key_person")


class AdultConcernFactory(DjangoModelFactory):
    """An allegation about a member of staff."""

    class Meta:
        model = AdultConcern

    about = factory.SubFactory(UserFactory, roles=["practitioner"])
    about_name = factory.SelfAttribute("about.name")
    post = AdultConcern.Post.STAFF
    nature = AdultConcern.Nature.ALLEGATION
    facts = "She pulled a child by the wrist"
    happened_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.SubFactory(UserFactory, roles=["practitioner"])


def read(concern: Concern, by=None) -> ConcernRead:
    return ConcernRead.objects.create(concern=concern, recorded_by=by or UserFactory(roles=["lead"]))


def discuss(concern: Concern, by=None, **fields) -> ConcernDiscussion:
    by = by or UserFactory(roles=["lead"])
    said = {"with_whom": "The manager", "discussed_at": timezone.now(), "outcome": "Call social care for advice"}
    return ConcernDiscussion.objects.create(concern=concern, recorded_by=by, **said | fields)


def add(concern: Concern, text: str = "It was her right arm") -> ConcernAddendum:
    return ConcernAddendum.objects.create(concern=concern, text=text, recorded_by=concern.recorded_by)


def close(concern: Concern, by=None, **fields) -> ConcernClosure:
    by, reasons = by or UserFactory(roles=["lead"]), "Her mother told us how she fell"
    return ConcernClosure.objects.create(concern=concern, recorded_by=by, **{"reasons": reasons, **fields})


def link(concern: Concern, child=None, view: str = "He lives in the same house") -> LinkedChild:
    child = child or ChildFactory()
    return LinkedChild.objects.create(concern=concern, child=child, view=view, recorded_by=concern.recorded_by)


def step(concern: AdultConcern, kind: str = "lado_told", by=None, **fields) -> AdultConcernEntry:
    said = {"happened_at": timezone.now(), "to_whom": "R. Khan", "text": "They will call back"}
    by = by or UserFactory(roles=["lead"])
    return AdultConcernEntry.objects.create(concern=concern, kind=kind, recorded_by=by, **said | fields)

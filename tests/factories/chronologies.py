"""Significant events of a child's file, and chronologies made of them."""

from django.utils import timezone
from factory import LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from sharing.models import Chronology, ChronologyLine, EventSetAside, SignificantEvent
from tests.factories.consent import ChildFactory
from tests.factories.staff import UserFactory


class SignificantEventFactory(DjangoModelFactory):
    class Meta:
        model = SignificantEvent

    child = SubFactory(ChildFactory)
    happened_on = LazyFunction(timezone.localdate)
    summary = "She came with a bruise that nobody explained"
    recorded_by = SubFactory(UserFactory, roles=["lead"])


def chronology_of(*events: SignificantEvent) -> Chronology:
    """Of events of one child, for a conference."""
    child, by = events[0].child, events[0].recorded_by
    made = Chronology.objects.create(
        child=child, occasion="conference", for_whom="The conference on 3 December", recorded_by=by
    )
    for event in events:
        put_in(made, event)
    return made


def put_in(made: Chronology, event: SignificantEvent) -> ChronologyLine:
    return ChronologyLine.objects.create(chronology=made, event=event, recorded_by=event.recorded_by)


def set_aside(event: SignificantEvent) -> EventSetAside:
    return EventSetAside.objects.create(event=event, reason="The day was wrong", recorded_by=event.recorded_by)

"""What comes after a sharing: news, steps of a protocol, meetings with their tasks, leaflets."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from agencies.models import ProtocolStep
from sharing.models import (
    Decision,
    LeafletAgency,
    LeafletGiven,
    Meeting,
    MeetingHeld,
    MeetingTask,
    MeetingTaskDone,
    ProtocolStepTaken,
    ReferralNews,
)
from tests.factories.agencies import AgencyFactory, ProtocolVersionFactory, adopted
from tests.factories.consent import ChildFactory


def news(decision: Decision, kind: str = "acknowledged", **fields) -> ReferralNews:
    said = {"who": "Mark Lowry, duty social worker", "text": "They have it", "happened_at": timezone.now()}
    return ReferralNews.objects.create(
        **{"decision": decision, "kind": kind, "recorded_by": decision.started_by} | said | fields
    )


def protocol_step(agency, **fields) -> ProtocolStep:
    """The one step of a protocol with this agency's kind that is in force."""
    version = adopted(ProtocolVersionFactory(**{"protocol__kind": agency.kind} | fields))
    return version.steps.get()


def taken(decision: Decision, step: ProtocolStep, **fields) -> ProtocolStepTaken:
    when = {"taken_at": timezone.now(), "recorded_by": decision.started_by}
    return ProtocolStepTaken.objects.create(**{"decision": decision, "step": step} | when | fields)


class MeetingFactory(DjangoModelFactory):
    """A core group that was held yesterday; nobody has said yet what it decided."""

    class Meta:
        model = Meeting

    child = factory.SubFactory(ChildFactory)
    kind = "core_group"
    held_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    place = "Civic Centre"
    agency = factory.SubFactory(AgencyFactory)
    recorded_by = factory.SelfAttribute("child.key_person")


class MeetingTaskFactory(DjangoModelFactory):
    class Meta:
        model = MeetingTask

    meeting = factory.SubFactory(MeetingFactory)
    what = "A note of how she eats"
    by_when = factory.LazyFunction(timezone.localdate)
    whose = factory.SelfAttribute("meeting.recorded_by")
    recorded_by = factory.SelfAttribute("meeting.recorded_by")


def held(meeting: Meeting, **fields) -> MeetingHeld:
    said = {"took_place": True, "decided": "The plan goes on", "recorded_by": meeting.recorded_by}
    return MeetingHeld.objects.create(meeting=meeting, **said | fields)


def done(task: MeetingTask) -> MeetingTaskDone:
    return MeetingTaskDone.objects.create(task=task, how="Sent by secure e-mail", recorded_by=task.whose)


class LeafletGivenFactory(DjangoModelFactory):
    class Meta:
        model = LeafletGiven

    child = factory.SubFactory(ChildFactory)
    parent = None
    given_on = factory.LazyFunction(timezone.localdate)
    recorded_by = factory.SelfAttribute("child.key_person")


def on_leaflet(leaflet: LeafletGiven, **fields) -> LeafletAgency:
    agency = AgencyFactory(supports_families=True, **fields)
    return LeafletAgency.objects.create(leaflet=leaflet, agency=agency, recorded_by=leaflet.recorded_by)

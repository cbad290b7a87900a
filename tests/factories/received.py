import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from sharing.models import (
    AroundChild,
    InformationReceived,
    InformationRequest,
    InformationRequestNews,
    PassingOnAnswer,
    PassingOnRequest,
)
from tests.factories.agencies import AgencyFactory
from tests.factories.consent import ChildFactory, LawFactory


class InformationReceivedFactory(DjangoModelFactory):
    class Meta:
        model = InformationReceived

    child = factory.SubFactory(ChildFactory)
    agency = factory.SubFactory(AgencyFactory)
    from_whom = "DC Ruth Pemberton"
    received_at = factory.LazyFunction(timezone.now)
    route = "telephone"
    what = "Police were called to the home on two nights"
    recorded_by = factory.SelfAttribute("child.key_person")


class PassingOnRequestFactory(DjangoModelFactory):
    """Asked for anybody, unless `to_agency` says for whom."""

    class Meta:
        model = PassingOnRequest

    received = factory.SubFactory(InformationReceivedFactory)
    to_agency = None
    asked_of = "DC Ruth Pemberton"
    asked_on = factory.LazyFunction(timezone.localdate)
    route = "telephone"
    purpose = "So that the health visitor knows what she sees"
    recorded_by = factory.SelfAttribute("received.recorded_by")


class PassingOnAnswerFactory(DjangoModelFactory):
    class Meta:
        model = PassingOnAnswer

    request = factory.SubFactory(PassingOnRequestFactory)
    answer = "given"
    answered_by = "DC Ruth Pemberton"
    answered_on = factory.SelfAttribute("request.asked_on")
    recorded_by = factory.SelfAttribute("request.recorded_by")


class AroundChildFactory(DjangoModelFactory):
    class Meta:
        model = AroundChild

    child = factory.SubFactory(ChildFactory)
    agency = factory.SubFactory(AgencyFactory)
    group = "The core group"
    since = factory.LazyFunction(timezone.localdate)
    entered_by = factory.SelfAttribute("child.key_person")


class InformationRequestFactory(DjangoModelFactory):
    class Meta:
        model = InformationRequest

    child = factory.SubFactory(ChildFactory)
    agency = factory.SubFactory(AgencyFactory)
    asked_of = "Joanne Tully, health visitor"
    asked_at = factory.LazyFunction(timezone.now)
    route = "telephone"
    what = "What the two-year review found"
    why = "To see how she can be helped here"
    lawful_basis = factory.SubFactory(LawFactory)
    answer_by = factory.LazyFunction(timezone.localdate)
    family_told = True
    family_told_how = "Her mother, at collection"
    recorded_by = factory.SelfAttribute("child.key_person")


class InformationRequestNewsFactory(DjangoModelFactory):
    class Meta:
        model = InformationRequestNews

    request = factory.SubFactory(InformationRequestFactory)
    kind = "chased"
    happened_at = factory.LazyFunction(timezone.now)
    text = "No answer on the line"
    recorded_by = factory.SelfAttribute("request.recorded_by")

"""Visits as they begin: a health visitor, one child, the child's key person who stays."""

from datetime import datetime, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from sharing.models import SupervisionHandover, Visit
from tests.factories.agencies import AgencyFactory, ProfessionalFactory
from tests.factories.consent import ChildFactory
from tests.factories.staff import UserFactory


def minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def ago(**since) -> datetime:
    """A moment that lies so long back, to the minute: `ago(hours=2)`."""
    return minute() - timedelta(**since)


COMES_FROM = {"inspection": "ofsted", "police": "police", "social_work": "social_care"}


def kind_for_power(agency) -> str:
    visit = agency.factory_parent.factory_parent
    return COMES_FROM.get(visit.power, AgencyFactory.kind)


class VisitFactory(DjangoModelFactory):
    """`VisitFactory(power="police")` is one of the police's, who see the child alone; `left_at` ends it."""

    class Meta:
        model = Visit

    child = factory.SubFactory(ChildFactory)
    professional = factory.SubFactory(ProfessionalFactory, agency__kind=factory.LazyAttribute(kind_for_power))
    purpose = "The two-year review"
    place = "The quiet room"
    identity_seen = "Badge with photograph"
    identity_seen_by = factory.SelfAttribute("signed_in_by")
    agreed_to_rule = True
    power = ""
    power_named = factory.LazyAttribute(lambda visit: "Section 47" if visit.power else "")
    agreed_by = factory.LazyAttribute(lambda visit: visit.signed_in_by if visit.power else None)
    supervisor = factory.LazyAttribute(lambda visit: None if visit.power else visit.signed_in_by)
    signed_in_by = factory.SubFactory(UserFactory, roles=["practitioner"])
    arrived_at = factory.LazyFunction(minute)
    left_by = factory.LazyAttribute(lambda visit: visit.signed_in_by if getattr(visit, "left_at", None) else None)
    left_note = factory.LazyAttribute(lambda visit: "" if getattr(visit, "left_at", None) else None)


class SupervisionHandoverFactory(DjangoModelFactory):
    class Meta:
        model = SupervisionHandover

    visit = factory.SubFactory(VisitFactory)
    from_supervisor = factory.SelfAttribute("visit.supervisor")
    to_supervisor = factory.SubFactory(UserFactory, roles=["practitioner"])
    at = factory.LazyFunction(minute)
    recorded_by = factory.SelfAttribute("from_supervisor")

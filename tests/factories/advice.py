"""Advice that was sought, and what they said."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from sharing.models import Advice, AdviceAnswer, Decision
from tests.factories.consent import ChildFactory


class AdviceFactory(DjangoModelFactory):
    """Asked of a helpline, without saying who it is about; nobody has answered."""

    class Meta:
        model = Advice

    child = factory.SubFactory(ChildFactory)
    whom = Advice.Whom.HELPLINE
    who = "The duty adviser"
    sought_at = factory.LazyFunction(timezone.now)
    asked = "A two-year-old has a bruise on the upper arm. Whom do we tell?"
    identity_disclosed = False
    recorded_by = factory.SelfAttribute("child.key_person")


class AdviceAnswerFactory(DjangoModelFactory):
    class Meta:
        model = AdviceAnswer

    advice = factory.SubFactory(AdviceFactory)
    said = "Tell children's social care today"
    answered_at = factory.LazyFunction(timezone.now)
    recorded_by = factory.SelfAttribute("advice.recorded_by")


def advised(decision: Decision, question: int | None = None, **fields) -> Advice:
    """Advice at a decision, with an answer."""
    by = decision.holder
    advice = AdviceFactory(child=decision.child, decision=decision, question=question, recorded_by=by, **fields)
    AdviceAnswerFactory(advice=advice)
    return advice

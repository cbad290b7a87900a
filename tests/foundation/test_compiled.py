"""A fact that is compiled once is the fact that its subquery gives, wherever it is asked for."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Exists, F, OuterRef, Subquery
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from neston_sharing.foundation.models.compiled import CompiledOnce
from sharing.models import Decision, Disclosure
from sharing.models.gone import gone_consent, withdrawn_on
from sharing.models.state_facts import STATE_FACTS
from tests.factories import DecisionFactory, decisions

pytestmark = pytest.mark.django_db
SEVERAL = (
    DecisionFactory, decisions.with_management, decisions.returned, decisions.to_disclose, decisions.shared,
    decisions.stopped, decisions.not_shared, decisions.referred,
)  # fmt: skip


def told(fact) -> list[tuple]:
    return list(Decision.objects.annotate(fact=fact).order_by("pk").values_list("pk", "fact"))


@pytest.mark.parametrize("build", [*STATE_FACTS, withdrawn_on], ids=lambda build: build.__name__)
def test_it_says_of_every_decision_what_the_subquery_says(build):
    for make in SEVERAL:
        make()
    decisions.opened_again(decisions.not_shared())
    decisions._verdict(decisions.referred(), "agreed", by=None, comment="")
    assert told(CompiledOnce(Decision, build)) == told(build())
    assert len({fact for _, fact in told(build())}) > 1


def test_it_depends_on_what_it_is_given():
    """A consent that stands today is gone by the day on which it ends."""
    decision, today = decisions.to_disclose(), timezone.localdate()
    for day, gone in ((today, False), (today + timedelta(days=400), True)):
        assert told(CompiledOnce(Decision, gone_consent, day)) == told(gone_consent(day))
        assert (told(CompiledOnce(Decision, gone_consent, day))[0] != (decision.pk, None)) is gone


def test_it_is_built_and_compiled_once_for_each_day():
    built = []

    def disclosed(day: date) -> Exists:
        built.append(day)
        return Exists(Disclosure.objects.filter(decision=OuterRef("pk"), shared_at__date=day))

    days = [date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 2)]
    for day in days:
        told(CompiledOnce(Decision, disclosed, day))
    assert built == [date(2026, 3, 2), date(2026, 3, 3)]


def test_within_another_query_it_speaks_of_its_own_row():
    """There the decision's table has another name, which the fact must not take for one of its own."""
    shared, _ = decisions.shared(), decisions.to_disclose()
    fact = CompiledOnce(Decision, STATE_FACTS[4])
    gone_out = Decision.objects.annotate(fact=fact).filter(fact=True)
    assert list(Decision.objects.filter(pk__in=gone_out)) == [shared]
    of_these = Decision.objects.filter(pk=OuterRef("decision")).annotate(fact=fact).values("fact")
    assert list(Disclosure.objects.annotate(fact=Subquery(of_these)).values_list("fact", flat=True)) == [True]
    assert list(Disclosure.objects.filter(decision__in=gone_out.values("pk"))) == [shared.disclosures.get()]


def test_it_goes_by_whatever_names_the_row():
    shared = decisions.shared()
    fact = CompiledOnce(Decision, STATE_FACTS[4], key="decision")
    assert list(Disclosure.objects.annotate(fact=fact).filter(fact=F("fact")).values_list("decision", "fact")) == [
        (shared.pk, True)
    ]


def test_the_state_of_many_is_one_statement():
    for make in SEVERAL:
        make()
    with CaptureQueriesContext(connection) as counted:
        states = {str(decision.state) for decision in Decision.objects.with_state_facts()}
    assert len(states) == len(SEVERAL)
    assert len(counted) == 1

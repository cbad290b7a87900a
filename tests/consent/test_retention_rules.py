"""The setting decides how long each class is kept; what stood before stays as it was (guidance: retention)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from consent.actions.retention import set_retention_rule
from consent.models import RetentionRule
from consent.retention import periods, shipped
from neston_sharing.foundation.actions import Refusal
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def decided(**fields):
    said = {
        "kind": "visits", "years": 6, "counted_from": "record", "reason": "Our insurer asks for it",
        "decided_by": "The committee", "in_force_from": timezone.localdate(),
    }  # fmt: skip
    return set_retention_rule(by=UserFactory(roles=["manager"]), **said | fields)


def test_until_somebody_decides_what_ships_stands():
    assert periods() == shipped()


def test_a_decision_takes_the_place_of_what_stood_from_its_day():
    day = timezone.localdate() + timedelta(days=10)
    decided(in_force_from=day)
    assert periods()["visits"].years == 3
    assert periods(day)["visits"].years == 6


def test_a_new_rule_is_a_row_of_its_own():
    first, second = decided(), decided(years=7)
    assert list(RetentionRule.objects.of_kind("visits")) == [second, first]
    assert periods()["visits"].years == 7


@pytest.mark.parametrize("wrong", [{"years": 0}, {"years": 101}, {"in_force_from": date(2020, 1, 1)}])
def test_a_rule_without_sense_is_refused(wrong):
    decided()
    with pytest.raises(Refusal):
        decided(**wrong)


def test_the_same_rule_again_is_refused():
    decided()
    with pytest.raises(Refusal, match="already"):
        decided()

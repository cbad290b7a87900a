"""Stories are told in the order of time, whatever order they are listed in."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from neston_sharing.operations.demonstration.clock import Ago, months_before, tell, working_day_before


@pytest.mark.parametrize(("number", "day"), [(1, date(2026, 11, 20)), (5, date(2026, 11, 16)), (6, date(2026, 11, 13))])
def test_working_days_pass_over_weekends(number, day):
    assert working_day_before(date(2026, 11, 23), number) == day


def test_a_moment_is_told_in_the_time_of_the_setting():
    assert Ago(1, "09:30").on(date(2026, 7, 2)).isoformat() == "2026-07-01T09:30:00+01:00"


@pytest.mark.parametrize(("months", "first"), [(1, date(2026, 1, 5)), (2, date(2025, 12, 5)), (14, date(2024, 12, 5))])
def test_months_go_back_over_the_year(months, first):
    assert months_before(date(2026, 2, 20), months, 5) == first


def test_steps_of_all_stories_come_in_order():
    told = []

    def story(name, *moments):
        for moment in moments:
            yield moment
            told.append((timezone.now(), name))

    tell([story("late", _at(3), _at(5)), story("early", _at(1), _at(4)), story("same", _at(3))])
    assert [name for _, name in told] == ["early", "late", "same", "early", "late"]
    assert [moment for moment, _ in told] == sorted(moment for moment, _ in told)


def _at(hour: int) -> datetime:
    return timezone.make_aware(datetime(2026, 3, 2)) + timedelta(hours=hour)

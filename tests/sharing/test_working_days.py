"""Working days in England: weekends and bank holidays are none."""

from datetime import date

import pytest

from sharing.bank_holidays import bank_holidays, easter
from sharing.working_days import last_working_day, next_working_day, working_days_after


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2022, "3/1 15/4 18/4 2/6 3/6 2/5 29/8 19/9 26/12 27/12"),  # the Jubilee, the Queen's funeral
        (2023, "2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12"),  # the coronation
        (2026, "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12"),  # Boxing Day on a Saturday
        (2027, "1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12"),  # Christmas Day on a Saturday
        (2028, "3/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12"),  # New Year's Day on a Saturday
    ],
)
def test_the_bank_holidays_are_those_that_the_government_lists(year, days):
    listed = {date(year, int(month), int(day)) for day, month in (each.split("/") for each in days.split())}
    assert bank_holidays(year) == listed


def test_easter_is_where_the_church_has_it():
    assert [easter(year) for year in (2024, 2025, 2026, 2038)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]


@pytest.mark.parametrize(
    ("day", "following"),
    [("2026-11-20", "2026-11-23"), ("2026-12-24", "2026-12-29"), ("2027-03-25", "2027-03-30")],
)
def test_after_a_weekend_and_its_holidays_comes_the_next_working_day_and_back(day, following):
    assert next_working_day(date.fromisoformat(day)) == date.fromisoformat(following)
    assert last_working_day(date.fromisoformat(following)) == date.fromisoformat(day)


def test_working_days_are_counted_after_a_day_and_none_before_it():
    due = date(2026, 12, 24)
    assert [working_days_after(due, date(2026, 12, day)) for day in (23, 24, 28, 29, 30)] == [0, 0, 0, 1, 2]

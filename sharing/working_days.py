"""Working days in England: Monday to Friday, but for bank holidays."""

from datetime import date, timedelta

from sharing.bank_holidays import bank_holidays

SATURDAY = 5
A_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def next_working_day(day: date) -> date:
    """Give the first working day after this day: 23 November 2026 after Friday 20 November 2026."""
    following = day + A_DAY
    while not is_working_day(following):
        following += A_DAY
    return following


def last_working_day(day: date) -> date:
    """Give the last working day before this day: 24 December 2026 before Tuesday 29 December 2026."""
    before = day - A_DAY
    while not is_working_day(before):
        before -= A_DAY
    return before


def working_days_after(due: date, day: date) -> int:
    """How many working days this day lies after the one on which something was due; none before."""
    return sum(is_working_day(due + A_DAY * number) for number in range(1, (day - due).days + 1))

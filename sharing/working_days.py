"""Working days, plainly: Monday to Friday. Bank holidays are not known here, and only make us early."""

from datetime import date, timedelta

SATURDAY = 5


def next_working_day(day: date) -> date:
    """Give the first Monday to Friday after this day: 23 November 2026 after Friday 20 November 2026."""
    following = day + timedelta(days=1)
    while following.weekday() >= SATURDAY:
        following += timedelta(days=1)
    return following

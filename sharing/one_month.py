"""How long a family's request for a copy may take: one month, counted as the law counts it. Pure.

It runs from the day of the request or, where we had to ask who they are, from the day on which that was known; it
stands still while we wait for what we asked; it can be extended by two months, and they are told so within the first.
A last day that is no working day is the next working day.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sharing.working_days import next_working_day


@dataclass(frozen=True)
class Pause:
    """From the day on which we asked; `until` None while we wait."""

    since: date
    until: date | None = None

    def days(self, today: date) -> int:
        return max(0, ((self.until or today) - self.since).days)


@dataclass(frozen=True)
class Clock:
    """`due` is None before it has started: while we do not know who asks."""

    due: date | None
    waits: bool = False
    extended: bool = False

    def days_left(self, today: date) -> int | None:
        return (self.due - today).days if self.due else None


def clock(
    received: date, known: date | None, pauses: Iterable[Pause] = (), *, extended: bool = False, today: date
) -> Clock:
    """`known` is the day on which identity and responsibility were both known to us."""
    if known is None:
        return Clock(None)
    pauses = list(pauses)
    last = months_after(max(received, known), 3 if extended else 1)
    last += timedelta(days=sum(pause.days(today) for pause in pauses))
    return Clock(working_day(last), any(pause.until is None for pause in pauses), extended)


def months_after(day: date, months: int) -> date:
    """Give the same day of a later month, or that month's last: 28 February after 31 January."""
    year, month = day.year + (day.month + months - 1) // 12, (day.month + months - 1) % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def working_day(day: date) -> date:
    """Give this day, or the next working day where it is none."""
    return next_working_day(day - timedelta(days=1))

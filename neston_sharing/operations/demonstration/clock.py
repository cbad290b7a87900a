"""When things happened in the demonstration: on working days before today, told in the order of time.

A story is a generator: it yields the moment of its next step, then takes it. The audit log's time must not run back,
so `tell` merges the stories and always lets the one whose next step comes first take it.
"""

import heapq
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import NamedTuple

import time_machine
from django.utils import timezone

Story = Iterator[datetime]
SATURDAY = 5


class Ago(NamedTuple):
    """A moment: so many working days before today (one at least), at this time of day."""

    working_days: int
    clock: str

    def on(self, today: date) -> datetime:
        day = working_day_before(today, self.working_days)
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(self.clock)))


def working_day_before(today: date, number: int) -> date:
    """Give the day that lies this many working days before; weekends do not count."""
    day = today
    while number > 0:
        day -= timedelta(days=1)
        number -= day.weekday() < SATURDAY
    return day


def months_before(today: date, months: int, day: int) -> date:
    """Give a day (1 to 28) of the month that lies so many months back."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, day)


def tell(stories: Iterable[Story]) -> None:
    """Let every story take its steps, each at its own time; or just after the step before it, where that took long."""
    order = count()
    waiting = [(moment, next(order), story) for story in stories if (moment := next(story, None))]
    heapq.heapify(waiting)
    reached = None
    while waiting:
        moment, _, story = heapq.heappop(waiting)
        following, reached = take_step(story, max(moment, reached or moment))
        if following:
            heapq.heappush(waiting, (following, next(order), story))


def take_step(story: Story, moment: datetime) -> tuple[datetime | None, datetime]:
    """Give when the story wants to go on, and what its clock showed after the step."""
    with time_machine.travel(moment, tick=True):
        return next(story, None), timezone.now()

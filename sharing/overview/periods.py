"""The stretches of time that are looked back on: the last twelve months, and the terms of the funded year in England.

Pure. Autumn is September to December, spring January to March, summer April to August: no month is in none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 8)}
"""Name → first and last month."""

LAST_YEAR = "year"
TERMS_SHOWN = 6


@dataclass(frozen=True)
class Period:
    """`first` is the first of a month; `until` is the day after the last one."""

    code: str
    title: str
    first: date
    until: date

    @property
    def is_term(self) -> bool:
        return self.code != LAST_YEAR

    def months(self, today: date) -> list[date]:
        """The first day of each of its months that has begun."""
        begun, month = [], self.first
        while month < self.until and month <= today:
            begun.append(month)
            month = months_after(month, 1)
        return begun

    def is_running(self, today: date) -> bool:
        return self.first <= today < self.until


def months_after(month: date, number: int) -> date:
    """Give the first day of the month that lies so many after this one, or before it."""
    years, place = divmod(month.year * 12 + month.month - 1 + number, 12)
    return date(years, place + 1, 1)


def periods(today: date) -> list[Period]:
    """Give the last twelve months, then this term and those before it."""
    this = today.replace(day=1)
    year = Period(LAST_YEAR, "The last twelve months", months_after(this, -11), months_after(this, 1))
    return [year, *_terms(today)]


def _terms(today: date) -> Iterator[Period]:
    on = today
    for _ in range(TERMS_SHOWN):
        term = term_of(on)
        yield term
        on = months_after(term.first, -1)


def term_of(day: date) -> Period:
    name, (first, last) = next(term for term in TERMS.items() if term[1][0] <= day.month <= term[1][1])
    begins = date(day.year, first, 1)
    title = f"{name.capitalize()} term {day.year}"
    return Period(f"{name}-{day.year}", title, begins, months_after(begins, last - first + 1))

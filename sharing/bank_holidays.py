"""The bank holidays of England, by their rules (Banking and Financial Dealings Act 1971) and, since 2020, proclaimed.

One that is proclaimed later is not known here until it is added: then a day is counted that was none, and we are early.
"""

from datetime import date, timedelta
from functools import cache

MAY, AUGUST, DECEMBER = 5, 8, 12
A_DAY = timedelta(days=1)
FRIDAY = 4

PROCLAIMED = frozenset(
    {
        date(2022, 6, 3),  # the Platinum Jubilee
        date(2022, 9, 19),  # the funeral of Queen Elizabeth II
        date(2023, 5, 8),  # the coronation of King Charles III
    }
)
MOVED = {
    date(2020, 5, 4): date(2020, 5, 8),  # to the 75th anniversary of VE Day
    date(2022, 5, 30): date(2022, 6, 2),  # to the Platinum Jubilee
}


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Give the days of this year on which nothing is a working day's."""
    sunday = easter(year)
    by_rule = {
        sunday - 2 * A_DAY,
        sunday + A_DAY,
        _monday_from(date(year, MAY, 1)),
        _monday_from(date(year, MAY, 25)),
        _monday_from(date(year, AUGUST, 25)),
    }
    kept = {MOVED.get(day, day) for day in by_rule}
    proclaimed = {day for day in PROCLAIMED if day.year == year}
    return frozenset(kept | proclaimed | _or_instead(date(year, 1, 1)) | _or_instead(*_christmas(year)))


def easter(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar, by the rule of Meeus, Jones and Butcher."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, short = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, odd = divmod(rest, 4)
    to_sunday = (32 + 2 * short + 2 * quarter - moon - odd) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _christmas(year: int) -> tuple[date, date]:
    return date(year, DECEMBER, 25), date(year, DECEMBER, 26)


def _monday_from(day: date) -> date:
    """The first Monday on or after this day."""
    return day + timedelta(days=-day.weekday() % 7)


def _or_instead(*days: date) -> set[date]:
    """Each day; where it falls on a weekend, the next that is neither a weekend nor taken."""
    taken: set[date] = set()
    for day in days:
        found = day
        while found.weekday() > FRIDAY or found in taken:
            found += A_DAY
        taken.add(found)
    return taken

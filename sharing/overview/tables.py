"""Facts → tables of numbers. Pure. Every decision is counted in one row of a table, and in one only."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from sharing.overview.facts import Came, Decided, Waiting


@dataclass(frozen=True)
class Line:
    """What is counted and its numbers, one a series; None was withheld."""

    label: str
    numbers: tuple[int | None, ...]


@dataclass(frozen=True)
class Table:
    """`series` names the columns of numbers; `notes`, if any, stand in a last column of this name, one a line."""

    title: str
    what: str
    series: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    noted: str = ""

    @property
    def total(self) -> int:
        return sum(number or 0 for line in self.lines for number in line.numbers)


def by_month(decided: Sequence[Decided], months: Sequence[date]) -> Table:
    """Decisions by the month in which they were recorded and by outcome."""
    lines = (
        Line(month_in_words(month), _shared_or_not([each for each in decided if each.on.replace(day=1) == month]))
        for month in months
    )
    return Table("Decisions by month and outcome", "Month", OUTCOMES, tuple(lines))


def by_basis(decided: Sequence[Decided]) -> Table:
    return _counted("Decisions by basis", "Basis", (each.basis for each in decided))


def by_agency(decided: Sequence[Decided]) -> Table:
    """Decisions by the agency that they were about, those with most on top."""
    return _by_outcome("Decisions by agency", "Agency", decided, lambda each: each.agency)


def by_kind(decided: Sequence[Decided]) -> Table:
    """As `by_agency`, without saying which: a surgery or a school can tell of a family."""
    return _counted("Decisions by kind of agency", "Kind of agency", (each.kind for each in decided))


def families_told(decided: Sequence[Decided]) -> Table:
    told = sum(each.family_told for each in decided)
    return _two("The family", "Told", told, "Not told, with the reason recorded", len(decided) - told)


def refusals(decided: Sequence[Decided]) -> Table:
    against = sum(each.against_refusal for each in decided)
    title, other = "Sharing against a refusal", "Every other decision"
    return _two(title, "Shared although a parent said no", against, other, len(decided) - against)


def what_waits(waiting: Iterable[Waiting], today: date) -> Table:
    """What waits, how much of it, and for how many days the oldest of it has."""
    since: dict[str, list[date]] = {}
    for each in waiting:
        since.setdefault(each.what, []).append(each.since)
    lines = tuple(Line(what, (len(days),)) for what, days in since.items())
    longest = tuple(days_in_words((today - min(days)).days) for days in since.values())
    return Table("What waits", "What", ("How many",), lines, longest, "The longest")


def consents(standings: Iterable[str]) -> Table:
    return _counted("Consents by state, today", "State", standings)


def visits(came: Sequence[Came], months: Sequence[date]) -> Table:
    """Visits by month: with one of us beside them, or under the visitor's own power (policy 1.6)."""
    lines = []
    for month in months:
        here = [each for each in came if each.on.replace(day=1) == month]
        alone = sum(each.alone for each in here)
        lines.append(Line(month_in_words(month), (len(here) - alone, alone)))
    return Table("Visits by month", "Month", ("Accompanied", "Under their own power"), tuple(lines))


def alphabetical(table: Table) -> Table:
    """The same lines in an order that tells nothing of their numbers."""
    return replace(table, lines=tuple(sorted(table.lines, key=lambda line: line.label)))


def added_up(table: Table, title: str, of: str) -> Table:
    """The same lines with one number each."""
    lines = tuple(Line(line.label, (sum(number or 0 for number in line.numbers),)) for line in table.lines)
    return replace(table, title=title, series=(of,), lines=lines)


def median_days(decided: Iterable[Decided]) -> tuple[float | None, int]:
    """Give the median of the days from ask to answer, and of how many decisions it is."""
    days = [each.days for each in decided if each.days is not None]
    return (median(days) if days else None), len(days)


OUTCOMES = ("Share", "Do not share")


def _shared_or_not(decided: Sequence[Decided]) -> tuple[int, int]:
    shared = sum(each.shared for each in decided)
    return shared, len(decided) - shared


def _by_outcome(title: str, what: str, decided: Iterable[Decided], named: Callable[[Decided], str]) -> Table:
    groups: dict[str, list[Decided]] = {}
    for each in decided:
        groups.setdefault(named(each), []).append(each)
    most_first = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    lines = (Line(name, _shared_or_not(group)) for name, group in most_first)
    return Table(title, what, OUTCOMES, tuple(lines))


def _counted(title: str, what: str, names: Iterable[str]) -> Table:
    most_first = sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))
    return Table(title, what, ("How many",), tuple(Line(name, (number,)) for name, number in most_first))


def _two(title: str, first: str, number: int, second: str, rest: int) -> Table:
    lines = (Line(first, (number,)), Line(second, (rest,))) if number + rest else ()
    return Table(title, "Decisions", ("How many",), lines)


def month_in_words(month: date) -> str:
    return f"{month:%B %Y}"


def days_in_words(days: float) -> str:
    return "1 day" if days == 1 else f"{days:g} days"

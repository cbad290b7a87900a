"""Which rule a child's records fall under, and from which day they may go. Pure: facts and periods in, days out.

What cannot be separated is kept by the longest rule that any part of it falls under, and nothing goes while the child
attends. Nothing goes by a clock: from that day on a person may decide it, over a list (guidance: retention).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

CONSENTS, SAFEGUARDING, ABUSE, VISITS, RECEIVED = "consents", "safeguarding", "abuse", "visits", "received"
LEAVING, BIRTH, RECORD = "leaving", "birth", "record"
FILE = "file"
FILE_TITLE = "The child's file itself"
FILE_WHY = "until nothing else of the file is kept any more"

TITLES = {
    CONSENTS: "Registrations and consents",
    SAFEGUARDING: "Sharing decisions and safeguarding records",
    ABUSE: "Records of child sexual abuse",
    VISITS: "Visits",
    RECEIVED: "Information received from agencies",
    FILE: FILE_TITLE,
}
# Where a child's safeguarding record is marked, these are records of child sexual abuse.
UNDER_THE_MARK = (SAFEGUARDING, RECEIVED)


@dataclass(frozen=True)
class Period:
    """A rule: so many years after a day, and why."""

    kind: str
    years: int
    counted_from: str
    reason: str

    @property
    def in_words(self) -> str:
        if self.counted_from == BIRTH:
            return f"to the child's {ordinal(self.years)} birthday"
        after = "the child's last day" if self.counted_from == LEAVING else "the newest of these records"
        return f"{self.years} year{'' if self.years == 1 else 's'} after {after}"


@dataclass(frozen=True)
class Facts:
    """What the clocks are counted from: `newest` gives the day of the newest record of each class that there is."""

    born: date
    last_day: date | None = None
    marked: bool = False
    newest: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class Due:
    """A class of record of one file: from `on` it may go (None: the clock has not started), under which rule."""

    kind: str
    on: date | None
    rule: str
    reason: str

    @property
    def title(self) -> str:
        return TITLES[self.kind]

    def is_due(self, day: date) -> bool:
        return self.on is not None and self.on <= day


def due(facts: Facts, periods: Mapping[str, Period]) -> tuple[Due, ...]:
    """Give every class of record that there is in the file, and the file itself, which goes last."""
    parts = tuple(
        _due(kind, facts, periods) for kind in (CONSENTS, SAFEGUARDING, VISITS, RECEIVED) if kind in facts.newest
    )
    return (*parts, _file(facts, periods, parts))


def _due(kind: str, facts: Facts, periods: Mapping[str, Period]) -> Due:
    """The rule of the class; under the mark the longer of that and the one for records of child sexual abuse."""
    kinds = (kind, ABUSE) if facts.marked and kind in UNDER_THE_MARK else (kind,)
    ended = [(ends(periods[each], facts, kind), periods[each]) for each in kinds]
    on, period = max(ended, key=lambda each: each[0] or date.max)
    gone = facts.last_day  # whatever the rule is counted from, nothing goes while the child attends
    return Due(kind, max(on, gone) if on and gone else None, period.in_words, period.reason)


def ends(period: Period, facts: Facts, kind: str = "") -> date | None:
    """Give the day from which what falls under this rule may go; None where its clock has not started."""
    starts = {BIRTH: facts.born, LEAVING: facts.last_day, RECORD: facts.newest.get(kind or period.kind)}
    start = starts[period.counted_from]
    return years_after(start, period.years) if start else None


def could_be_due(born: date, last_day: date | None, day: date, periods: Mapping[str, Period]) -> bool:
    """Whether anything of a file can be due by a day, whatever it holds: no record is older than the child."""
    if last_day is None:
        return False
    earliest = Facts(born, last_day, newest=dict.fromkeys(periods, born))
    ended = (ends(period, earliest) for period in periods.values())
    return any(end and end <= day for end in ended)


def _file(facts: Facts, periods: Mapping[str, Period], parts: tuple[Due, ...]) -> Due:
    """The file stays with a child who attends, and as long as registrations would be kept, whatever else it holds."""
    if facts.last_day is None:
        return Due(FILE, None, FILE_WHY, "The child has not left.")
    base = ends(periods[CONSENTS], facts, CONSENTS) or years_after(facts.last_day, periods[CONSENTS].years)
    days = [facts.last_day, base, *(part.on for part in parts)]
    known = [day for day in days if day]
    return Due(FILE, max(known) if len(known) == len(days) else None, FILE_WHY, "Everything in the file hangs on it.")


def years_after(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes 1 March, so that nothing goes a day early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"

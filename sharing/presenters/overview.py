"""The overview on the page, as a list, and the committee's report: the same numbers, said three times."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string

from neston_sharing.foundation.lists.spreadsheet import written
from sharing.overview import tables
from sharing.overview.bars import Chart, chart
from sharing.overview.gathering import Gathered
from sharing.overview.tables import Line, Table
from sharing.overview.withholding import SMALLEST, WITHHELD, withheld

HEADINGS = ("Period", "Table", "Line", "Counted", "Number")


@dataclass(frozen=True)
class Figure:
    """One number that says most, and what it is of."""

    figure: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Section:
    """A table as cells, and its picture; `code` names it on the page and in the PDF."""

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: Chart | None

    @property
    def picture(self) -> str:
        return f"{self.code}.svg"


def figures(gathered: Gathered) -> list[Figure]:
    decided = gathered.decided
    days, answered = tables.median_days(decided)
    untold = sum(not each.family_told for each in decided)
    against = sum(each.against_refusal for each in decided)
    return [
        Figure(str(len(decided)), "decisions recorded"),
        Figure(
            "none" if days is None else tables.days_in_words(days),
            "from ask to answer",
            f"The median of {answered}: half took longer" if answered else "Nobody asked us",
        ),
        Figure(_share(untold, len(decided)), "family not told", f"{untold} of {len(decided)}"),
        Figure(_share(against, len(decided)), "shared against a refusal", f"{against} of {len(decided)}"),
    ]


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%" if whole else "none"


def tables_of(gathered: Gathered) -> list[Table]:
    decided, months = gathered.decided, gathered.months
    return [
        tables.what_waits(gathered.waiting, gathered.today),
        tables.by_month(decided, months),
        tables.by_basis(decided),
        tables.by_agency(decided),
        tables.families_told(decided),
        tables.refusals(decided),
        tables.consents(gathered.standings),
        tables.visits(gathered.came, months),
    ]


def tables_for_committee(gathered: Gathered) -> list[Table]:
    """One series each, no agency by name, small numbers withheld."""
    decided, months = gathered.decided, gathered.months
    whole = [
        tables.added_up(tables.by_month(decided, months), "Decisions by month", "Decisions"),
        tables.alphabetical(tables.by_basis(decided)),
        tables.alphabetical(tables.by_kind(decided)),
        tables.families_told(decided),
        tables.refusals(decided),
        tables.alphabetical(tables.consents(gathered.standings)),
        tables.added_up(tables.visits(gathered.came, months), "Visits by month", "Visits"),
    ]
    return [withheld(table) for table in whole]


def sections(made: Iterable[Table]) -> list[Section]:
    return [_section(f"table-{place}", table) for place, table in enumerate(made, start=1)]


def _section(code: str, table: Table) -> Section:
    noted = (table.noted,) if table.noted else ()
    notes: list[tuple[str, ...]] = [(note,) for note in table.notes] or [()] * len(table.lines)
    rows = tuple((*_cells(line), *note) for line, note in zip(table.lines, notes, strict=True))
    drawn = chart(table) if any(number is not None for line in table.lines for number in line.numbers) else None
    return Section(code, table.title, (table.what, *table.series, *noted), rows, drawn)


def _cells(line: Line) -> tuple[str, ...]:
    return line.label, *(WITHHELD if number is None else str(number) for number in line.numbers)


def as_list(gathered: Gathered) -> bytes:
    """Every number on a row of its own, as a spreadsheet likes to count them; nothing in it is a formula."""
    return written([HEADINGS, *_rows(gathered)])


def _rows(gathered: Gathered) -> Iterator[tuple[str, ...]]:
    for table in tables_of(gathered):
        for line in table.lines:
            for counted, number in zip(table.series, line.numbers, strict=True):
                yield gathered.period.title, table.title, line.label, counted, str(number)


def report(gathered: Gathered) -> dict:
    """What the committee is told of a term; its numbers stand for nobody."""
    days, answered = tables.median_days(gathered.decided)
    return {
        "period": gathered.period,
        "today": gathered.today,
        "running": gathered.period.is_running(gathered.today),
        "median": tables.days_in_words(days) if days is not None and answered >= SMALLEST else "",
        "smallest": SMALLEST,
        "sections": sections(tables_for_committee(gathered)),
    }


def pictures_of(made: Iterable[Section]) -> dict[str, bytes]:
    """Give each picture as a file that the PDF names."""
    return {
        section.picture: render_to_string("components/bars.svg", {"chart": section.chart}).encode()
        for section in made
        if section.chart
    }

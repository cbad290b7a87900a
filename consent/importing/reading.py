"""Rows of text → what each row says, with every fault that can be seen without looking at the register."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from consent.importing.columns import EXAMPLE, Place, recognised
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.lists import spreadsheet
from neston_sharing.foundation.lists.columns import LONGEST_CELL

NEEDED = {"given_names", "family_name", "date_of_birth"}  # to know a child by, where the list has no references


@dataclass
class Said:
    """What one row says: of the child, and of up to three parents by their number. An empty cell says nothing."""

    number: int
    child: dict = field(default_factory=dict)
    parents: dict[int, dict] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def put(self, place: Place, value: object) -> None:
        about = self.parents.setdefault(place.parent, {}) if place.parent else self.child
        about[place.column.name] = value


@dataclass(frozen=True)
class List:
    """A list that was read: its rows, the headings that mean nothing here, and the example's row if it stood there."""

    rows: tuple[Said, ...]
    unknown: tuple[str, ...]
    example: int | None = None


def read(content: bytes) -> List:
    """Take the bytes of a file; refuse what is no list of children. A row that is wrong is no reason to refuse."""
    sheet = spreadsheet.read(content, lambda heading: recognised(heading) is not None)
    places = [recognised(heading) for heading in sheet.headings]
    _must_do(sheet, places)
    said = [_said(row, places) for row in sheet.rows]
    example = next((row.number for row in said if _is_example(row)), None)
    rows = tuple(row for row in said if not _is_example(row))
    if not rows:
        raise Refusal(spreadsheet.EMPTY)
    if len(rows) > spreadsheet.MOST_ROWS:
        raise Refusal(spreadsheet.TOO_MANY)
    return List(rows, tuple(_unknown(sheet, places)), example)


def _must_do(sheet: spreadsheet.Sheet, places: list[Place | None]) -> None:
    """Refuse headings by which nobody can be known, or two that mean the same."""
    for place, times in Counter(filter(None, places)).items():
        if times > 1:
            same = [head for head, each in zip(sheet.headings, places, strict=True) if each == place]
            raise Refusal(f"Two columns mean the same: “{same[0]}” and “{same[1]}”. Leave one of them out")
    there = {place.column.name for place in places if place and not place.parent}
    if "reference" not in there and NEEDED - there:
        raise Refusal("The list needs columns for the given names, the family name and the date of birth")


def _unknown(sheet: spreadsheet.Sheet, places: list[Place | None]):
    for index, (heading, place) in enumerate(zip(sheet.headings, places, strict=True)):
        if place is None and heading:
            yield heading[:60]
        elif place is None and any(index < len(row.cells) and row.cells[index] for row in sheet.rows):
            yield f"column {index + 1}, which has no heading"


def _said(row: spreadsheet.Row, places: list[Place | None]) -> Said:
    said = Said(row.number)
    for place, cell in zip(places, row.cells, strict=False):
        if place and cell:
            _read_cell(said, place, cell)
    if any(row.cells[len(places) :]):
        said.errors.append("This row has more cells than there are headings: look for a separator inside a cell")
    return said


def _read_cell(said: Said, place: Place, cell: str) -> None:
    if len(cell) > LONGEST_CELL:
        said.errors.append(f"{place.title}: this cell holds more than {LONGEST_CELL:,} characters")
        return
    try:
        said.put(place, place.column.field.clean(cell))
    except ValidationError as error:
        said.errors += [f"{place.title}: {message.rstrip('.')}" for message in error.messages]


def _is_example(said: Said) -> bool:
    return said.child.get("reference", "").upper() == EXAMPLE

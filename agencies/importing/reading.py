"""Rows of text → what each row says, with every fault that can be seen without looking at the directory."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from agencies.actions.directory import must_look_like
from agencies.importing.columns import ABOUT_AGENCY, ABOUT_ROUTE, AT_ONCE, TITLES, recognised
from agencies.models import ContactRoute
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.lists import spreadsheet
from neston_sharing.foundation.lists.columns import LONGEST_CELL, Column

Kind = ContactRoute.Kind
OF_AGENCY, OF_ROUTE = ({column.name for column in columns} for columns in (ABOUT_AGENCY, ABOUT_ROUTE))
KIND_OF = {column.name: "telephone" if column.name == "late" else column.name for column in AT_ONCE}


@dataclass
class Said:
    """What one row says: of an agency, and of ways to reach it. An empty cell says nothing."""

    number: int
    cells: dict = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def agency(self) -> dict:
        return {name: value for name, value in self.cells.items() if name in OF_AGENCY}

    @property
    def routes(self) -> list[dict]:
        """Give each way to reach the agency: its kind and value, and what is said of it."""
        return [*self._routes_at_once(), *self._route_in_full()]

    def _route_in_full(self) -> Iterator[dict]:
        said = {name: value for name, value in self.cells.items() if name in OF_ROUTE}
        if "value" in said and "route" in said:
            yield {"kind": said.pop("route"), **said}

    def _routes_at_once(self) -> Iterator[dict]:
        for name, kind in KIND_OF.items():
            if value := self.cells.get(name):
                yield {"kind": kind, "value": value} | ({"out_of_hours": True} if name == "late" else {})


@dataclass(frozen=True)
class List:
    """A list that was read: its rows, and the headings that mean nothing here."""

    rows: tuple[Said, ...]
    unknown: tuple[str, ...]


def read(content: bytes) -> List:
    """Take the bytes of a file; refuse what is no list of agencies. A row that is wrong is no reason to refuse."""
    sheet = spreadsheet.read(content, lambda heading: recognised(heading) is not None)
    columns = [recognised(heading) for heading in sheet.headings]
    _must_do(columns)
    if len(sheet.rows) > spreadsheet.MOST_ROWS:
        raise Refusal(spreadsheet.TOO_MANY)
    unknown = (head[:60] for head, column in zip(sheet.headings, columns, strict=True) if head and column is None)
    return List(tuple(_said(row, columns) for row in sheet.rows), tuple(unknown))


def _must_do(columns: list[Column | None]) -> None:
    for column, times in Counter(filter(None, columns)).items():
        if times > 1:
            raise Refusal(f"Two columns mean the same: “{column.title}”. Leave one of them out")
    if "name" not in {column.name for column in columns if column}:
        raise Refusal("The list needs a column for the agency's name")


def _said(row: spreadsheet.Row, columns: list[Column | None]) -> Said:
    said = Said(row.number)
    for column, cell in zip(columns, row.cells, strict=False):
        if column and cell:
            _read_cell(said, column, cell)
    if any(row.cells[len(columns) :]):
        said.errors.append("This row has more cells than there are headings: look for a separator inside a cell")
    _must_be_whole(said)
    return said


def _read_cell(said: Said, column: Column, cell: str) -> None:
    if len(cell) > LONGEST_CELL:
        said.errors.append(f"{column.title}: this cell holds more than {LONGEST_CELL:,} characters")
        return
    try:
        said.cells[column.name] = column.field.clean(cell)
    except ValidationError as error:
        said.errors += [f"{column.title}: {message.rstrip('.')}" for message in error.messages]


def _must_be_whole(said: Said) -> None:
    if said.errors:
        return
    if "name" not in said.cells:
        said.errors.append(f"{TITLES['name']}: this is needed and the cell is empty")
    if ("route" in said.cells) != ("value" in said.cells):
        missing = "value" if "route" in said.cells else "route"
        said.errors.append(f"{TITLES[missing]}: this is needed and the cell is empty")
    for route in said.routes:
        try:
            must_look_like(route["kind"], route["value"])
        except Refusal as refusal:
            said.errors.append(f"{route['value'][:60]}: {refusal.message}")

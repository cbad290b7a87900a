"""Tables that are asked together: the rows of many kinds, in the order of time, by one query over all of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from sharing.presenters.history import Event


class Row(NamedTuple):
    """What every table is asked: when, of which source, by whom, and the words that fit its kind."""

    moment: datetime
    place: int
    pk: int
    reference: str
    who: str
    text: str
    to_whom: str = ""
    agency: str = ""
    more: str = ""
    word: str = ""
    also: str = ""
    besides: str = ""


class Beside(Protocol):
    """Where an entry stands among all of them: the key of a page of the timeline."""

    @property
    def moment(self) -> datetime: ...
    @property
    def source(self) -> int: ...
    @property
    def row(self) -> int: ...


@dataclass(frozen=True)
class Source:
    """Rows of one table, with the column that fills each part of a `Row` ("" without one)."""

    place: int
    rows: QuerySet
    say: Callable[[Row], Event]
    moment: str
    who: str
    text: str
    reference: str
    to_whom: str = ""
    agency: str = ""
    more: str = ""
    word: str = ""
    also: str = ""
    besides: str = ""

    def beside(self, key: Beside | None, upwards: bool) -> QuerySet:
        """Ask for the rows on one side of a key, as columns that are named alike in every source."""
        rows = self.rows.filter(self._beyond(key, "gt" if upwards else "lt")) if key else self.rows
        named = {f"entry_{part}": self._column(part) for part in Row._fields}
        return rows.order_by().annotate(**named).values_list(*named)

    def _column(self, part: str) -> F | Value:
        if part == "place":
            return Value(self.place, IntegerField())
        path = "pk" if part == "pk" else getattr(self, part)
        return F(path) if path else Value("", CharField())

    def _beyond(self, key: Beside, side: str) -> Q:
        beyond = Q(**{f"{self.moment}__{side}": key.moment})
        if self.place == key.source:
            return beyond | Q(**{self.moment: key.moment, f"pk__{side}": key.row})
        same_moment_too = self.place > key.source if side == "gt" else self.place < key.source
        return beyond | Q(**{self.moment: key.moment}) if same_moment_too else beyond


def asked_together(
    sources: Iterable[Source], *, beside: Beside | None = None, upwards: bool = False, size: int | None = None
) -> Iterator[tuple[Row, Event]]:
    """Give the rows of all sources on one side of a key (all of them without one), the nearest first, in one query."""
    first, *others = sources = list(sources)
    order = [f"entry_{part}" if upwards else f"-entry_{part}" for part in ("moment", "place", "pk")]
    say = {source.place: source.say for source in sources}
    found = first.beside(beside, upwards).union(*(each.beside(beside, upwards) for each in others), all=True)
    for columns in found.order_by(*order)[:size]:
        row = Row(*columns)
        yield row, say[row.place](row)

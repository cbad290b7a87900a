"""A table drawn as bars that lie beside one another, a line each. Pure; numbers are px in a box of `width` by `height`.

The label stands above its bar, so that a long one needs no room beside it; each bar ends with its number in figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sharing.overview.tables import Line, Table
from sharing.overview.withholding import WITHHELD

WIDTH, PITCH, BAR, LABEL, LEGEND = 340, 44, 16, 16, 22
LONGEST = 46  # letters of a label; the table says all of it
ROOM = 44  # beside the longest bar, for its number


@dataclass(frozen=True)
class Bar:
    """`shade` is the place of its series."""

    x: int
    y: int
    width: int
    height: int
    shade: int


@dataclass(frozen=True)
class Words:
    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Key:
    """What a shade stands for."""

    box: Bar
    words: Words


@dataclass(frozen=True)
class Chart:
    title: str
    width: int
    height: int
    keys: tuple[Key, ...]
    bars: tuple[Bar, ...]
    words: tuple[Words, ...]


def chart(table: Table) -> Chart:
    """Draw a table; what was withheld says so and has no bar."""
    top = LEGEND if len(table.series) > 1 else 0
    most = max((_sum(line) for line in table.lines), default=0) or 1
    places = [(top + place * PITCH, line) for place, line in enumerate(table.lines)]
    return Chart(
        title=f"{table.title}, as in the table beside it",
        width=WIDTH,
        height=top + len(table.lines) * PITCH,
        keys=tuple(_keys(table.series)) if top else (),
        bars=tuple(bar for y, line in places for bar in _bars(line, y + LABEL + 4, most)),
        words=tuple(words for y, line in places for words in _words(line, y, most)),
    )


def _short(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1].rstrip()}…"


def _sum(line: Line) -> int:
    return sum(number or 0 for number in line.numbers)


def _length(number: int, most: int) -> int:
    return round(number * (WIDTH - ROOM) / most)


def _bars(line: Line, y: int, most: int) -> Iterator[Bar]:
    so_far = 0
    for shade, number in enumerate(line.numbers):
        start, so_far = _length(so_far, most), so_far + (number or 0)
        if number:
            yield Bar(start, y, _length(so_far, most) - start, BAR, shade)


def _words(line: Line, y: int, most: int) -> Iterator[Words]:
    yield Words(0, y + LABEL - 3, _short(line.label))
    said = WITHHELD if None in line.numbers else " + ".join(str(number) for number in line.numbers if number) or "0"
    yield Words(_length(_sum(line), most) + 6 if _sum(line) else 0, y + LABEL + BAR, said)


def _keys(series: tuple[str, ...]) -> Iterator[Key]:
    share = WIDTH // len(series)
    for shade, name in enumerate(series):
        yield Key(Bar(shade * share, 2, 12, 12, shade), Words(shade * share + 18, 13, name))

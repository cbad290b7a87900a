"""What changes between two texts, line beside line and word by word. Pure: the rows give back both to the letter."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

WORD = re.compile(r"\w+|\s+|[^\w\s]+")
ALIKE = 0.5  # the part of two lines that must agree for the one to have become the other
NEAR = 12  # lines below, among which the one that a line became is looked for
MOST_WORDS = 2_000  # of a line; a longer one is shown as a whole, since comparing it takes the square of its length
MOST_LINES = 5_000
CONTEXT = 1  # unchanged line that stays in sight on each side of a change

WORTH_FOLDING = 3


class Kind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    """Some words of a line: the same in both texts, or only in this one."""

    text: str
    own: bool = False


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Row:
    """One line as it was and as it is to be; None where it has no counterpart."""

    before: Line | None
    after: Line | None

    @property
    def kind(self) -> Kind:
        if self.before is None:
            return Kind.ADDED
        if self.after is None:
            return Kind.REMOVED
        return Kind.SAME if self.before == self.after else Kind.CHANGED

    @property
    def is_blank(self) -> bool:
        """Whether it is a line that says nothing, in either text."""
        return not (_text(self.before) + _text(self.after)).strip()


@dataclass(frozen=True)
class Block:
    """Rows that stand together; `folded` are those far from any change, which a reader may open."""

    rows: tuple[Row, ...]
    folded: bool = False


def compare(before: str, after: str) -> list[Row]:
    """Set the lines of two texts side by side, the changed ones with their words marked."""
    old, new = before.split("\n"), after.split("\n")
    if max(len(old), len(new)) > MOST_LINES:
        return list(_side_by_side(old, new)) if before == after else [*map(_gone, old), *map(_come, new)]
    rows: list[Row] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        rows += _side_by_side(old[i1:i2], new[j1:j2]) if tag == "equal" else _paired(old[i1:i2], new[j1:j2])
    return rows


def blocks(rows: Iterable[Row]) -> list[Block]:
    """Fold away what is far from any change."""
    shown = list(rows)
    changed = [n for n, row in enumerate(shown) if row.kind is not Kind.SAME]
    near = {n + step for n in changed for step in range(-CONTEXT, CONTEXT + 1)}
    runs = groupby(enumerate(shown), key=lambda numbered: numbered[0] not in near)
    found = [(far, tuple(row for _, row in run)) for far, run in runs]
    return [Block(rows, folded=far and len(rows) >= WORTH_FOLDING) for far, rows in found]


def count(rows: Iterable[Row]) -> dict[Kind, int]:
    """Count the lines that were added, removed and changed; blank ones do not count."""
    kinds = [row.kind for row in rows if not row.is_blank]
    return {kind: kinds.count(kind) for kind in (Kind.ADDED, Kind.REMOVED, Kind.CHANGED)}


def _text(line: Line | None) -> str:
    return "".join(piece.text for piece in line or ())


def _gone(line: str) -> Row:
    return Row((Piece(line, own=True),), None)


def _come(line: str) -> Row:
    return Row(None, (Piece(line, own=True),))


def _side_by_side(before: list[str], after: list[str]) -> Iterator[Row]:
    for old, new in zip(before, after, strict=True):
        yield Row((Piece(old),), (Piece(new),))


def _paired(before: list[str], after: list[str]) -> Iterator[Row]:
    """Set each line beside the next one that it may have become; the order of both sides stays."""
    at = 0
    for line in before:
        near = range(at, min(at + NEAR, len(after)))
        became = next((n for n in near if _alike(_words(line), _words(after[n]))), None)
        if became is None:
            yield _gone(line)
            continue
        yield from map(_come, after[at:became])
        yield _changed(_words(line), _words(after[became]))
        at = became + 1
    yield from map(_come, after[at:])


def _words(line: str) -> list[str]:
    return WORD.findall(line)


def _alike(old: list[str], new: list[str]) -> bool:
    if max(len(old), len(new)) > MOST_WORDS:
        return False
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _changed(old: list[str], new: list[str]) -> Row:
    before: list[Piece] = []
    after: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        own = tag != "equal"
        before += [Piece("".join(old[i1:i2]), own)] if i1 < i2 else []
        after += [Piece("".join(new[j1:j2]), own)] if j1 < j2 else []
    return Row(tuple(before), tuple(after))

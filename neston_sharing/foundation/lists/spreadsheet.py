"""Bytes → rows of text. What a spreadsheet program saves as CSV or as text, whichever signs it puts in and between.

Every cell is text: a formula is its characters and is never worked out, and what we write is made inert.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from neston_sharing.foundation.actions import Refusal

LARGEST = 10 * 1024 * 1024  # bytes
MOST_ROWS = 5_000
SEPARATORS = (",", ";", "\t")
HEADINGS_WITHIN = 10  # rows: a title may stand above the headings

TOO_LARGE = "This file is larger than 10 MB: leave out what does not belong to the list, or bring it in in parts"
TOO_MANY = f"This list has more than {MOST_ROWS:,} rows: bring it in in parts"
NO_TEXT = "This file is no list: in the spreadsheet, choose “Save as” and then “CSV”"
WORKBOOK = "This is a workbook: open it, choose “Save as” and then “CSV”, and bring that file in"
NO_HEADINGS = "No row of headings was found: the first row names the columns, as the template does"
EMPTY = "This list has headings and no rows: fill in one row at least"

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 (full-width forms)

Known = Callable[[str], bool]
"""Whether a heading means something in this list."""

# What begins a file of another kind: a workbook of today (a zip) and one of before 2007.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
NOT_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")
MARKED_AS_TEXT = re.compile(r"'[=+\-@\t\r＝＋－＠]")  # noqa: RUF001 (full-width forms)


@dataclass(frozen=True)
class Row:
    """One row; its number is the one that a spreadsheet shows at the side."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read(content: bytes, known: Known) -> Sheet:
    """Take the bytes of a file, or refuse it with what to do."""
    if len(content) > LARGEST:
        raise Refusal(TOO_LARGE)
    if content.startswith(WORKBOOKS):
        raise Refusal(WORKBOOK)
    text = decoded(content)
    if NOT_IN_TEXT.search(text):
        raise Refusal(NO_TEXT)
    head, rows = _headed(list(_filled(text, known)), known)
    if not rows:
        raise Refusal(EMPTY)
    return Sheet(head.cells, tuple(rows))


def decoded(content: bytes) -> str:
    """Read UTF-16 and UTF-8 by their marks, UTF-8 without one, and what else there is as Windows writes it here."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal(NO_TEXT)


def _headed(rows: list[Row], known: Known) -> tuple[Row, list[Row]]:
    """Part the headings, which are the first row that names two columns at least, from what stands below."""
    for place, row in enumerate(rows[:HEADINGS_WITHIN]):
        if _known(row.cells, known) >= 2:
            return row, rows[place + 1 :]
    raise Refusal(NO_HEADINGS)


def _known(cells: Iterable[str], known: Known) -> int:
    return sum(known(cell) for cell in cells)


def _filled(text: str, known: Known) -> Iterator[Row]:
    """Give the rows in which something stands."""
    if said := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE):  # Excel reads this line and does not show it
        text, separator = text[said.end() :], said[1]
    else:
        separator = _separator(text, known)
    for number, cells in _parsed(text, separator):
        if number > MOST_ROWS + HEADINGS_WITHIN:
            raise Refusal(TOO_MANY)
        if any(cells):
            yield Row(number, cells)


def _separator(text: str, known: Known) -> str:
    """Give the sign between cells that makes the most sense of the first rows."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:HEADINGS_WITHIN]
    return max(SEPARATORS, key=lambda sign: max((_known(line.split(sign), known) for line in lines), default=0))


def _parsed(text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refusal(f"Row {number} cannot be read: look for a quotation mark that is not closed") from None
        yield number, tuple(map(_as_text, cells))


def _as_text(cell: str) -> str:
    cell = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return cell[1:] if MARKED_AS_TEXT.match(cell) else cell


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """Give rows as a file that Excel opens with a double click, and in which nothing is a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def inert(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell

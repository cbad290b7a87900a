"""Lists as a setting's spreadsheet would hold them."""

import csv
import io

from consent.importing.columns import CHILD, PARENT

A_CHILD = {
    "Given names": "Róisín",
    "Family name": "O'Neill-Hart",
    "Date of birth": "27/3/2023",
    "Starts on": "3/9/2026",
    "Key person": "pat@example.org",
}
A_PARENT = {
    "Given names": "Siobhán",
    "Family name": "O'Neill",
    "Relationship": "Mother",
    "E-mail address": "siobhan@example.org",
    "Safe way to reach them": "Text first",
    "Parental responsibility": "yes",
    "Ground": "Mother",
}
TITLES = [*(column.title for column in CHILD), *(column.title for column in PARENT)]


def parent(number: int = 1, **changes) -> dict:
    """The cells of one parent; `changes` by a heading's words, such as `given_names="Ann"`."""
    cells = {**A_PARENT, **_by_title(changes)}
    return {f"Parent {number} {title[:1].lower()}{title[1:]}": cell for title, cell in cells.items()}


def child(*parents: dict, **changes) -> dict:
    cells = {**A_CHILD, **_by_title(changes)}
    for each in parents:
        cells |= each
    return cells


def written(*rows: dict, encoding: str = "utf-8", separator: str = ",") -> bytes:
    """Write rows, whose headings are the union of theirs, as a file."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings, restval="", delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def _by_title(changes: dict) -> dict:
    named = {column.name: column.title for column in (*PARENT, *CHILD)}
    return {named.get(name, name): cell for name, cell in changes.items()}

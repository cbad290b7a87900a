"""The empty list to fill in, and how what we write stays text in a spreadsheet."""

import csv
import io

from consent.importing.columns import Place, headings

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 (full-width forms)


def template() -> bytes:
    """Headings and one row as an example, which is left out when it is read; as Excel opens it with a double click."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([inert(heading(place)) for place in headings()])
    writer.writerow([inert(place.column.example if place.parent < 2 else "") for place in headings()])
    return out.getvalue().encode("utf-8-sig")


def heading(place: Place) -> str:
    title = place.column.title
    return f"Parent {place.parent} {title[:1].lower()}{title[1:]}" if place.parent else title


def inert(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell

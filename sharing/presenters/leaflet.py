"""Which leaflets a family was given, and who stands on them (policy 1.8)."""

from collections.abc import Iterable

from neston_sharing.foundation.templatetags.neston import long_date
from sharing.models import LeafletGiven
from sharing.presenters.words import listed

COLUMNS = ("Given on", "To whom", "Which agencies", "Note")


def leaflet_rows(rows: Iterable[LeafletGiven]) -> list[tuple]:
    """Give cells in the order of COLUMNS; rows were fetched `with_all()`."""
    return [_row(row) for row in rows]


def _row(row: LeafletGiven) -> tuple:
    to_whom = row.parent.name if row.parent else "Somebody else"
    agencies = listed(each.agency for each in row.agencies.all())
    return (f"{long_date(row.given_on)}, by {row.recorded_by}", to_whom, agencies, row.note)

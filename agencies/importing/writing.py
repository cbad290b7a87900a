"""The directory as a list that can be brought in again, and the empty list to fill in."""

from collections.abc import Iterable

from agencies.importing.columns import COLUMNS
from agencies.models import Agency
from neston_sharing.foundation.lists.spreadsheet import written


def export(agencies: Iterable[Agency]) -> bytes:
    """Give a row for each way to reach an agency, or one for an agency without any; needs `with_routes()`."""
    return written([_headings(), *(row for agency in agencies for row in _rows(agency))])


def template() -> bytes:
    """Give the headings alone: what each column holds stands on the page."""
    return written([_headings()])


def _headings() -> list[str]:
    return [column.title for column in COLUMNS]


def _rows(agency: Agency) -> Iterable[list[str]]:
    details = [
        agency.name,
        agency.get_kind_display(),
        agency.get_reach_display(),
        agency.what_it_does,
        agency.hours,
        _word(agency.supports_families),
    ]
    for route in agency.routes_in_use:
        said = [route.get_kind_display(), route.value, route.note, _word(route.out_of_hours), _word(route.approved)]
        yield [*details, *said]
    if not agency.routes_in_use:
        yield [*details, "", "", "", "", ""]


def _word(yes: bool) -> str:
    return "yes" if yes else "no"

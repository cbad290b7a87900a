"""The empty list to fill in."""

from consent.importing.columns import Place, headings
from neston_sharing.foundation.lists.spreadsheet import written


def template() -> bytes:
    """Headings and one row as an example, which is left out when it is read."""
    example = [place.column.example if place.parent < 2 else "" for place in headings()]
    return written([map(heading, headings()), example])


def heading(place: Place) -> str:
    title = place.column.title
    return f"Parent {place.parent} {title[:1].lower()}{title[1:]}" if place.parent else title

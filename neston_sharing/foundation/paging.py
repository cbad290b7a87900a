"""Lists that are paged by key: newest first, no page numbers, no count, the same cost on every page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

PAGE = 25
Whole = Callable[[list[int]], list]
"""Keys, newest first → their rows, newest first."""


@dataclass(frozen=True)
class KeyPage:
    """Some rows, newest first, and the queries of the addresses of the newer and the older page ("" if none)."""

    rows: list
    newer: str
    older: str


def key_page(rows: QuerySet, asked: QueryDict, size: int = PAGE, whole: Whole | None = None) -> KeyPage:
    """Give the page that `?before=ID` or `?after=ID` asks for, the newest without either; nonsense is the newest.

    Where `whole` is given, only the keys of the page are asked for here, and it fetches the rows.
    """
    before, after = _key(asked, "before"), _key(asked, "after")
    rows = rows.values_list("pk", flat=True) if whole else rows
    if after:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: size + 1])
        page, more_newer, more_older = found[:size][::-1], len(found) > size, True
    else:
        found = list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[: size + 1])
        page, more_newer, more_older = found[:size], bool(before), len(found) > size
    page = whole(page) if whole and page else page
    return KeyPage(
        page,
        newer=_address(asked, "after", page[0].pk) if page and more_newer else "",
        older=_address(asked, "before", page[-1].pk) if page and more_older else "",
    )


def _key(asked: QueryDict, name: str) -> int | None:
    text = asked.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _address(asked: QueryDict, name: str, key: int) -> str:
    query = asked.copy()
    for other in ("before", "after"):
        query.pop(other, None)
    query[name] = str(key)
    return f"?{query.urlencode()}"

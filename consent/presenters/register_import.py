"""A list that waits to be entered, as its page shows it: how many rows of each kind, and a page of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from consent.importing.plan import Plan
from neston_sharing.foundation.lists.presenting import ORDER, Shown, shown
from neston_sharing.foundation.lists.verdicts import Verdict

PAGE = 100


@dataclass(frozen=True)
class Tile:
    figure: int
    label: str
    url: str
    kind: str


@dataclass(frozen=True)
class Preview:
    """`show` is a verdict, or empty for every row; `next_url` is empty on the last page."""

    plan: Plan
    show: str
    tiles: Sequence[Tile]
    lines: Sequence[Shown]
    next_url: str


def preview(plan: Plan, *, show: str = "", after: str = "") -> Preview:
    """Give the rows behind the one that is numbered `after`, of those that `show` asks for; nonsense asks for all."""
    asked = show if show in set(Verdict) else ""
    behind = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
    lines = [line for line in plan.lines if line.number > behind and asked in ("", line.verdict)]
    page, more = lines[:PAGE], len(lines) > PAGE
    following = f"{_address(asked)}{'&' if asked else '?'}after={page[-1].number}" if more else ""
    return Preview(plan, asked, _tiles(plan), [shown(line) for line in page], following)


def _tiles(plan: Plan) -> list[Tile]:
    counts = plan.counts()
    return [
        Tile(counts[verdict], verdict.title(), _address(verdict), "red" if _is_bad(verdict, counts[verdict]) else "")
        for verdict in ORDER
    ]


def _is_bad(verdict: Verdict, count: int) -> bool:
    return verdict is Verdict.WRONG and count > 0


def _address(show: str) -> str:
    return reverse("consent:import-check") + (f"?show={show}" if show else "")

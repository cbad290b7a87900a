"""A list that waits to be entered, as its page shows it: how many rows of each kind, and a page of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from consent.importing.plan import Line, Plan, Verdict

PAGE = 100
KINDS = {Verdict.NEW: "green", Verdict.CHANGED: "blue", Verdict.SAME: "grey", Verdict.WRONG: "red"}


@dataclass(frozen=True)
class Shown:
    """One row of the table. `title` names its child where the list does."""

    line: Line
    title: str
    kind: str
    verdict: str


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

    @property
    def changes_something(self) -> bool:
        counts = self.plan.counts()
        return bool(counts[Verdict.NEW] + counts[Verdict.CHANGED])

    @property
    def wrong(self) -> int:
        return self.plan.counts()[Verdict.WRONG]


def preview(plan: Plan, *, show: str = "", after: str = "") -> Preview:
    """Give the rows behind the one that is numbered `after`, of those that `show` asks for; nonsense asks for all."""
    asked = show if show in set(Verdict) else ""
    behind = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
    lines = [line for line in plan.lines if line.number > behind and asked in ("", line.verdict)]
    page, more = lines[:PAGE], len(lines) > PAGE
    following = f"{_address(asked)}{'&' if asked else '?'}after={page[-1].number}" if more else ""
    return Preview(plan, asked, _tiles(plan), [_shown(line) for line in page], following)


def _shown(line: Line) -> Shown:
    return Shown(line, line.name or "No name", KINDS[line.verdict], line.verdict.title())


def _tiles(plan: Plan) -> list[Tile]:
    counts = plan.counts()
    return [
        Tile(counts[verdict], verdict.title(), _address(verdict), "red" if _is_bad(verdict, counts[verdict]) else "")
        for verdict in (Verdict.WRONG, Verdict.NEW, Verdict.CHANGED, Verdict.SAME)
    ]


def _is_bad(verdict: Verdict, count: int) -> bool:
    return verdict is Verdict.WRONG and count > 0


def _address(show: str) -> str:
    return reverse("consent:import-check") + (f"?show={show}" if show else "")


def entered_in_words(entered: dict) -> str:
    """Say what was entered, in numbers and without a name."""
    rows = f"{entered['new']} new, {entered['changed']} changed, {entered['same']} the same as before"
    return f"The list is entered. Rows: {rows}. The file is deleted from this computer."

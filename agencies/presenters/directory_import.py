"""A list of agencies that waits to be entered, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from agencies.importing.comparing import Line, Plan
from neston_sharing.foundation.lists.verdicts import Verdict

PAGE = 200
KINDS = {Verdict.NEW: "green", Verdict.CHANGED: "blue", Verdict.SAME: "grey", Verdict.WRONG: "red"}
ORDER = (Verdict.WRONG, Verdict.NEW, Verdict.CHANGED, Verdict.SAME)


@dataclass(frozen=True)
class Shown:
    """One row of the table. `title` names its agency where the list does."""

    line: Line
    title: str
    kind: str
    verdict: str


@dataclass(frozen=True)
class Tile:
    figure: int
    label: str
    kind: str


@dataclass(frozen=True)
class Preview:
    """Rows that are wrong come first, then those that do something; `left_out` says how many are not shown."""

    plan: Plan
    tiles: Sequence[Tile]
    lines: Sequence[Shown]
    left_out: int

    @property
    def wrong(self) -> int:
        return self.plan.counts()[Verdict.WRONG]

    @property
    def changes_something(self) -> bool:
        counts = self.plan.counts()
        return bool(counts[Verdict.NEW] + counts[Verdict.CHANGED])


def preview(plan: Plan) -> Preview:
    ordered = sorted(plan.lines, key=lambda line: ORDER.index(line.verdict))
    counts = plan.counts()
    red = {Verdict.WRONG: "red" if counts[Verdict.WRONG] else ""}
    tiles = [Tile(counts[verdict], verdict.title(), red.get(verdict, "")) for verdict in ORDER]
    lines = [Shown(line, line.name or "No name", KINDS[line.verdict], line.verdict.title()) for line in ordered[:PAGE]]
    return Preview(plan, tiles, lines, max(0, len(ordered) - PAGE))


def entered_in_words(entered: dict) -> str:
    rows = f"{entered['new']} new, {entered['changed']} changed, {entered['same']} the same as before"
    return f"The list is entered. Rows: {rows}. The file is deleted from this computer."

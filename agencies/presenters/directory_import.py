"""A list of agencies that waits to be entered, as its page shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from agencies.importing.comparing import Plan
from neston_sharing.foundation.lists.presenting import ORDER, Shown, shown
from neston_sharing.foundation.lists.verdicts import Verdict

PAGE = 200


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


def preview(plan: Plan) -> Preview:
    ordered = sorted(plan.lines, key=lambda line: ORDER.index(line.verdict))
    counts = plan.counts()
    red = {Verdict.WRONG: "red" if counts[Verdict.WRONG] else ""}
    tiles = [Tile(counts[verdict], verdict.title(), red.get(verdict, "")) for verdict in ORDER]
    return Preview(plan, tiles, [shown(line) for line in ordered[:PAGE]], max(0, len(ordered) - PAGE))

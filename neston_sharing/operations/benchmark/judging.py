"""Whether a goal was reached. Pure: samples in, a verdict with its spread out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median, quantiles

TIMES = "\N{MULTIPLICATION SIGN}"
Samples = Mapping[str, Sequence[float]]


class Verdict(StrEnum):
    PASS = "pass"  # noqa: S105 (no password)
    UNSURE = "unsure"  # the spread crosses the goal
    FAIL = "fail"
    NOT_JUDGED = "not judged"  # measured, at a size that the goal is not about
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Goal:
    """How much `measured` may be of `against`, of which one is given: `at_most` or `at_least`.

    Without `against`, the figure itself is judged, in its `unit`. `size` is the number of entries from which on the
    goal means anything; `on` are other limits on another database.
    """

    words: str
    measured: str
    against: str = ""
    at_most: float | None = None
    at_least: float | None = None
    size: int = 0
    unit: str = "ms"
    on: tuple[tuple[str, float], ...] = ()

    def limit(self, vendor: str) -> float:
        given = self.at_most if self.at_most is not None else self.at_least
        return dict(self.on).get(vendor, given or 0)


@dataclass(frozen=True)
class Spread:
    """The median, and between what the middle half of the rounds lies."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Result:
    """One line of the table."""

    scenario: str
    words: str
    measured: float
    against: float | None
    ratio: Spread | None
    goal: str
    verdict: Verdict
    unit: str = "ms"


def spread(values: Sequence[float]) -> Spread:
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    low, _, high = quantiles(values, n=4, method="inclusive")
    return Spread(median(values), low, high)


def judge(goal: Goal, samples: Samples, *, scenario: str, entries: int, vendor: str) -> Result:
    """Hold a goal against what was measured, round by round: both figures of a ratio come from one round."""
    measured = samples[goal.measured]
    against = samples[goal.against] if goal.against else None
    ratios = [one / other for one, other in zip(measured, against, strict=False)] if against else measured
    found, limit = spread(ratios), goal.limit(vendor)
    return Result(
        scenario,
        goal.words,
        median(measured),
        median(against) if against else None,
        found,
        _goal_words(goal, limit),
        verdict(found, limit, upwards=goal.at_most is None) if entries >= goal.size else Verdict.NOT_JUDGED,
        goal.unit,
    )


def verdict(found: Spread, limit: float, *, upwards: bool) -> Verdict:
    """Pass or fail where the middle half lies on one side of the limit with the median; unsure between."""
    good, bad = (found.low >= limit, found.high < limit) if upwards else (found.high <= limit, found.low > limit)
    if good:
        return Verdict.PASS
    return Verdict.FAIL if bad else Verdict.UNSURE


def _goal_words(goal: Goal, limit: float) -> str:
    sign, times = ("≤" if goal.at_most is not None else "≥"), (TIMES if goal.against else f" {goal.unit}".rstrip())
    return f"{sign} {limit:g}{times}"


def left_out(scenario: str, why: str) -> Result:
    return Result(scenario, why, 0, None, None, "", Verdict.LEFT_OUT)

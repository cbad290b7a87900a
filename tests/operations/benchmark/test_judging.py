"""Whether a goal was reached: by the median and the middle half of the rounds."""

import pytest

from neston_sharing.operations.benchmark.judging import Goal, Spread, Verdict, judge, spread, verdict

HALF = Goal("of the other", "one", "other", at_most=0.5)


def judged(goal: Goal, *, entries: int = 1_000, vendor: str = "sqlite", **samples):
    return judge(goal, samples, scenario="S", entries=entries, vendor=vendor)


@pytest.mark.parametrize(
    ("low", "high", "upwards", "expected"),
    [
        (0.8, 1.0, False, Verdict.PASS),
        (0.8, 1.2, False, Verdict.UNSURE),
        (1.1, 1.2, False, Verdict.FAIL),
        (1.0, 1.2, True, Verdict.PASS),
        (0.8, 1.2, True, Verdict.UNSURE),
        (0.8, 0.9, True, Verdict.FAIL),
    ],
)
def test_it_is_unsure_where_the_spread_crosses_the_goal(low, high, upwards, expected):
    assert verdict(Spread((low + high) / 2, low, high), 1.0, upwards=upwards) is expected


def test_a_ratio_is_that_of_one_round():
    """A busy minute slows both down, and says nothing about either."""
    result = judged(HALF, one=[1, 10, 2], other=[4, 40, 8])
    assert (result.ratio, result.verdict) == (Spread(0.25, 0.25, 0.25), Verdict.PASS)


def test_what_ran_in_fewer_rounds_is_held_against_the_first_ones():
    assert judged(HALF, one=[1, 9, 9], other=[4]).ratio.median == 0.25


def test_without_another_the_figure_itself_is_judged():
    assert judged(Goal("memory", "one", at_most=250, unit="MB"), one=[240.0]).verdict is Verdict.PASS


def test_a_goal_for_a_million_is_not_judged_at_a_thousand():
    goal = Goal("stock, of ours", "one", "other", at_least=250, size=1_000_000)
    assert judged(goal, one=[2.0], other=[1.0]).verdict is Verdict.NOT_JUDGED
    assert judged(goal, entries=1_000_000, one=[2.0], other=[1.0]).verdict is Verdict.FAIL


def test_another_database_may_have_a_goal_of_its_own():
    goal = Goal("stock, of ours", "one", "other", at_least=250, on=(("postgresql", 35),))
    assert judged(goal, one=[40.0], other=[1.0]).verdict is Verdict.FAIL
    assert judged(goal, one=[40.0], other=[1.0], vendor="postgresql").verdict is Verdict.PASS


def test_the_middle_half_leaves_the_odd_round_out():
    assert spread([1, 1, 1, 1, 100]) == Spread(1, 1, 1)

"""What the command prints, and how it ends."""

import json

import pytest

from neston_sharing.operations.benchmark.judging import Result, Spread, Verdict, left_out
from neston_sharing.operations.benchmark.table import as_json, as_table, failed, figure


def result(verdict: Verdict, words: str = "of a no-op") -> Result:
    return Result("A page", words, 12.34, 6.2, Spread(2, 1.9, 2.1), "≤ 2×", verdict)  # noqa: RUF001


def test_a_line_says_what_was_measured_against_what_and_how_it_ended():
    lines = as_table([result(Verdict.PASS), result(Verdict.FAIL, "of few")]).splitlines()
    assert " ".join(lines[2].split()) == "A page of a no-op 12.3 ms 6.2 ms 2× 1.9 to 2.1 ≤ 2× pass"  # noqa: RUF001
    assert lines[3].lstrip().startswith("of few")  # the scenario is named once


def test_what_was_left_out_says_why():
    assert as_table([left_out("A page", "It is not installed")]).splitlines()[2].endswith("left out")


@pytest.mark.parametrize(
    ("number", "words"), [(0.01234, "0.0123"), (1.234, "1.23"), (12.34, "12.3"), (1234.5, "1,234")]
)
def test_figures_are_written_as_far_as_they_count(number, words):
    assert figure(number) == words


def test_the_run_has_failed_where_one_goal_was_missed():
    assert failed([result(Verdict.PASS), result(Verdict.FAIL)])
    assert not failed([result(Verdict.PASS), result(Verdict.UNSURE), result(Verdict.NOT_JUDGED)])


def test_a_program_reads_the_same():
    told = json.loads(as_json([result(Verdict.PASS)], {"engine": "sqlite"}))
    assert told["engine"] == "sqlite"
    assert told["results"][0]["ratio"] == {"median": 2, "low": 1.9, "high": 2.1}

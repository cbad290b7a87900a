"""The family's month, counted as the law counts it."""

from datetime import date

import pytest

from sharing.one_month import Pause, clock, months_after, working_day

MONDAY = date(2026, 11, 2)


def due(received=MONDAY, known=MONDAY, pauses=(), today=MONDAY, **how) -> date | None:
    return clock(received, known, pauses, today=today, **how).due


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 9, 3), 1, date(2026, 10, 3)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last(day, months, then):
    assert months_after(day, months) == then


def test_it_has_not_started_while_nobody_knows_who_asks():
    assert due(known=None) is None


def test_it_runs_from_the_day_on_which_that_was_known():
    assert due(received=date(2026, 11, 2), known=date(2026, 11, 9)) == date(2026, 12, 9)
    assert due(received=date(2026, 11, 9), known=date(2026, 11, 2)) == date(2026, 12, 9)


def test_it_stands_still_while_we_wait_for_what_we_asked():
    asked = Pause(date(2026, 11, 4), date(2026, 11, 9))
    assert due(pauses=[asked]) == date(2026, 12, 7)
    waiting = clock(MONDAY, MONDAY, [Pause(date(2026, 11, 4))], today=date(2026, 11, 6))
    assert (waiting.due, waiting.waits) == (date(2026, 12, 4), True)


def test_it_can_be_extended_by_two_months():
    assert due(extended=True) == date(2027, 2, 2)


def test_a_last_day_that_is_no_working_day_is_the_next_one():
    assert working_day(date(2026, 12, 5)) == date(2026, 12, 7)
    assert working_day(date(2026, 12, 7)) == date(2026, 12, 7)

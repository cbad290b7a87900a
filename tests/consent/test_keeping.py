"""Which rule a child's records fall under, and from which day they may go: the longest wins (guidance: retention)."""

from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.keeping import (
    ABUSE,
    BIRTH,
    CONSENTS,
    FILE,
    LEAVING,
    RECEIVED,
    RECORD,
    SAFEGUARDING,
    VISITS,
    Facts,
    Period,
    could_be_due,
    due,
    ends,
    ordinal,
    years_after,
)
from consent.models import RetentionRule
from consent.retention import shipped

CLASSES = (CONSENTS, SAFEGUARDING, VISITS, RECEIVED)
BORN, LEFT = date(1998, 3, 27), date(2002, 7, 20)
EVERY_SET = [chosen for size in range(len(CLASSES) + 1) for chosen in combinations(CLASSES, size)]

days = st.dates(date(1990, 1, 1), date(2026, 11, 28))
rules = st.fixed_dictionaries(
    {
        kind: st.builds(
            Period, st.just(kind), st.integers(1, 100), st.sampled_from([LEAVING, BIRTH, RECORD]), st.just("")
        )
        for kind in (*CLASSES, ABUSE)
    }
)
files = st.builds(
    Facts,
    born=days,
    last_day=st.none() | days,
    marked=st.booleans(),
    newest=st.dictionaries(st.sampled_from(CLASSES), days),
)


def by_kind(facts: Facts, periods=None) -> dict:
    return {each.kind: each for each in due(facts, periods or shipped())}


def test_the_starting_values_are_those_of_the_guidance():
    held = dict.fromkeys(CLASSES, LEFT)
    found = by_kind(Facts(BORN, LEFT, newest=held))
    assert found[CONSENTS].on == date(2005, 7, 20)
    assert found[SAFEGUARDING].on == date(2023, 3, 27)
    assert found[FILE].on == date(2023, 3, 27)
    assert by_kind(Facts(BORN, LEFT, marked=True, newest=held))[SAFEGUARDING].on == date(2077, 7, 20)


@pytest.mark.parametrize(("held", "marked", "left"), list(product(EVERY_SET, [False, True], [None, LEFT])))
def test_every_file_has_its_classes_and_itself_and_each_says_its_rule(held, marked, left):
    found = due(Facts(BORN, left, marked, dict.fromkeys(held, LEFT)), shipped())
    assert [each.kind for each in found] == [*held, FILE]
    assert all(each.rule and each.reason and each.title for each in found)
    assert (found[-1].on is None) == (left is None)


@given(files, rules)
def test_the_file_goes_last(facts, periods):
    *parts, file = due(facts, periods)
    if file.on:
        assert all(part.on and part.on <= file.on for part in parts)
        assert facts.last_day


@given(files, rules)
def test_nothing_goes_while_the_child_attends(facts, periods):
    for each in due(facts, periods):
        assert each.on is None or (facts.last_day and each.on >= facts.last_day)


@given(files, rules)
def test_the_mark_only_lengthens(facts, periods):
    plain = by_kind(Facts(facts.born, facts.last_day, False, facts.newest), periods)
    marked = by_kind(Facts(facts.born, facts.last_day, True, facts.newest), periods)
    for kind, each in marked.items():
        assert (each.on or date.max) >= (plain[kind].on or date.max)
    for kind in {SAFEGUARDING, RECEIVED} & set(facts.newest):
        assert (marked[kind].on or date.max) >= (ends(periods[ABUSE], facts, kind) or date.max)


@given(files, rules, st.integers(0, 40_000))
def test_what_is_due_stays_due(facts, periods, later):
    for each in due(facts, periods):
        if each.on:
            assert not each.is_due(each.on - timedelta(days=1))
            assert each.is_due(each.on + timedelta(days=later))
        else:
            assert not each.is_due(date.max)


@given(files, rules, st.dates(date(2000, 1, 1), date(2126, 1, 1)))
def test_a_file_is_passed_over_only_where_nothing_of_it_can_be_due(facts, periods, day):
    newest = {kind: max(known, facts.born) for kind, known in facts.newest.items()}
    told = Facts(facts.born, facts.last_day, facts.marked, newest)
    if any(each.is_due(day) for each in due(told, periods)):
        assert could_be_due(facts.born, facts.last_day, day, periods)


@given(days, st.integers(1, 100))
def test_nothing_goes_a_day_early(day, years):
    assert (years_after(day, years) - day).days >= int(years * 365.2425) - 1


def test_numbers_are_said_as_people_say_them():
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 25, 100)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "25th", "100th",
    ]  # fmt: skip


def test_what_ships_has_every_class_with_its_reason():
    assert set(shipped()) == set(RetentionRule.Kind.values)
    assert all(period.reason for period in shipped().values())

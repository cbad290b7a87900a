"""What is counted and drawn, without a database."""

from datetime import date

import pytest

from sharing.checklist import Answer, Question, follow
from sharing.overview import tables
from sharing.overview.bars import PITCH, chart
from sharing.overview.facts import NOT_SHARED, REFERRED, Came, Decided, Waiting, basis_of, overrides
from sharing.overview.periods import periods, term_of
from sharing.overview.tables import Line, Table
from sharing.overview.withholding import places_to_withhold, withheld

A, Q = Answer, Question
OVERRIDDEN = {
    Q.PURPOSE: A.YES, Q.IDENTIFIABLE: A.YES, Q.CONFIDENTIAL: A.YES, Q.CONSENT: A.REFUSED, Q.DUTY: A.NO,
    Q.PUBLIC_INTEREST: A.YES,
}  # fmt: skip


def decided(**fields) -> Decided:
    common = {
        "on": date(2026, 11, 3), "shared": True, "basis": "Consent", "agency": "Dr Who", "kind": "GP",
        "asked_on": None, "family_told": True, "against_refusal": False,
    }  # fmt: skip
    return Decided(**common | fields)


def table(*numbers: int | None, series=("How many",)) -> Table:
    return Table("Title", "What", series, tuple(Line(f"Line {place}", (n,)) for place, n in enumerate(numbers)))


# --- Periods --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "code", "months"),
    [
        (date(2026, 9, 1), "autumn-2026", 4),
        (date(2026, 12, 31), "autumn-2026", 4),
        (date(2027, 1, 1), "spring-2027", 3),
        (date(2027, 8, 31), "summer-2027", 5),
    ],
)
def test_every_day_is_in_one_term(day, code, months):
    term = term_of(day)
    assert (term.code, len(term.months(date(2030, 1, 1)))) == (code, months)
    assert term.first <= day < term.until


def test_the_last_twelve_months_come_first_then_this_term_and_those_before():
    year, *terms = periods(date(2026, 2, 28))
    assert (year.first, year.until) == (date(2025, 3, 1), date(2026, 3, 1))
    assert [term.code for term in terms[:3]] == ["spring-2026", "autumn-2025", "summer-2025"]


def test_months_that_have_not_begun_are_not_shown():
    assert term_of(date(2026, 9, 9)).months(date(2026, 10, 1)) == [date(2026, 9, 1), date(2026, 10, 1)]


# --- What is counted ------------------------------------------------------------------------------------------------
def test_a_basis_is_what_the_answers_lead_to_and_a_referral_says_so():
    path = follow(OVERRIDDEN)
    assert basis_of(path, shared=True, referred=False) == "The public interest"
    assert basis_of(path, shared=False, referred=False) == NOT_SHARED
    assert basis_of(follow({}), shared=True, referred=True) == REFERRED


@pytest.mark.parametrize(
    ("consent", "shared", "overridden"),
    [(A.REFUSED, True, True), (A.PARENTS_DISAGREE, True, True), (A.NOT_SOUGHT, True, False), (A.REFUSED, False, False)],
)
def test_a_refusal_is_overridden_where_it_was_shared_all_the_same(consent, shared, overridden):
    given = OVERRIDDEN | {Q.CONSENT: consent}
    assert overrides(given, follow(given), shared=shared) is overridden


def test_decisions_are_counted_by_month_and_outcome():
    rows = [decided(), decided(shared=False), decided(on=date(2026, 10, 31))]
    lines = tables.by_month(rows, [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)]).lines
    assert [(line.label, line.numbers) for line in lines] == [
        ("October 2026", (1, 0)),
        ("November 2026", (1, 1)),
        ("December 2026", (0, 0)),
    ]


def test_the_agency_with_most_stands_on_top():
    lines = tables.by_agency([decided(agency="A"), decided(agency="B"), decided(agency="B", shared=False)]).lines
    assert [(line.label, line.numbers) for line in lines] == [("B", (1, 1)), ("A", (1, 0))]


def test_the_median_is_of_those_who_asked():
    rows = [decided(asked_on=date(2026, 11, day)) for day in (1, 2, 3)] + [decided()]
    assert tables.median_days(rows) == (1, 3)
    assert tables.median_days([decided()]) == (None, 0)


def test_an_ask_that_was_entered_after_the_answer_took_no_time():
    assert decided(asked_on=date(2026, 11, 9)).days == 0


def test_what_waits_says_how_long_the_oldest_has():
    waits = tables.what_waits(
        [Waiting("Draft", date(2026, 11, 2)), Waiting("Draft", date(2026, 10, 1))], date(2026, 11, 3)
    )
    assert (waits.lines[0].numbers, waits.notes) == ((2,), ("33 days",))


def test_visits_under_their_own_power_are_counted_apart():
    came = [Came(date(2026, 11, 3), alone) for alone in (True, False, False)]
    assert tables.visits(came, [date(2026, 11, 1)]).lines[0].numbers == (2, 1)


# --- Withholding ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("numbers", "hidden"),
    [
        ([20, 7, 0], set()),
        ([20, 7, 4], {1, 2}),  # or it could be worked out from the sum
        ([20, 4, 3], {1, 2}),
        ([20, 1, 1], {0, 1, 2}),  # two ones add up to two, which says both
        ([0, 3], {1}),  # the sum is small itself
    ],
)
def test_small_numbers_go_with_others_from_which_they_could_be_worked_out(numbers, hidden):
    assert places_to_withhold(numbers) == hidden


def test_what_is_withheld_looks_alike_and_nought_is_shown():
    assert [line.numbers for line in withheld(table(20, 7, 4, 0)).lines] == [(20,), (None,), (None,), (0,)]


# --- Bars -----------------------------------------------------------------------------------------------------------
def test_bars_are_as_long_as_their_numbers_and_lie_within_the_picture():
    drawn = chart(table(10, 5, 0))
    long, short = drawn.bars
    assert long.width == 2 * short.width
    assert all(bar.x + bar.width <= drawn.width and bar.y + bar.height <= drawn.height for bar in drawn.bars)
    assert drawn.height == 3 * PITCH


def test_each_bar_ends_with_its_number():
    assert [words.text for words in chart(table(10, 0)).words] == ["Line 0", "10", "Line 1", "0"]


def test_what_is_withheld_has_no_bar():
    drawn = chart(table(10, None))
    assert (len(drawn.bars), drawn.words[-1].text) == (1, "withheld")


def test_two_series_lie_end_to_end_with_a_key():
    drawn = chart(Table("Title", "What", ("Share", "Do not share"), (Line("May", (3, 1)),)))
    first, second = drawn.bars
    assert second.x == first.x + first.width
    assert [key.words.text for key in drawn.keys] == ["Share", "Do not share"]


def test_a_long_label_is_cut_in_the_picture_only():
    assert len(chart(Table("T", "W", ("N",), (Line("x" * 80, (1,)),))).words[0].text) == 46

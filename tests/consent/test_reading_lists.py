"""A list is read the same, however it was saved and in whichever order its columns stand."""

import csv
import io
import random
from contextlib import suppress
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from consent.importing import reading
from consent.importing.columns import headings, recognised
from consent.importing.template import heading, template
from consent.importing.values import DateAsWritten, GroundNamed, digits, sounding, spelt
from consent.models import FamilyLink
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.lists import spreadsheet
from neston_sharing.foundation.lists.cells import YesOrNo
from neston_sharing.foundation.lists.spreadsheet import inert
from tests.consent.lists import child, parent, written

# Letters that every encoding here can write; a list may hold line breaks, separators and quotation marks inside a cell.
NAME = st.text("abcÉéöß'’ -,;\"", min_size=1, max_size=12).map(lambda text: f"N{text}n")  # noqa: RUF001
ADDRESS = st.lists(NAME, min_size=1, max_size=3).map("\n".join)
DAY = st.dates(date(2015, 1, 1), date(2026, 12, 31))
SAVED_AS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
SPELLINGS = {
    "Given names": ["First name", "FORENAME", "given_names", "Child's first name"],
    "Family name": ["Surname", "last-name", "Family  Name"],
    "Date of birth": ["DOB", "D.O.B.", "date of Birth "],
    "Parent 1 telephone": ["Phone", "Parent telephone", "parent1_mobile", "Telephone 1"],
}


@st.composite
def rows(draw):
    day = draw(DAY)
    cells = child(
        parent(telephone="0151 496 0101", given_names=draw(NAME)), given_names=draw(NAME), family_name=draw(NAME)
    )
    return {**cells, "Date of birth": day.strftime("%d/%m/%Y"), "Address": draw(ADDRESS)}


def as_read(content: bytes) -> list:
    return [(row.number, row.child, row.parents, row.errors) for row in reading.read(content).rows]


@given(st.lists(rows(), min_size=1, max_size=4), SAVED_AS, st.sampled_from(",;\t"), st.randoms(use_true_random=False))
def test_order_encoding_separator_and_spelling_of_headings_do_not_matter(
    lines, encoding, separator, shuffled: random.Random
):
    titles = list(lines[0])
    shuffled.shuffle(titles)
    called = {title: shuffled.choice([title, *SPELLINGS.get(title, [])]) for title in titles}
    saved = [{called[title]: line[title] for title in titles} for line in lines]
    assert as_read(written(*saved, encoding=encoding, separator=separator)) == as_read(written(*lines))


@given(st.binary(max_size=300))
def test_whatever_bytes_come_are_read_or_refused(content):
    with suppress(Refusal):
        assert reading.read(b"Given names,Surname,DOB\n" + content).rows


WRITTEN = [
    "3/9/2023",
    "03.09.23",
    "3-9-2023",
    "3 Sept 2023",
    "3rd September 2023",
    "3 sep 23",
    "2023-09-03",
    "03-Sep-23",
]


@pytest.mark.parametrize(
    "text", [*WRITTEN, "2023-09-03 00:00:00", "3 September, 2023", " 3 / 9 / 2023 ".replace(" ", "")]
)
def test_a_day_is_read_as_britain_writes_it(text):
    assert DateAsWritten().clean(text) == date(2023, 9, 3)


@pytest.mark.parametrize(
    "text", ["13/13/2023", "9/13/2023", "31/2/2023", "45172", "3/9", "0/0/0000", "3 Sex 2023", "3/9/223"]
)
def test_what_is_no_day_is_said_to_be_none(text):
    with pytest.raises(ValidationError, match="the day first"):
        DateAsWritten().clean(text)


@given(DAY)
def test_every_day_comes_back_however_it_is_written(day):
    forms = ("%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%d %b %y", "%Y-%m-%d")
    assert {DateAsWritten().clean(day.strftime(form)) for form in forms} == {day}


@pytest.mark.parametrize("ground", FamilyLink.Ground.values)
def test_every_ground_is_known_by_its_name_and_by_its_words(ground):
    label = dict(FamilyLink.Ground.choices)[ground]
    assert {GroundNamed().clean(each) for each in (ground, label, label.split("(")[0].upper())} == {ground}


@pytest.mark.parametrize("text", ["Section 20", "somehow"])
def test_what_is_no_ground_is_refused(text):
    with pytest.raises(ValidationError):
        GroundNamed().clean(text)


def test_yes_and_no():
    assert [YesOrNo().clean(text) for text in ("Yes", "y", "TRUE", "No", "n", "0")] == [True] * 3 + [False] * 3
    with pytest.raises(ValidationError):
        YesOrNo().clean("perhaps")


@pytest.mark.parametrize(
    ("one", "other"),
    [("O'Neill", "o’neill"), ("Smith-Jones", "Smith  Jones"), ("MARY ANN", "Mary Ann")],  # noqa: RUF001
)
def test_case_spaces_and_apostrophes_do_not_make_another_name(one, other):
    assert spelt(one) == spelt(other)


def test_accents_do_not_make_another_person_but_are_a_change():
    assert sounding("Siobhán") == sounding("Siobhan")
    assert spelt("Siobhán") != spelt("Siobhan")
    assert digits("(0151) 496-0101") == digits("0151 496 0101")


def test_every_heading_of_the_template_is_understood_and_means_itself():
    assert [recognised(heading(place)) for place in headings()] == headings()


def test_the_template_holds_nothing_that_is_wrong():
    sheet = spreadsheet.read(template(), lambda heading: recognised(heading) is not None)
    [row] = sheet.rows
    said = reading._said(row, [recognised(title) for title in sheet.headings])
    assert said.errors == []


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44 151", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\tx", "plain", "O'Neill", ""],  # noqa: RUF001
)
def test_what_we_write_is_inert_and_what_we_read_is_text(text):
    assert not inert(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))  # noqa: RUF001
    assert spreadsheet._as_text(inert(text)) in (text, text.strip())


def test_a_line_end_before_a_formula_makes_it_no_formula():
    assert inert("\r=1+1") == "'\r=1+1"


def test_a_formula_is_read_as_its_characters():
    [row] = reading.read(written(child(given_names='=HYPERLINK("x")'))).rows
    assert row.child["given_names"] == '=HYPERLINK("x")'


def test_rows_are_numbered_as_the_spreadsheet_shows_them():
    content = b'Register 2026,,\n\nGiven names,Surname,DOB,Address\nA,B,1/1/2023,"1 High\r\nStreet"\n\nC,D,1/1/2023,\n'
    assert [(row.number, row.child["given_names"]) for row in reading.read(content).rows] == [(4, "A"), (6, "C")]


def test_a_line_for_excel_alone_is_no_row():
    assert [row.number for row in reading.read(b"sep=;\nGiven names;Surname;DOB\nA;B;1/1/2023").rows] == [2]


def test_one_row_a_child_and_one_row_a_pair_say_the_same():
    mother, father = parent(), parent(2, given_names="Tom")
    wide = reading.read(written(child(mother, father))).rows
    first = {key.replace("Parent 1", "Parent"): cell for key, cell in mother.items()}
    second = {key.replace("Parent 2", "Parent"): cell for key, cell in father.items()}
    pairs = reading.read(written({**child(), **first}, {**child(), **second})).rows
    assert [wide[0].parents[1], wide[0].parents[2]] == [row.parents[1] for row in pairs]


def test_every_fault_of_a_row_is_told_at_once():
    bad = child(
        parent(email="none", telephone="call me"), date_of_birth="13/13/13", address="x" * 10_001, given_names="y" * 151
    )
    [row] = reading.read(written(bad)).rows
    assert len(row.errors) == 5


def test_a_row_with_more_cells_than_headings_is_wrong():
    [row] = reading.read(b"Given names,Surname,DOB\nA,B,1/1/2023,Neston").rows
    assert "more cells" in row.errors[0]


def test_columns_that_mean_nothing_are_named():
    out = io.StringIO()
    csv.writer(out).writerows([["Given names", "Surname", "DOB", "Colour", ""], ["A", "B", "1/1/2023", "red", "?"]])
    assert reading.read(out.getvalue().encode()).unknown == ("Colour", "column 5, which has no heading")


def test_the_largest_list_is_read_and_one_row_more_is_refused():
    head, row = b"Given names,Surname,DOB\n", b"A,B,1/1/2023\n"
    assert len(reading.read(head + row * 5_000).rows) == 5_000
    with pytest.raises(Refusal, match="5,000"):
        reading.read(head + row * 5_001)

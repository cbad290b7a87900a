"""The name check against texts as staff write them (policy 2.3)."""

import pytest

from sharing.naming import Check, Known, Person
from tests.sharing.naming.table import CLEAN, CONTACTS, DATES, EXACT_NAMES, KNOWN, OTHER_NAMES, read

CHECK = Check(KNOWN)
FOUND = read(EXACT_NAMES) + read(OTHER_NAMES) + read(DATES) + read(CONTACTS)


def spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((one.start, one.end) for one in CHECK.find(text))


@pytest.mark.parametrize("case", FOUND, ids=str)
def test_what_says_who_the_child_is_is_found_and_nothing_else(case):
    assert [case.text[start:end] for start, end in spans(case.text)] == [case.text[a:b] for a, b in case.spans]
    assert spans(case.text) == case.spans


@pytest.mark.parametrize("case", read(CLEAN), ids=str)
def test_a_clean_text_is_not_raised(case):
    assert [one.text for one in CHECK.find(case.text)] == []


def test_the_table_is_as_long_as_it_should_be():
    assert len(FOUND) + len(read(CLEAN)) >= 150
    assert len(read(CLEAN)) >= 90


def test_every_exact_name_and_date_of_the_table_is_found():
    wanted = [(case, span) for case in read(EXACT_NAMES) + read(DATES) for span in case.spans]
    missed = [(case.text, span) for case, span in wanted if span not in spans(case.text)]
    assert missed == []


def test_at_most_three_clean_texts_in_a_hundred_are_raised():
    clean = read(CLEAN)
    raised = [case.text for case in clean if CHECK.find(case.text)]
    assert len(raised) <= 0.03 * len(clean), raised


SAID = [
    ("Amara fell.", "may be the child's name"),
    ("Okafor rang.", "may be the name of the child or a sibling"),
    ("William Okafor fell.", "may be a sibling's name"),
    ("I saw Lizzie.", "may be another form of the name of a member of staff"),
    ("I saw Amarra.", "may be the child's name, misspelt"),
    ("I saw Siobhan.", "may be the name of somebody in the household"),
    ("AO was away.", "may be the child's initials"),
    ("It was 3/9/22.", "may be a date of birth"),
    ("Somebody born 4/5/21.", "looks like a date of birth"),
    ("At 12 Ivy Farm Road.", "may be the home address"),
    ("At 14 Acacia Avenue.", "looks like an address"),
    ("Near CH64 9TJ.", "may be the home postcode"),
    ("Near L1 8JQ.", "a postcode"),
    ("Ring 0151 496 0001.", "a telephone number"),
    ("Write to a@example.org.", "an e-mail address"),
]


@pytest.mark.parametrize(("text", "what"), SAID, ids=[text for text, _ in SAID])
def test_each_finding_says_what_it_may_be(text, what):
    assert [one.what for one in CHECK.find(text)] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "Don't wait. We don't know. The note said Don't tell.",
        "OK, the GP rang: the TV was on, PE and SEN and EY are paid for.",
        "He saw the G.P. again, and the T.V. was on.",
        "DO SO AT ONCE, OR WE RING.",
    ],
)
def test_what_everybody_writes_is_no_name_even_where_somebody_is_called_so(text):
    names = [
        "Don Won",
        "Olu Khan",
        "Gita Patel",
        "Tom Vance",
        "Paul Evans",
        "Sam Ed Nunn",
        "Ed Yates",
        "Di Obi",
        "Sue Orr",
    ]
    people = tuple(Person(*name.rsplit(" ", 1)) for name in names)
    assert Check(Known(people=people)).find(text) == ()


def test_initials_with_dots_count_even_where_they_are_an_abbreviation():
    check = Check(Known(people=(Person("Paul", "Evans"),)))
    assert [one.text for one in check.find("Today P.E. was upset, after PE.")] == ["P.E."]

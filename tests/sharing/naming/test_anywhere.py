"""Names, dates and numbers are found wherever they are put; whatever the text is, the findings fit it."""

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sharing.naming import Check, Known, Person, marked, reasons
from tests.sharing.naming.table import CLEAN, KNOWN, read

CLEAN_TEXTS = [case.text for case in read(CLEAN)]
# Names that are no ordinary words: those are found anywhere.
PLAIN_NAMES = (
    "Amara", "Okafor", "Mara", "Amara Okafor", "William", "Zoë", "Okafor-Hughes", "Katherine", "O'Neill", "Mohammed",
    "Al-Rashid", "Siobhán", "de Souza", "Siobhán de Souza", "James", "van der Berg", "Elizabeth McDonald", "Anne-Marie",
)  # fmt: skip
NAMES_THAT_ARE_WORDS = [
    "Rose",
    "Summer",
    "Grace",
    "Penny",
    "Mark",
    "Jack",
    "Hope",
    "May",
    "Will",
    "Young",
    "Brown",
    "Hall",
]
CHECK = Check(KNOWN)
EACH_WAY = settings(max_examples=30)


def without_accents(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


WRITTEN = {
    "as it is": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "without accents": without_accents,
    "with accents apart": lambda name: unicodedata.normalize("NFD", name),
    "possessive": lambda name: f"{name}'s",
    "possessive, curly": lambda name: f"{name}\u2019s",
    "curly apostrophe": lambda name: name.replace("'", "\u2019"),
    "no apostrophe": lambda name: name.replace("'", ""),
    "hyphens as spaces": lambda name: name.replace("-", " "),
    "other hyphens": lambda name: name.replace("-", "\u2011"),
    "in brackets": lambda name: f"({name})",
    "quoted": lambda name: f"\u2018{name}\u2019,",
}


def put_into(text: str, piece: str, place: int) -> tuple[str, int]:
    """Put the piece between two words, and say where it starts."""
    words = text.split(" ")
    before = words[: place % (len(words) + 1)]
    start = len(" ".join(before)) + bool(before)
    return " ".join([*before, piece, *words[len(before) :]]), start


def covered(text: str, start: int, end: int, check: Check = CHECK) -> bool:
    return any(one.start <= start and end <= one.end for one in check.find(text))


@pytest.mark.parametrize("way", WRITTEN)
@EACH_WAY
@given(name=st.sampled_from(PLAIN_NAMES), text=st.sampled_from(CLEAN_TEXTS), place=st.integers(0, 40))
def test_an_exact_name_is_found_wherever_it_stands(way, name, text, place):
    written = WRITTEN[way](name)
    whole, start = put_into(text, written, place)
    letters = [at for at, char in enumerate(written) if char.isalpha()]
    last = letters[-3] if way.startswith("possessive") else letters[-1]
    assert covered(whole, start + letters[0], start + last + 1)


@pytest.mark.parametrize("name", NAMES_THAT_ARE_WORDS)
@pytest.mark.parametrize("around", ["we saw {} by the gate", "Ask {}.", "{} said no", "{} has gone", "and {}'s coat"])
def test_a_name_that_is_a_word_is_found_where_it_is_meant_as_a_name(name, around):
    text = around.format(name)
    assert covered(text, text.index(name), text.index(name) + len(name))


@pytest.mark.parametrize("name", NAMES_THAT_ARE_WORDS)
def test_a_name_that_is_a_word_is_not_raised_in_lower_case(name):
    assert CHECK.find(f"we saw {name.lower()} by the gate") == ()


def ordinal(number: int) -> str:
    return f"{number}{'th' if 10 < number < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


BRITISH = [
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}/{d.month}/{d:%y}",
    lambda d: f"{d.day}.{d.month}.{d:%y}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d.day}-{d.month}-{d.year}",
    lambda d: f"{d:%d %m %Y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d:%d%m%Y}",
    lambda d: f"{d.day} {d:%B} {d.year}",
    lambda d: f"{d.day} {d:%b} {d.year}",
    lambda d: f"{d.day} {d:%b}. {d:%y}",
    lambda d: f"{d.day}-{d:%b}-{d:%y}",
    lambda d: f"{ordinal(d.day)} {d:%B} {d.year}",
    lambda d: f"{ordinal(d.day)} of {d:%B}, {d.year}",
    lambda d: f"{d:%B} {ordinal(d.day)} {d.year}",
    lambda d: f"{d:%b} {d.day}, {d.year}",
    lambda d: f"the {ordinal(d.day)} of {d:%B}",
    lambda d: f"{d:%A} {d.day} {d:%B}".upper(),
]


@pytest.mark.parametrize("form", BRITISH, ids=[form(date(2022, 9, 3)) for form in BRITISH])
@EACH_WAY
@given(born=st.dates(date(1930, 1, 1), date(2026, 12, 31)), text=st.sampled_from(CLEAN_TEXTS), place=st.integers(0, 40))
def test_a_known_birth_date_is_found_in_every_british_form(form, born, text, place):
    written = form(born)
    assume(f"{born:%y}" in written or not any(map(str.isdigit, text)))  # beside another date, a year could be its own
    whole, start = put_into(text, written, place)
    skipped = next(at for at, part in enumerate(written) if part.isdigit()) if written[0].isalpha() else 0
    skipped = 0 if written.startswith(f"{born:%b}") else skipped
    assert covered(whole, start + skipped, start + len(written), Check(Known(born=(born,))))


NUMBERS = [
    "07700 900 123", "07700-900123", "(0151) 496 0000", "0151.496.0000", "+44 151 496 0000", "+44(0)1514960000",
    "+447700900123", "0044 7700 900123", "020 7946 0000", "01632 960000", "0300 123 4567", "CH64 9TJ", "w1a 1aa",
]  # fmt: skip


@given(
    number=st.sampled_from(NUMBERS),
    text=st.sampled_from(CLEAN_TEXTS),
    place=st.integers(0, 40),
)
def test_a_number_or_postcode_is_found_wherever_it_stands(number, text, place):
    whole, start = put_into(text, number, place)
    assert covered(whole, start, start + len(number))


PIECES = st.sampled_from(
    ["Amara", "O\u2019", "-", "\u00bd", "\ufb01", "\u200d", "3/9", "A.", "'", "\n", "@", "07700", "\u1e9e", "Zoe\u0308"]
)
ANYTHING = st.lists(st.one_of(st.text(max_size=8), PIECES)).map("".join)


@given(ANYTHING)
def test_findings_are_exact_slices_in_order_and_none_over_another(text):
    found = CHECK.find(text)
    assert all(one.start < one.end and one.text == text[one.start : one.end] and one.what for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert "".join(segment.text for segment in marked(text, found)) == text


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12)), max_size=5), ANYTHING)
def test_any_name_and_address_can_be_known(names, text):
    people = tuple(Person(*name) for name in names)
    lines = tuple(" ".join(name) for name in names)
    Check(Known(people=people, addresses=lines, postcodes=lines, telephones=lines, emails=lines)).find(text)


def test_each_thing_found_is_listed_once_with_its_reason():
    found = CHECK.find("Amara hit William. Amara cried.")
    assert [(one.text, one.reason) for one in reasons(found)] == [
        ("Amara", "may be the child's name"),
        ("William", "may be a sibling's name"),
    ]


def test_nothing_known_still_raises_numbers_and_no_names():
    assert [one.text for one in Check(Known()).find("Amara, CH64 9TJ")] == ["CH64 9TJ"]

"""The check of a recipient's copy: what it names, and what it leaves alone (policy 2.6)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharing.copy_check import Facts, Finding, Kind, Piece, Recipient, Route, findings, standing
from sharing.naming import Known, Person

AMELIA = Known(
    people=(
        Person("Amelia", "Hart", role="the child"),
        Person("Ella", "Hart", role="a sibling"),
        Person("Sian", "Hart", role="a parent"),
    )
)
OTHERS = Known(people=(Person("Jaden", "Brown", role="another child"), Person("Amelia", "Clark", role="another child")))
REFUGE = Known(addresses=("14 Harbour View\nAshbrook",), postcodes=("DX4 2LP",))
JO = Recipient("Deeside Health", "Jo Bell", person_checked=True)
SOUND = Facts(
    recipient=JO,
    family=AMELIA,
    others=OTHERS,
    protected=REFUGE,
    danger=("Marcus Hale",),
    familiar=frozenset({"jo", "bell", "deeside"}),
)


def found_in(text: str, about: str = "child", facts: Facts = SOUND, **more) -> list[tuple[Kind, str]]:
    found = findings(replace(facts, pieces=(Piece(1, text, about=about, **more),)))
    return [(each.kind, each.what) for each in found]


def route(kind: str, used: str | None, *verified: str) -> list[Kind]:
    return [each.kind for each in findings(replace(SOUND, route=Route(kind, used, verified)))]


@pytest.mark.parametrize(
    "text",
    [
        "Amelia puts two words together.",
        "Sian told us that Amelia sleeps badly. Mrs Hart is worried.",
        "Jo Bell asked for this on Monday, at Deeside Health.",
        "She lives at home with her mother.",
        "",
    ],
)
def test_a_copy_about_this_child_alone_is_clean(text):
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("Amelia bit Jaden Brown on the arm", Kind.OTHER_FAMILY, "Jaden Brown"),
        ("She plays with Jaden.", Kind.OTHER_FAMILY, "Jaden"),
        ("Amelia Clark pushed her", Kind.OTHER_FAMILY, "Amelia Clark"),
        ("They moved to 14 Harbour View last week", Kind.PROTECTED, "14 Harbour View"),
        ("Write to DX4 2LP", Kind.PROTECTED, "DX4 2LP"),
        ("Ella was collected late", Kind.NAME, "Ella"),
        ("Her uncle Tyler Marsh collects her", Kind.NAME, "Tyler Marsh"),
        ("Then Mr Doyle shouted", Kind.NAME, "Mr Doyle"),
    ],
)
def test_what_could_harm_somebody_is_named_as_it_stands(text, kind, what):
    assert found_in(text) == [(kind, what)]


def test_a_given_name_that_two_children_share_says_nothing_of_the_other():
    assert found_in("Amelia slept") == []


def test_a_sibling_may_be_named_in_an_item_that_is_about_a_sibling():
    assert found_in("Ella was collected late", about="sibling") == []


@pytest.mark.parametrize("more", [{"about": "other_child"}, {"source": "other_family"}])
def test_an_item_that_says_itself_that_it_is_another_familys_is_found(more):
    assert found_in("She was there", **more) == [(Kind.OTHER_FAMILY, "as listed")]


def test_a_protected_address_says_whom_it_must_not_reach_and_that_a_court_gives_it_to_every_party():
    court = replace(SOUND, recipient=Recipient("Deeside Family Court", "The clerk", True, passes_on=True))
    facts = replace(court, pieces=(Piece(1, "They live at 14 Harbour View."),))
    (found,) = findings(facts)
    assert "must not reach Marcus Hale" in found.words
    assert "Deeside Family Court gives what it gets to every party" in found.words


def test_what_another_agency_keeps_back_can_be_mended_and_not_accepted():
    facts = replace(SOUND, pieces=(Piece(1, "Its report", source="agency", waits="The GP told us this"),))
    found = findings(facts)
    assert [each.kind for each in found] == [Kind.THIRD_PARTY]
    assert standing(found, {each.code for each in found}) == found


def test_a_file_is_read_by_somebody_and_another_file_is_another_finding():
    one, other = (findings(replace(SOUND, pieces=(Piece(1, file=digest),))) for digest in ("aa", "bb"))
    assert [each.kind for each in one] == [Kind.FILE]
    assert standing(other, {each.code for each in one}) == other


@pytest.mark.parametrize(
    ("recipient", "count"),
    [
        (JO, 0),
        (replace(JO, person_checked=False), 1),
        (replace(JO, person="", person_checked=False), 1),
        (replace(JO, agency_checked=False), 1),
        (replace(JO, person_checked=False, agency_checked=False), 2),
    ],
)
def test_a_recipient_whom_nobody_checked_is_named(recipient, count):
    found = findings(replace(SOUND, recipient=recipient))
    assert [each.kind for each in found] == [Kind.RECIPIENT] * count


def test_who_was_not_checked_is_said_in_plain_words():
    unchecked = [replace(JO, person_checked=False), replace(JO, person="", person_checked=False)]
    said = [each.words for recipient in unchecked for each in findings(replace(SOUND, recipient=recipient))]
    assert said == ["Nobody has checked who Jo Bell is", "Nobody has checked who receives it at Deeside Health"]


@pytest.mark.parametrize(
    ("kind", "used", "verified"),
    [
        ("in_person", "", ()),
        ("telephone", "(0151) 496-0130", ("0151 496 0130",)),
        ("secure_email", "jo.bell@health.example", ("hv@health.example",)),
        ("portal", "https://refer.example/", ("https://refer.example",)),
        ("post", "2 Quayside, Ashbrook DX4 2LP", ("2 Quayside, Ashbrook, DX4 2LP",)),
        ("telephone", None, ("0151 496 0130",)),
    ],
)
def test_a_route_that_the_directory_has_is_clean(kind, used, verified):
    assert route(kind, used, *verified) == []


@pytest.mark.parametrize(
    ("kind", "used", "verified"),
    [
        ("telephone", "07700 900123", ("0151 496 0130",)),
        ("telephone", "", ("0151 496 0130",)),
        ("telephone", None, ()),
        ("secure_email", "jo.bell@gmail.example", ("hv@health.example",)),
        ("secure_email", "health.example", ("hv@health.example",)),
        ("secure_email", "jo@health.example.evil.example", ("hv@health.example",)),
        ("post", "", ("2 Quayside",)),
        ("portal", "https://other.example", ()),
    ],
)
def test_a_number_to_call_back_or_a_domain_that_the_directory_does_not_have_is_named(kind, used, verified):
    assert route(kind, used, *verified) == [Kind.ROUTE]


def test_a_namesake_is_named_without_saying_who_it_is():
    found = findings(replace(SOUND, namesakes=("same name", "same birth date")))
    assert [each.kind for each in found] == [Kind.NAMESAKE] * 2
    assert "Amelia" not in "".join(each.words for each in found)


PIECES = st.builds(
    Piece,
    key=st.integers(1, 3),
    text=st.sampled_from(["", "Amelia", "Jaden Brown", "14 Harbour View", "Ella and Tyler Marsh", "ünïcode \u200b"]),
    about=st.sampled_from(["child", "sibling", "parent", "other_child"]),
    source=st.sampled_from(["own", "parent", "agency", "other_family"]),
    file=st.sampled_from(["", "aa"]),
    waits=st.sampled_from(["", "They have not been asked"]),
)
COPIES = st.builds(
    lambda pieces, person, agency, kind, used, verified, namesakes: replace(
        SOUND,
        pieces=tuple({piece.key: piece for piece in pieces}.values()),
        recipient=replace(JO, person_checked=person, agency_checked=agency),
        route=Route(kind, used, verified),
        namesakes=namesakes,
    ),
    st.lists(PIECES, max_size=3),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["telephone", "secure_email", "portal", "post", "in_person"]),
    st.sampled_from([None, "", "0151 496 0130", "a@b.example"]),
    st.sampled_from([(), ("0151 496 0130",), ("x@b.example",)]),
    st.sampled_from([(), ("same name",), ("same name", "same birth date")]),
)


@given(COPIES)
def test_whatever_stands_each_finding_is_named_once_and_only_a_reason_for_it_settles_it(facts: Facts):
    found = findings(facts)
    codes = [each.code for each in found]
    assert len(set(codes)) == len(codes)
    assert standing(found, ()) == found
    assert all(each.to_be_mended for each in standing(found, codes))
    for each in found:
        assert each not in standing(found, {each.code}) or each.to_be_mended


@given(COPIES)
def test_taking_an_item_out_mends_what_was_found_in_it_and_nothing_else(facts: Facts):
    for piece in facts.pieces:
        less = replace(facts, pieces=tuple(other for other in facts.pieces if other is not piece))
        assert findings(less) == tuple(each for each in findings(facts) if each.piece != piece.key)


def test_a_code_says_nothing_of_what_was_found():
    assert "Jaden" not in Finding(Kind.NAME, "Jaden", "words", 1).code

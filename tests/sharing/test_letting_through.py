"""What the rules propose for each piece of a record, and that what is kept back is gone."""

import pytest

from sharing.letting_through import Ruling, for_family, for_next_setting, held, let_through, without
from sharing.presenters.pieces import Mark, Piece, Section
from sharing.presenters.words import Fact


def piece(*marks: Mark, key: str = "D-1.item-1", text: str = "She speaks clearly", **fields) -> Piece:
    return Piece(key, "Title", text, marks=frozenset(marks), **fields)


def family(*marks: Mark, danger: bool = False, named=(), **fields) -> tuple[str, str]:
    ruling = for_family(piece(*marks, **fields), parent="P-MOTHER", danger=danger, named=named)
    return ruling.treatment, ruling.ground


def following(*marks: Mark, consented: bool = False, named=()) -> tuple[str, str]:
    ruling = for_next_setting(piece(*marks), consented=consented, named=named)
    return ruling.treatment, ruling.ground


@pytest.mark.parametrize(
    ("proposed", "treatment", "ground"),
    [
        (family(), "include", ""),
        (family(Mark.CORE, whose="P-MOTHER"), "include", ""),
        (family(Mark.CORE, whose="P-FATHER"), "withhold", "other_person"),
        (family(Mark.OTHER_PERSON), "withhold", "other_person"),
        (family(Mark.THIRD_PARTY), "withhold", "third_party"),
        (family(Mark.NOT_TO_FAMILY, Mark.THIRD_PARTY), "withhold", "serious_harm"),
        (family(Mark.SAFEGUARDING), "include", ""),
        (family(Mark.SAFEGUARDING, danger=True), "withhold", "serious_harm"),
        (family(named=["Cormac"]), "redact", "other_person"),
        (following(Mark.SAFEGUARDING), "include", ""),
        (following(Mark.SAFEGUARDING, named=["Cormac"]), "redact", "other_person"),
        (following(Mark.CORE), "include", ""),
        (following(Mark.BY_CONSENT), "withhold", "not_needed"),
        (following(Mark.BY_CONSENT, consented=True), "include", ""),
        (following(Mark.SAFEGUARDING, Mark.OURS), "withhold", "not_needed"),
        (following(Mark.SAFEGUARDING, Mark.THIRD_PARTY), "withhold", "third_party"),
        (following(), "withhold", "not_needed"),
    ],
)
def test_the_rules_propose(proposed, treatment, ground):
    assert proposed == (treatment, ground)


def test_a_withheld_piece_is_gone_and_a_section_without_pieces_too():
    kept, gone = piece(key="D-1.item-1"), piece(key="D-2.item-1", text="Her brother cried")
    sections = (Section("D-1", "One", (kept,)), Section("D-2", "Two", (gone,)))
    rulings = {kept.key: Ruling(), gone.key: Ruling("withhold", "other_person")}
    assert [section.key for section in let_through(sections, rulings)] == ["D-1"]
    assert [each.piece.key for each in held(sections, rulings)] == [gone.key]


def test_a_redacted_word_is_taken_out_of_every_piece():
    first = piece(key="D-1.item-1", text="Cormac cried")
    second = piece(key="D-1.item-2", text="Seen with CORMAC\nO'Brien", facts=(Fact("Who", "Cormac O'Brien"),))
    rulings = {first.key: Ruling("redact", "other_person", ("Cormac", "Cormac O'Brien")), second.key: Ruling()}
    (section,) = let_through((Section("D-1", "One", (first, second)),), rulings)
    assert [each.text for each in section.pieces] == ["[redacted] cried", "Seen with [redacted]"]
    assert section.pieces[1].facts == (Fact("Who", "[redacted]"),)


def test_a_word_within_another_stays():
    assert without("Tomorrow Tom's aunt came", ["Tom"]) == "Tomorrow [redacted]'s aunt came"


def test_what_a_decision_came_to_goes_only_with_its_facts():
    facts, item = piece(key="D-1.facts"), piece(key="D-1.item-1")
    section = Section("D-1", "One", (facts, item), "Shared", "PERMIT", "consent")
    (whole,) = let_through([section], {facts.key: Ruling(), item.key: Ruling()})
    (part,) = let_through([section], {facts.key: Ruling("withhold", "third_party"), item.key: Ruling()})
    assert (whole.verdict, part.verdict, part.status, part.basis) == ("PERMIT", "", "", "")

"""What changes between two texts is shown whole: the rows give back both to the letter, and mark what differs."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from consent.changes import MOST_LINES, MOST_WORDS, Kind, Piece, Row, blocks, compare, count

LINES = ["", "2.1 Remember the Act 2020", "2.1 Remember the Act 2018", "We share.", "We do not share.", " a  b", "a b "]
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(LINES), max_size=14).map("\n".join))


def texts_of(rows) -> tuple[str, str]:
    """Both texts, as the rows show them."""
    sides = ([row.before for row in rows], [row.after for row in rows])
    before, after = (
        "\n".join("".join(piece.text for piece in line) for line in side if line is not None) for side in sides
    )
    return before, after


@given(texts, texts)
@example("\n\n", "")
@example("a", "a\n")
@settings(max_examples=300)
def test_the_rows_give_back_both_texts(before, after):
    assert texts_of(compare(before, after)) == (before, after)


@given(texts, texts)
def test_what_is_not_marked_is_the_same_on_both_sides(before, after):
    for row in compare(before, after):
        same = ["".join(piece.text for piece in line or () if not piece.own) for line in (row.before, row.after)]
        assert same[0] == same[1]


@given(texts)
def test_a_text_beside_itself_changes_nothing(text):
    assert {row.kind for row in compare(text, text)} == {Kind.SAME}


@given(texts, texts)
def test_folding_leaves_every_row_in_its_place_and_no_change_out_of_sight(before, after):
    rows = compare(before, after)
    found = blocks(rows)
    assert [row for block in found for row in block.rows] == rows
    assert all(row.kind is Kind.SAME for block in found if block.folded for row in block.rows)


def test_only_the_word_that_differs_is_marked():
    act = (Piece("Act "), Piece("2020", own=True), Piece(" and"))
    assert compare("Act 2020 and", "Act 2018 and") == [Row(act, (act[0], Piece("2018", own=True), act[2]))]


def test_a_line_put_between_two_changed_ones_does_not_shift_them():
    before = "The first rule is old\nThe second rule is old"
    rows = compare(before, "The first rule is new\nSomething else entirely\nThe second rule is new")
    assert [row.kind for row in rows] == [Kind.CHANGED, Kind.ADDED, Kind.CHANGED]
    assert count(rows) == {Kind.ADDED: 1, Kind.REMOVED: 0, Kind.CHANGED: 2}


def test_blank_lines_are_kept_and_not_counted():
    rows = compare("a\n\nb", "a\nb")
    assert sum(count(rows).values()) == 0
    assert texts_of(rows) == ("a\n\nb", "a\nb")


def test_what_is_too_long_to_compare_is_shown_whole():
    line = "word " * (MOST_WORDS + 1)
    assert [row.kind for row in compare(line, line + "more")] == [Kind.REMOVED, Kind.ADDED]
    many = "\n".join(map(str, range(MOST_LINES + 1)))
    assert texts_of(compare(many, many + "\nmore")) == (many, many + "\nmore")

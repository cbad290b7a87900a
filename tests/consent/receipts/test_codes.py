"""A code is beyond guessing, and forgives whoever types it off a paper."""

import pytest

from consent.receipts.codes import LENGTH, as_typed, in_groups, new_code


def test_a_code_holds_more_than_128_bits_and_no_two_are_alike():
    assert 32**LENGTH >= 2**128
    assert len({new_code() for _ in range(1000)}) == 1000


def test_a_code_is_printed_in_groups_that_can_be_read_aloud():
    assert in_groups("ABCDEFGHJKMNPQRSTVWXYZ0123") == "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-23"


@pytest.mark.parametrize(
    "typed",
    ["K0M1-7Q2X", "k0m1 7q2x", "KOM1-7Q2X", "koml7q2x", " kOmI\u20137q2x ", "K0M1\u00a07Q2X.", "k0m1\t7q2x"],
)
def test_case_spaces_hyphens_and_letters_read_for_digits_do_not_matter(typed):
    assert as_typed(typed) == "K0M17Q2X"


def test_every_code_comes_back_as_it_was_printed():
    code = new_code()
    assert as_typed(in_groups(code).lower()) == code


@pytest.mark.parametrize("typed", ["", "-", "\x00", "²", "ﬁ", "x" * 20_000])
def test_nonsense_is_read_without_an_error(typed):
    assert as_typed(typed) != new_code()

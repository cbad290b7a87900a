"""The reading age of a text is a hint: plain words are easy, the policy's own are not."""

from pathlib import Path

import pytest

from consent import leaflet, wording
from consent.models import ConsentStatement
from consent.reading import AIM, OLDEST, YOUNGEST, in_words, reading_age, syllables


@pytest.mark.parametrize(
    ("word", "number"),
    [("the", 1), ("share", 1), ("needed", 2), ("little", 2), ("information", 4), ("changes", 2), ("hmm", 1)],
)
def test_syllables_are_counted_as_they_are_spoken(word, number):
    assert syllables(word) == number


@pytest.mark.parametrize("text", ["", "  \n", "123 !?", "Go."])
def test_a_text_without_words_is_for_the_youngest(text):
    assert reading_age(text) == YOUNGEST


def test_long_words_in_long_sentences_are_for_adults():
    sentence = "Notwithstanding confidentiality obligations, proportionate multidisciplinary communication continues "
    assert reading_age(sentence * 5) == OLDEST


def test_the_policys_own_words_are_harder_than_what_parents_read():
    policy = Path("consent/data/information_sharing_policy.txt").read_text(encoding="utf-8")
    assert reading_age(policy) > AIM
    plain = "\n".join(line for section in leaflet.sections() for line in (*section.paragraphs, *section.points))
    assert reading_age(plain) <= AIM


@pytest.mark.parametrize("purpose", ConsentStatement.Purpose)
def test_the_shipped_words_of_each_consent_are_within_the_aim(purpose):
    assert reading_age(wording.SHIPPED[purpose].text) <= AIM


def test_the_hint_says_both_ages():
    assert in_words("We share it. You can say no.") == f"Reading age about 5; aim for {AIM} or less"

"""How hard a text is to read: an estimate of the reading age, by the Flesch-Kincaid formula. Pure."""

import re

AIM = 11
"""The reading age that what parents read is written for."""

STARTS_SCHOOL = 5  # the formula gives a year of school; the first one begins at this age
YOUNGEST, OLDEST = 5, 21
SENTENCE = re.compile(r"[.!?:;]+(?=\s|$)|\n")
WORD = re.compile(r"[a-z]+(?:['\u2019][a-z]+)*")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^aeiouyl]e|[^aeiouytd]ed|[^aeiouyscgxz]es)$")


def reading_age(text: str) -> int:
    """Give the age at which most children read such a text with ease, in years."""
    sentences = [words for part in SENTENCE.split(text.lower()) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return YOUNGEST
    length = len(words) / len(sentences)
    weight = sum(map(syllables, words)) / len(words)
    return max(YOUNGEST, min(OLDEST, round(0.39 * length + 11.8 * weight - 15.59 + STARTS_SCHOOL)))


def syllables(word: str) -> int:
    """Count the syllables of an English word, near enough: groups of vowels, but for a silent e."""
    return max(1, len(VOWELS.findall(SILENT.sub("", word))))


def in_words(text: str) -> str:
    return f"Reading age about {reading_age(text)}; aim for {AIM} or less"

"""The words that are signed have a version; a drawing is what the pad draws and nothing else."""

import hashlib
import json
import re

import pytest
from django.utils import timezone

from consent import drawing, wording
from consent.models import ConsentWording
from neston_sharing.foundation.actions import Refusal
from tests.consent.families import DRAWN, STROKE
from tests.factories import UserFactory

# Whoever changes a word adds a version and its digest here; signed words keep theirs.
DIGESTS = {"2026-11.2": "2f03d4767f24c059"}
DIGESTS_OF_CONSENTS = {"2026-11": "8a4ef36b0bd32278"}

GROUNDS = ("harm", "adult", "crime", "worse", "legal duty", "court")


def test_changed_words_have_a_new_version():
    words = json.dumps(wording.CURRENT.as_shown(), sort_keys=True).encode()
    assert DIGESTS[wording.CURRENT.version] == hashlib.sha256(words).hexdigest()[:16]


def test_changed_words_of_a_consent_have_a_new_version():
    for version, digest in DIGESTS_OF_CONSENTS.items():
        texts = "".join(words.text for words in wording.SHIPPED.values() if words.version == version)
        assert digest == hashlib.sha256(texts.encode()).hexdigest()[:16]
    assert {words.version for words in wording.SHIPPED.values()} == set(DIGESTS_OF_CONSENTS)


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ground_for_sharing_without_authorisation_is_read_before_signing(ground):
    assert any(ground in point for point in wording.CURRENT.sharing.points)


def test_there_are_four_separate_acknowledgements():
    assert len(set(wording.NAMES)) == 4


def reading_age(sections) -> float:
    """Flesch and Kincaid's school year, and the five years before school; headings and points are sentences."""
    lines = [line for section in sections for line in (section.heading, *section.paragraphs, *section.points)]
    sentences = [part for line in lines for part in re.split(r"[.!?:](?:\s|$)", line) if part.strip()]
    words = [word for sentence in sentences for word in re.findall(r"[a-z]+", sentence.lower())]
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<![l])e$|(?<![td])ed$", "", w)))) for w in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59 + 5


@pytest.mark.parametrize("section", [*wording.CURRENT.sections, wording.CURRENT.signed], ids=lambda each: each.heading)
def test_what_is_signed_at_registration_is_read_at_eleven(section):
    assert reading_age([section]) <= 11


@pytest.mark.parametrize("purpose", wording.Purpose)
def test_what_is_asked_of_parents_is_read_at_eleven(purpose):
    assert reading_age(wording.SHIPPED[purpose].sections) <= 11


def test_the_measure_knows_hard_words_from_easy_ones():
    hard = wording.sections_of("Safeguarding necessitates proportionate interdisciplinary information disclosure.")
    assert reading_age(hard) > 18
    assert reading_age(wording.sections_of("The cat sat on the mat. It was hot.")) < 8


@pytest.mark.parametrize("said", ["say no", "change your mind", "before we tell anybody new", "only about sharing"])
@pytest.mark.parametrize("purpose", wording.Purpose)
def test_every_consent_can_be_refused_withdrawn_and_stops_at_whom_it_names(purpose, said):
    assert said in wording.SHIPPED[purpose].text


def test_words_that_a_manager_adopted_take_the_place_of_the_shipped_ones(db):
    assert wording.for_consent("particular") == wording.SHIPPED["particular"]
    adopted = {"adopted_at": timezone.now(), "adopted_by": "The committee", "minutes_on": timezone.localdate()}
    text = "# May we?\nWe ask.\n- You can say no"
    ConsentWording.objects.create(
        purpose="particular", version="2027-01", text=text, started_by=UserFactory(), **adopted
    )
    words = wording.for_consent("particular")
    assert words.version == "2027-01"
    assert words.sections == [wording.Section("May we?", ("We ask.",), ("You can say no",))]


def test_a_drawing_comes_back_as_lines_and_dots():
    kept = drawing.parse(DRAWN)
    lines = drawing.lines(kept)
    assert lines[0].startswith("20,60 25,80")
    assert lines[1] == "300,150 300,150"
    assert b"<polyline" in drawing.picture(kept)


def pad(strokes, **changes) -> str:
    return json.dumps({"width": 600, "height": 200, "strokes": strokes, **changes})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 100_000,
        pad("x"),
        pad([]) + "x",
        pad([STROKE], width=6000),
        pad([STROKE], more=1),
        pad([[]]),
        pad([[[1, 2]]]),
        pad([[["1", 2, 3]]]),
        pad([[[True, 2, 3]]]),
        pad([[[-1, 2, 3]]]),
        pad([[[1, 201, 3]]]),
        pad([STROKE]).replace("20", "NaN", 1),
        pad([[[1, 1e400, 3]]]),
        pad([STROKE] * 501),
        pad([[[1, 2, 3]] * 20_001]),
        "x" * 600_001,
    ],
)
def test_what_the_pad_could_not_have_sent_is_refused(text):
    with pytest.raises(Refusal):
        drawing.parse(text)


@pytest.mark.parametrize("strokes", [[], [[[1, 2, 3]]], [[[1, 2, 3]] * 50]])
def test_a_dot_is_no_signature(strokes):
    with pytest.raises(Refusal, match="whole signature"):
        drawing.parse(pad(strokes))

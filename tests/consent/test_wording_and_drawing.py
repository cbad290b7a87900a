"""The words that are signed have a version; a drawing is what the pad draws and nothing else."""

import hashlib
import json

import pytest

from consent import drawing, wording
from neston_sharing.foundation.actions import Refusal
from tests.consent.families import DRAWN, STROKE

# Whoever changes a word adds a version and its digest here; signed words keep theirs.
DIGESTS = {"2026-11": "fa467fc76fe0338b"}

GROUNDS = ("harm", "adult", "crime", "worse", "legal duty", "court")


def test_changed_words_have_a_new_version():
    words = json.dumps(wording.CURRENT.as_shown(), sort_keys=True).encode()
    assert DIGESTS[wording.CURRENT.version] == hashlib.sha256(words).hexdigest()[:16]


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_ground_for_sharing_without_authorisation_is_read_before_signing(ground):
    assert any(ground in point for point in wording.CURRENT.sharing.points)


def test_there_are_four_separate_acknowledgements():
    assert len(set(wording.NAMES)) == 4


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

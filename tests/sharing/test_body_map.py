"""Marks on the outlines: what the pad cannot have sent is refused, and every mark is said in words."""

import json

import pytest
from django.template.loader import render_to_string

from sharing import body_map

ARM = [[158, 142], [164.5, 172], [170, 204]]


@pytest.mark.parametrize(
    ("point", "side", "part"),
    [
        ((62, 142), "front", "right upper arm"),
        ((158, 142), "front", "left upper arm"),
        ((97, 44), "front", "right eye"),
        ((110, 172), "front", "stomach"),
        ((136, 384), "front", "left foot"),
        ((330, 38), "back", "back of the head"),
        ((282, 142), "back", "left upper arm"),
        ((378, 142), "back", "right upper arm"),
        ((312, 236), "back", "left buttock"),
        ((350, 308), "back", "back of the right knee"),
        ((20, 300), "front", "beside the right hand"),
    ],
)
def test_a_point_is_named_from_the_childs_own_left_and_right(point, side, part):
    assert body_map.part_at(list(point)) == (side, part)


def test_a_mark_says_all_that_it_touches_and_several_are_numbered():
    assert body_map.said([ARM]) == "front, left upper arm, left elbow and left forearm"
    assert body_map.said([ARM, [[330, 128]]]).startswith("1: front, left upper arm")
    assert body_map.said([ARM, [[330, 128]]]).endswith("2: back, upper back")
    assert body_map.said([]) == ""


def test_what_the_pad_sends_is_taken_as_it_is():
    assert body_map.parse(json.dumps([ARM])) == [ARM]
    assert body_map.parse("  ") == []


@pytest.mark.parametrize(
    "sent",
    [
        "{", "null", "7", '"front"', "{}", "[[]]", "[[[1]]]", "[[[1, 2, 3]]]", '[[["1", 2]]]', "[[[true, 1]]]",
        "[[[1e999, 1]]]", "[[[NaN, 1]]]", "[[[-1, 5]]]", "[[[5, 411]]]", "[[[441, 5]]]", "[[1, 2]]", "[" * 3_000,
        json.dumps([[[1, 1]]] * 41), json.dumps([[[1, 1]] * 6_001]), "[" + " " * 200_000 + "]",
    ],
)  # fmt: skip
def test_what_the_pad_could_not_have_sent_is_refused(sent):
    with pytest.raises(body_map.NotABodyMap):
        body_map.parse(sent)


def test_the_picture_draws_and_numbers_every_mark_and_says_them():
    marks = [ARM, [[330, 128]]]
    drawn = render_to_string(
        "sharing/concerns/body_map.svg", {"marks": body_map.drawn(marks), "label": body_map.said(marks)}
    )
    assert 'points="158,142 164.5,172 170,204"' in drawn
    assert 'points="330,128 330,128"' in drawn  # a dot is a line of no length
    assert ">2</text>" in drawn
    assert 'aria-label="1: front, left upper arm' in drawn


def test_every_part_of_the_outlines_is_nearest_to_itself():
    for side, parts in body_map.PARTS.items():
        for part, (x, y) in parts.items():
            left = body_map.MIDDLE + (body_map.HALF if side == "back" else 0)
            assert body_map.part_at([left + x, y]) == (side, part)

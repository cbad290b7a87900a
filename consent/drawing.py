"""A drawn signature: strokes of points, checked strictly when they come in and drawn again as lines.

`{"width": 600, "height": 200, "strokes": [[[x, y, milliseconds], …], …]}`, in the units of that width and height.
"""

import json
from math import isfinite

from django.template.loader import render_to_string

from neston_sharing.foundation.actions import Refusal

WIDTH, HEIGHT = 600, 200
MOST_CHARACTERS = 600_000
MOST_STROKES, MOST_POINTS = 500, 20_000
LONGEST = 60 * 60 * 1000  # milliseconds
LEAST_POINTS, LEAST_WIDTH = 6, 20  # less is a slip of the finger

TOO_SMALL = "Draw your whole signature, or type your name instead"
NOT_OURS = "The drawing did not arrive whole: clear it and draw again, or type your name instead"


def parse(text: str) -> dict:
    """Take what the pad sent, give the drawing; refuse whatever the pad could not have sent."""
    drawing = _json(text)
    if set(drawing) != {"width", "height", "strokes"} or (drawing["width"], drawing["height"]) != (WIDTH, HEIGHT):
        raise Refusal(NOT_OURS)
    strokes = drawing["strokes"]
    if not isinstance(strokes, list) or len(strokes) > MOST_STROKES or not all(map(_is_stroke, strokes)):
        raise Refusal(NOT_OURS)
    points = [point for stroke in strokes for point in stroke]
    if len(points) > MOST_POINTS:
        raise Refusal(NOT_OURS)
    if not _is_signature(points):
        raise Refusal(TOO_SMALL)
    return {"width": WIDTH, "height": HEIGHT, "strokes": strokes}


def lines(drawing: dict) -> list[str]:
    """Give each stroke as SVG writes a polyline: "x,y x,y"; a dot is a line of two equal points."""
    return [" ".join(f"{x:g},{y:g}" for x, y, _ in _at_least_two(stroke)) for stroke in drawing["strokes"]]


def picture(drawing: dict) -> bytes:
    """Give the drawing as an SVG that stands alone."""
    return render_to_string("consent/signature.svg", {"lines": lines(drawing)}).encode()


def _json(text: str) -> dict:
    if len(text) > MOST_CHARACTERS:
        raise Refusal(NOT_OURS)
    try:
        drawing = json.loads(text)
    except (ValueError, RecursionError):
        raise Refusal(NOT_OURS) from None
    if not isinstance(drawing, dict):
        raise Refusal(NOT_OURS)
    return drawing


def _is_stroke(stroke: object) -> bool:
    return isinstance(stroke, list) and bool(stroke) and all(map(_is_point, stroke))


def _is_point(point: object) -> bool:
    if not isinstance(point, list) or len(point) != 3 or not all(map(_is_number, point)):
        return False
    x, y, moment = point
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT and 0 <= moment <= LONGEST


def _is_number(value: object) -> bool:
    return type(value) is int or (type(value) is float and isfinite(value))


def _is_signature(points: list) -> bool:
    across = [x for x, _, _ in points]
    return len(points) >= LEAST_POINTS and max(across) - min(across) >= LEAST_WIDTH


def _at_least_two(stroke: list) -> list:
    return stroke if len(stroke) > 1 else stroke * 2

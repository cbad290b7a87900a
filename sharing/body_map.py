"""Marks on the outline of a small child, front and back: checked strictly when they come in, drawn again, and said.

`[[[x, y], …], …]`: each mark a stroke of points in the units of the picture, WIDTH by HEIGHT; the front is drawn on
its left half and the back on its right. Pure: nothing here knows a child.
"""

import json
from dataclasses import dataclass
from math import hypot, isfinite

WIDTH, HEIGHT = 440, 410
HALF = WIDTH / 2
MIDDLE = 110  # of each outline, from the left of its half
MOST_CHARACTERS, MOST_MARKS, MOST_POINTS = 200_000, 40, 6_000
FAR = 34  # units from every part: beside the body
MOST_PARTS = 4  # that a mark is said to touch

NOT_OURS = "The marks did not arrive whole: clear them and draw again, or say in words where the injury is"

Mark = list[list[float]]
Place = tuple[float, float]

# Where each part is: units right of the middle of the outline, units from the top. Sides are added below.
IN_THE_MIDDLE: dict[str, dict[str, Place]] = {
    "front": {
        "forehead": (0, 24), "nose": (0, 54), "mouth": (0, 68), "chin": (0, 82), "neck": (0, 96),
        "chest": (0, 128), "stomach": (0, 172), "lower stomach": (0, 208), "genital area": (0, 240),
    },
    "back": {
        "back of the head": (0, 38), "back of the neck": (0, 92), "upper back": (0, 128),
        "middle of the back": (0, 170), "lower back": (0, 206), "between the buttocks": (0, 244),
    },
}  # fmt: skip
ON_EACH_SIDE: dict[str, dict[str, Place]] = {
    "front": {
        "eye": (13, 44), "cheek": (20, 64), "ear": (35, 52), "shoulder": (32, 110), "ribs": (24, 142),
        "waist": (26, 192), "hip": (28, 228), "upper arm": (48, 142), "elbow": (54, 172),
        "forearm": (61, 204), "wrist": (67, 232), "hand": (74, 258), "thigh": (20, 274), "knee": (20, 308),
        "shin": (19, 338), "ankle": (18, 366), "foot": (26, 384),
    },
    "back": {
        "ear": (35, 52), "shoulder": (32, 110), "ribs": (26, 160), "buttock": (18, 236),
        "upper arm": (48, 142), "elbow": (54, 172), "forearm": (61, 204), "wrist": (67, 232), "hand": (74, 258),
        "back of the thigh": (20, 274), "back of the knee": (20, 308), "calf": (19, 338), "heel": (20, 376),
    },
}  # fmt: skip
TO_THE_RIGHT = {"front": "left", "back": "right"}  # which of the child's sides is on the picture's right
OTHER = {"left": "right", "right": "left"}


class NotABodyMap(ValueError):
    """What came in is nothing that the pad could have sent."""


@dataclass(frozen=True)
class DrawnMark:
    """One mark for a picture: its number, where that stands, its line as SVG writes it, and where it is in words."""

    number: int
    x: float
    y: float
    line: str
    words: str


def parse(text: str) -> list[Mark]:
    """Take what the pad sent, give the marks; refuse whatever the pad could not have sent."""
    if not text.strip():
        return []
    if len(text) > MOST_CHARACTERS:
        raise NotABodyMap(NOT_OURS)
    try:
        marks = json.loads(text)
    except (ValueError, RecursionError):
        raise NotABodyMap(NOT_OURS) from None
    if not is_body_map(marks):
        raise NotABodyMap(NOT_OURS)
    return marks


def is_body_map(marks: object) -> bool:
    if not isinstance(marks, list) or len(marks) > MOST_MARKS or not all(map(_is_mark, marks)):
        return False
    return sum(map(len, marks)) <= MOST_POINTS


def _is_mark(mark: object) -> bool:
    return isinstance(mark, list) and bool(mark) and all(map(_is_point, mark))


def _is_point(point: object) -> bool:
    if not isinstance(point, list) or len(point) != 2 or not all(map(_is_number, point)):
        return False
    return 0 <= point[0] <= WIDTH and 0 <= point[1] <= HEIGHT


def _is_number(value: object) -> bool:
    return type(value) is int or (type(value) is float and isfinite(value))


def drawn(marks: list[Mark]) -> list[DrawnMark]:
    return [_drawn(number, mark) for number, mark in enumerate(marks, start=1)]


def _drawn(number: int, mark: Mark) -> DrawnMark:
    x, y = mark[0]
    line = " ".join(f"{x:g},{y:g}" for x, y in (mark if len(mark) > 1 else mark * 2))
    return DrawnMark(number, min(x + 8, WIDTH - 10), max(y - 6, 12), line, where(mark))


def said(marks: list[Mark]) -> str:
    """Say where all marks are: "front, left upper arm"; several are numbered as in the picture."""
    if len(marks) < 2:
        return "".join(map(where, marks))
    return "; ".join(f"{number}: {where(mark)}" for number, mark in enumerate(marks, start=1))


def where(mark: Mark) -> str:
    """Say near which parts of which outline a mark runs, in the order in which it was drawn."""
    sides: dict[str, list[str]] = {}
    for point in mark:
        side, part = part_at(point)
        parts = sides.setdefault(side, [])
        if part not in parts and len(parts) < MOST_PARTS:
            parts.append(part)
    return "; ".join(f"{side}, {_listed(parts)}" for side, parts in sides.items())


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))


def part_at(point: list[float]) -> tuple[str, str]:
    """Name the outline and the part that is nearest, from the child's own left and right."""
    x, y = point
    side = "front" if x < HALF else "back"
    across = (x if side == "front" else x - HALF) - MIDDLE
    distance, part = min((hypot(across - px, y - py), part) for part, (px, py) in PARTS[side].items())
    return side, part if distance <= FAR else f"beside the {part}"


def _parts(side: str) -> dict[str, Place]:
    right = TO_THE_RIGHT[side]
    sided = {_of_side(part, right): place for part, place in ON_EACH_SIDE[side].items()}
    mirrored = {_of_side(part, OTHER[right]): (-x, y) for part, (x, y) in ON_EACH_SIDE[side].items()}
    return IN_THE_MIDDLE[side] | sided | mirrored


def _of_side(part: str, side: str) -> str:
    """Say "left knee", and "back of the left knee"."""
    return part.replace("of the ", f"of the {side} ") if "of the " in part else f"{side} {part}"


PARTS = {side: _parts(side) for side in IN_THE_MIDDLE}

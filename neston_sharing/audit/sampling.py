"""Decisions for a reviewer to read, drawn by lot. The log knows none: the app that makes them registers who draws."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple


class Sample(NamedTuple):
    reference: str
    url: str


Draw = Callable[[datetime | None, datetime, str, object], list[Sample]]
_draws: list[Draw] = []


def register(draw: Draw) -> None:
    """Called once, from a ready(). `draw(since, until, seed, user)` gives the same for the same seed."""
    if draw not in _draws:
        _draws.append(draw)


def drawn(since: datetime | None, until: datetime, seed: str, user) -> list[Sample]:
    return [sample for draw in _draws for sample in draw(since, until, seed, user)]

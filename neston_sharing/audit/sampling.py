"""Decisions for a reviewer to read, drawn by lot. The log knows none: the app that makes them registers who draws."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple


class Sample(NamedTuple):
    reference: str
    url: str


Draw = Callable[[datetime | None, datetime, str, object], list[Sample]]
See = Callable[[Iterable[str], object], set[str]]
_registered: list[tuple[Draw, See]] = []


def register(draw: Draw, see: See) -> None:
    """Called once, from a ready(). `draw(since, until, seed, user)` gives the same for the same seed;
    `see(references, user)` gives those of these decisions that this person may see."""
    if (draw, see) not in _registered:
        _registered.append((draw, see))


def drawn(since: datetime | None, until: datetime, seed: str, user) -> list[Sample]:
    return [sample for draw, _ in _registered for sample in draw(since, until, seed, user)]


def seen(references: Iterable[str], user) -> set[str]:
    references = list(references)
    return {name for _, see in _registered for name in see(references, user)} if references else set()

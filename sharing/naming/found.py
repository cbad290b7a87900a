"""What was found in a text, and the text cut up to show it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Found:
    """`text` is the original's [start:end]; `what` it may be, in words: "may be the child's name"."""

    start: int
    end: int
    text: str
    what: str


@dataclass(frozen=True)
class Segment:
    """A stretch of text; `reason` says why it is marked, and is empty where it is not."""

    text: str
    reason: str = ""


def in_order(text: str, spans: Iterable[tuple[int, int, str]]) -> tuple[Found, ...]:
    """Sort and join: a span within another goes, two that run into one another become one."""
    joined: list[tuple[int, int, str]] = []
    for start, end, what in sorted(spans, key=lambda span: (span[0], -span[1])):
        if joined and start < joined[-1][1]:
            first, last, said = joined[-1]
            joined[-1] = (first, max(last, end), said)
        else:
            joined.append((start, end, what))
    return tuple(Found(start, end, text[start:end], what) for start, end, what in joined)


def marked(text: str, found: Iterable[Found]) -> tuple[Segment, ...]:
    """Cut the text up into plain and marked segments, for components/marked.html; joined again they are the text."""
    segments, at = [], 0
    for one in found:
        segments += [Segment(text[at : one.start]), Segment(one.text, one.what)]
        at = one.end
    return tuple(segment for segment in [*segments, Segment(text[at:])] if segment.text)


def reasons(found: Iterable[Found]) -> tuple[Segment, ...]:
    """Say each thing that was found once, with its reason, in the order of the text."""
    return tuple(dict.fromkeys(Segment(one.text, one.what) for one in found))

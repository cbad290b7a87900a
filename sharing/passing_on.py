"""Whether what another agency told us may go to an agency on a day (policy 1.3), and what stands in the way.

Standard library only. Agencies are keys. The guards of the database say the same in SQL (`models/passing_on_sql.py`): a
test holds the two equal over every combination.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Way(StrEnum):
    """Why it may go."""

    BACK = "back"  # to the agency that told us: no passing on
    AROUND = "around"  # to one that is around the child already: no passing on
    CONSENT = "consent"
    OVERRIDE = "override"  # on one of the three written grounds


class Stand(StrEnum):
    """How that agency's consent stands, for one recipient."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Word:
    """What the agency answered to a request about one recipient, or about anybody (`to` is None). Of two of one day the
    one that was recorded later counts (`place`)."""

    to: int | None
    day: date
    place: int
    answer: str


@dataclass(frozen=True)
class Request:
    to: int | None
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Around:
    """An agency is around the child from one day to another, both included; no end is known if `until` is None."""

    agency: int
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Told:
    """What an agency told us, as an item carries it.

    `received` says that it is an item of information whose receipt was recorded: then the agency's consent is what is
    recorded there, and a text that says so (`said_to_consent`) counts only without.
    """

    source: int
    received: bool = False
    requests: tuple[Request, ...] = ()
    around: tuple[Around, ...] = ()
    said_to_consent: bool = False
    overridden: bool = False


def way_out(told: Told, to: int, on: date) -> Way | None:
    """Give the way by which it may go to this agency on this day, the plainest first; None if there is none."""
    if told.source == to:
        return Way.BACK
    if any(_is_around(each, to, on) for each in told.around):
        return Way.AROUND
    if stand(told.requests, to, on) is Stand.GIVEN if told.received else told.said_to_consent:
        return Way.CONSENT
    return Way.OVERRIDE if told.overridden else None


def stand(requests: Iterable[Request], to: int | None, on: date) -> Stand:
    """Say how the agency's consent stands: the last answer that bears on this recipient counts.

    `to` None asks for anybody: only what was asked about anybody bears on that.
    """
    bearing = [request for request in requests if request.to in (None, to)]
    words = [word for request in bearing for word in request.words if word.day <= on]
    if not words:
        return Stand.ASKED if bearing else Stand.NOT_ASKED
    return Stand(max(words, key=lambda word: (word.day, word.place)).answer)


def _is_around(each: Around, to: int, on: date) -> bool:
    return each.agency == to and each.since <= on and (each.until is None or each.until >= on)

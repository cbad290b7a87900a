"""What a copy that was asked for would hold today: the record in pieces, how each goes, and what has been read.

review = review_of(request, user=user)     # request fetched `with_people()`
review.sections, review.rulings            # all pieces, and how each goes: by the rules until somebody ruled
review.unread                              # sections that nobody read as they stand now
review.goes                                # what would leave
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property, partial

from consent.coverage import bearing
from consent.models import ConsentStatement
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.known_people import known_others
from sharing.letting_through import (
    Held,
    Ruling,
    for_family,
    for_next_setting,
    held,
    let_through,
    still_there,
)
from sharing.models import CopyRequest, CopyStep
from sharing.naming import Check, Known
from sharing.presenters.pieces import Mark, Piece, Section, sections_of
from sharing.presenters.record import record_of


@dataclass(frozen=True)
class Review:
    request: CopyRequest
    sections: tuple[Section, ...]
    rulings: dict[str, Ruling]

    @cached_property
    def goes(self) -> tuple[Section, ...]:
        return let_through(self.sections, self.rulings)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        return held(self.sections, self.rulings)

    @cached_property
    def unread(self) -> tuple[Section, ...]:
        seen = {(step.about, step.seen) for step in self.request.steps.all() if step.kind == CopyStep.Kind.READ}
        return tuple(section for section in self.sections if (section.key, self.fingerprint(section)) not in seen)

    def fingerprint(self, section: Section) -> str:
        """Change with whatever would leave of the section, and with how it is treated."""
        said = [[piece.key, piece.words, piece.status, asdict(self.rulings[piece.key])] for piece in section.pieces]
        return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    def piece(self, key: str) -> Piece | None:
        pieces = (piece for section in self.sections for piece in section.pieces)
        return next((piece for piece in pieces if piece.key == key), None)


def review_of(request: CopyRequest, *, user) -> Review:
    """Look through the record as this person may see it; statements do not grow with it."""
    record = record_of(request.child, user=user)
    sections = sections_of(record)
    return Review(request, sections, rulings_on(request, sections))


def rulings_on(request: CopyRequest, sections: tuple[Section, ...]) -> dict[str, Ruling]:
    """How each piece goes: by the last ruling on it, by the rules without one."""
    ruled = {row.piece: _as_ruled(row) for row in request.rulings.all()}
    propose = _proposer(request, sections)
    pieces = (piece for section in sections for piece in section.pieces)
    return {piece.key: ruled.get(piece.key) or propose(piece) for piece in pieces}


def _as_ruled(row) -> Ruling:
    return Ruling(row.treatment, row.ground, tuple(row.words.splitlines()), row.why, ruled=True)


def _proposer(request: CopyRequest, sections: tuple[Section, ...]):
    named = partial(_telling, others := known_others(request.child.one), Check(others))
    if request.parent:
        parent, danger = request.parent.one.reference, _is_dangerous(sections)
        return lambda piece: for_family(piece, parent=parent, danger=danger, named=named(piece))
    consented = _consented(request)
    return lambda piece: for_next_setting(piece, consented=consented, named=named(piece))


def _telling(others: Known, check: Check, piece: Piece) -> tuple[str, ...]:
    """Find what in a piece tells of somebody else: their names, and their protected addresses and birth dates as they
    are known to us. Any other telephone or address may be the reader's own."""
    names = [found.text for found in check.find(piece.words) if "name" in found.what]
    lines = (line.strip() for address in others.addresses for line in address.splitlines()[:1])
    exact = (*lines, *others.postcodes, *map(long_date, others.born))
    return tuple(dict.fromkeys([*names, *(words for words in exact if words and still_there(piece.words, [words]))]))


def _is_dangerous(sections: tuple[Section, ...]) -> bool:
    """Whether anything of this child is not to be discussed with the family: a flag that stands."""
    child = next((section for section in sections if section.key == "child"), None)
    return any(Mark.NOT_TO_FAMILY in piece.marks for piece in (child.pieces if child else ()))


def _consented(request: CopyRequest) -> bool:
    """Whether a parent's consent in force lets development summaries go to that setting (policy 3.4)."""
    purpose = ConsentStatement.Purpose.DEVELOPMENT_SUMMARIES
    said = bearing(request.child.one, request.agency) if request.agency else []
    return any(word.coverage.ok and word.statement.purpose == purpose for word in said)

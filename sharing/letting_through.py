"""What of a record goes into a copy that leaves: piece by piece, let through, redacted or withheld on a named ground.

Pure. The rules propose; people rule, piece by piece; what was withheld is listed for the setting alone. A word that is
redacted in one piece is taken out of all of them: one that stood elsewhere would tell what was hidden.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sharing.presenters.pieces import Mark, Piece, Section
from sharing.presenters.words import Fact
from sharing.treatments import GROUNDS, INCLUDE, REDACT, TREATMENTS, WITHHOLD

REDACTED = "[redacted]"


@dataclass(frozen=True)
class Ruling:
    """How one piece is treated; `ruled` once a person said so. `why` are their words, or the rule's."""

    treatment: str = INCLUDE
    ground: str = ""
    words: tuple[str, ...] = ()
    why: str = ""
    ruled: bool = False

    @property
    def in_words(self) -> str:
        taken_out = f": {', '.join(self.words)}" if self.words else ""
        return f"{TREATMENTS[self.treatment]}{taken_out}"

    @property
    def ground_in_words(self) -> str:
        return GROUNDS.get(self.ground, "")


@dataclass(frozen=True)
class Held:
    """A piece that did not go as it stands, for the setting's own list."""

    piece: Piece
    ruling: Ruling


Rulings = Mapping[str, Ruling]


def for_family(piece: Piece, *, parent: str, danger: bool, named: Sequence[str]) -> Ruling:
    """Propose how a piece goes to this parent (a reference); `danger`: not to be discussed with the family.

    `named` are the words in it that tell of somebody else.
    """
    if Mark.NOT_TO_FAMILY in piece.marks or (danger and Mark.SAFEGUARDING in piece.marks):
        return Ruling(WITHHOLD, "serious_harm", why="The family was not told of it, for somebody's safety.")
    if Mark.THIRD_PARTY in piece.marks:
        return Ruling(WITHHOLD, "third_party", why="Another agency told us.")
    if Mark.OTHER_PERSON in piece.marks or (piece.whose and piece.whose != parent):
        return Ruling(WITHHOLD, "other_person", why="It is about somebody else.")
    if named:
        return Ruling(REDACT, "other_person", tuple(named), "It names somebody else.")
    return Ruling()


def for_next_setting(piece: Piece, *, consented: bool, named: Sequence[str]) -> Ruling:
    """Propose how a piece goes to the next setting: what the safeguarding procedure or a consent lets go there."""
    if Mark.OURS in piece.marks:
        return Ruling(WITHHOLD, "not_needed", why="How we came to a decision is ours to keep.")
    if Mark.THIRD_PARTY in piece.marks:
        return Ruling(WITHHOLD, "third_party", why="Another agency told us.")
    if Mark.OTHER_PERSON in piece.marks:
        return Ruling(WITHHOLD, "other_person", why="It is about somebody else.")
    if not piece.marks & ({Mark.SAFEGUARDING, Mark.CORE} | ({Mark.BY_CONSENT} if consented else set())):
        return Ruling(WITHHOLD, "not_needed", why="Neither a consent on file nor safeguarding lets it go there.")
    return Ruling(REDACT, "other_person", tuple(named), "It names somebody else.") if named else Ruling()


def let_through(sections: Iterable[Section], rulings: Rulings) -> tuple[Section, ...]:
    """Give what goes: nothing of a piece that is withheld, and no word that is redacted, in any piece."""
    words = redacted(rulings)
    kept = (replace(section, pieces=tuple(_kept(section, rulings, words))) for section in sections)
    return tuple(_without_its_facts(section) for section in kept if section.pieces)


def _kept(section: Section, rulings: Rulings, words: Sequence[str]) -> Iterator[Piece]:
    for piece in section.pieces:
        if rulings[piece.key].treatment != WITHHOLD:
            yield cleaned(piece, words)


def _without_its_facts(section: Section) -> Section:
    """Where a decision's own facts are withheld, neither what it came to nor on what basis is told."""
    if any(piece.key == f"{section.key}.facts" for piece in section.pieces):
        return section
    return replace(section, status="", verdict="", basis="")


def held(sections: Iterable[Section], rulings: Rulings) -> tuple[Held, ...]:
    pieces = (piece for section in sections for piece in section.pieces)
    return tuple(Held(piece, rulings[piece.key]) for piece in pieces if rulings[piece.key].treatment != INCLUDE)


def redacted(rulings: Rulings) -> tuple[str, ...]:
    """All words that are taken out, the longest first, so that none is left in half."""
    words = {word for ruling in rulings.values() if ruling.treatment == REDACT for word in ruling.words}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def cleaned(piece: Piece, words: Sequence[str]) -> Piece:
    facts = tuple(Fact(fact.key, without(fact.value, words)) for fact in piece.facts)
    title, text, by, status = (without(part, words) for part in (piece.title, piece.text, piece.by, piece.status))
    return replace(piece, facts=facts, title=title, text=text, by=by, status=status)


def without(text: str, words: Sequence[str]) -> str:
    return _any_of(words).sub(REDACTED, text) if words else text


def still_there(text: str, words: Sequence[str]) -> bool:
    return bool(words and _any_of(words).search(text))


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """Match whole words, however they are spaced or capitalised."""
    each = (r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)

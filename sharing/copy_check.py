"""The check of one recipient's copy before it goes: what in it could harm somebody, or go astray (policy 2.6).

    findings(facts)               # tuple of Finding, in order: items, recipient, route, namesakes
    standing(found, accepted)     # those that nobody has accepted with a reason yet

Standard library and the name check only. A finding is mended by changing what it is about, or accepted with a reason;
one that is `to_be_mended` cannot be accepted. Its `code` names it and says nothing: it may stand in an address.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from itertools import chain

from sharing.naming import SOMEBODY, Check, Found, Known, Person
from sharing.strangers import strangers_in


class Kind(StrEnum):
    """What is wrong; the order is that of harm."""

    PROTECTED = "protected"
    OTHER_FAMILY = "other_family"
    THIRD_PARTY = "third_party"
    NAME = "name"
    FILE = "file"
    RECIPIENT = "recipient"
    ROUTE = "route"
    NAMESAKE = "namesake"


@dataclass(frozen=True)
class Finding:
    """`piece` is the item's key, if it is about one; `what` is what was found, as it stands there."""

    kind: Kind
    what: str
    words: str
    piece: int | None = None
    to_be_mended: bool = False

    @property
    def code(self) -> str:
        return sha256(f"{self.kind}\n{self.piece}\n{self.what}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Piece:
    """One item that is to go; `about` and `source` as `Item` names them, `file` the digest of an attachment, `waits`
    why the agency that told us keeps it back; `told_by` and `about_named` are people on no file, by name, `sibling` the
    one whom it is about."""

    key: int
    text: str = ""
    about: str = "child"
    source: str = "own"
    file: str = ""
    waits: str = ""
    told_by: str = ""
    about_named: str = ""
    sibling: Person | None = None


@dataclass(frozen=True)
class Recipient:
    """`person` is who receives it; whether somebody checked who they are, and the agency's details this year."""

    agency: str
    person: str = ""
    person_checked: bool = False
    agency_checked: bool = True
    passes_on: bool = False  # a court gives what it gets to every party


@dataclass(frozen=True)
class Route:
    """How it goes. `used` is the number or address (None: not chosen yet), `verified` those in the directory that
    serve: numbers to call back on, and what is approved for confidential information."""

    kind: str = "in_person"
    used: str | None = None
    verified: tuple[str, ...] = ()


NOBODY = Known()


@dataclass(frozen=True)
class Facts:
    """`family` is everybody around this child, `others` the other families on the register; `protected` the addresses
    that nobody may learn, `danger` those whom they must not reach; `namesakes` how other children are like this one."""

    pieces: tuple[Piece, ...] = ()
    recipient: Recipient = Recipient("")
    route: Route = Route()
    family: Known = NOBODY
    others: Known = NOBODY
    protected: Known = NOBODY
    danger: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    familiar: frozenset[str] = frozenset()  # words of names that may stand in any copy: the recipient's, the setting's

    @cached_property
    def checks(self) -> tuple[Check, Check, Check]:
        return Check(self.family), Check(self.others), Check(self.protected)


HOME = ("may be the home address", "may be the home postcode")
NOT_IN_THE_LIST = ("sibling", "household", SOMEBODY)
"""Whose names stand only in an item that is said to be about them; the child's and the parents' may stand anywhere."""


def findings(facts: Facts) -> tuple[Finding, ...]:
    in_pieces = (chain(_protected(p, facts), _families(p, facts), _third_party(p), _file(p)) for p in facts.pieces)
    whole = chain(chain.from_iterable(in_pieces), _recipient(facts.recipient), _route(facts), _namesakes(facts))
    return tuple({finding.code: finding for finding in whole}.values())


def standing(found: Iterable[Finding], accepted: Collection[str]) -> tuple[Finding, ...]:
    """Give the findings that are neither mended nor accepted (`accepted` holds codes)."""
    return tuple(finding for finding in found if finding.to_be_mended or finding.code not in accepted)


def _protected(piece: Piece, facts: Facts) -> Iterator[Finding]:
    for found in facts.checks[2].find(piece.text):
        if found.what in HOME:
            yield Finding(Kind.PROTECTED, found.text, _danger(found.text, facts), piece.key)


def _danger(text: str, facts: Facts) -> str:
    whom = f" It must not reach {' or '.join(facts.danger)}." if facts.danger else ""
    parties = f" {facts.recipient.agency} gives what it gets to every party." if facts.recipient.passes_on else ""
    return f"“{text}” is a protected address: whoever lives there is in danger if it is known.{whom}{parties}"


def _families(piece: Piece, facts: Facts) -> Iterator[Finding]:
    family, others, _ = facts.checks
    ours = family.find(piece.text)
    theirs = [found for found in others.find(piece.text) if _names(found) and not _within(found, ours)]
    yield from _listed_as_of_others(piece)
    for found in theirs:
        yield Finding(Kind.OTHER_FAMILY, found.text, f"“{found.text}” {found.what}", piece.key)
    yield from _not_said_to_be_about(piece, ours)
    for start, end in strangers_in(piece.text, facts.familiar):
        if not any(found.start < end and start < found.end for found in (*ours, *theirs)):
            yield _stranger(piece, piece.text[start:end])


def _listed_as_of_others(piece: Piece) -> Iterator[Finding]:
    about = piece.about == "other_child"
    if about or piece.source == "other_family":
        said = "is said to be about another child" if about else "came from another family"
        whom = piece.about_named if about else piece.told_by
        said += f" ({whom})" if whom else ""
        yield Finding(
            Kind.OTHER_FAMILY, "as listed", f"The item {said}: it belongs in no copy of this child's", piece.key
        )


def _not_said_to_be_about(piece: Piece, ours: Collection[Found]) -> Iterator[Finding]:
    """Who of the household is named in an item that is said to be about somebody else, or about nobody."""
    meant = Check(Known(people=(piece.sibling,))).find(piece.text) if piece.sibling else ours
    for found in ours:
        if _not_in_the_list(found) and not (piece.about in ("sibling", "other_child") and _within(found, meant)):
            words = f"“{found.text}” {found.what}, and the item is not said to be about them"
            yield Finding(Kind.NAME, found.text, words, piece.key)


def _stranger(piece: Piece, name: str) -> Finding:
    words = f"“{name}” looks like the name of somebody whom nobody here knows"
    for said, whose in (("told us this", piece.told_by), ("it is about", piece.about_named)):
        if name.casefold() in whose.casefold():
            words = f"“{name}” is who {said}, and is nobody of this family: does the recipient need the name?"
    return Finding(Kind.NAME, name, words, piece.key)


def _not_in_the_list(found: Found) -> bool:
    """Whether it names nobody but a sibling or somebody of the household; a family name is the child's own, too."""
    listed = "the child" in found.what or "a parent" in found.what
    return not listed and any(role in found.what for role in NOT_IN_THE_LIST)


def _names(found: Found) -> bool:
    """Whether it is a name as it is written; a word that is only like another family's name says too little."""
    return "name" in found.what and not found.what.endswith("misspelt") and "another form" not in found.what


def _within(found: Found, ours: Iterable[Found]) -> bool:
    """Two families share a given name: as this child's own it says nothing of another, unless more of it is written."""
    return any(each.start <= found.start and found.end <= each.end for each in ours)


def _third_party(piece: Piece) -> Iterator[Finding]:
    if piece.waits:
        yield Finding(Kind.THIRD_PARTY, "no consent", piece.waits, piece.key, to_be_mended=True)


def _file(piece: Piece) -> Iterator[Finding]:
    if piece.file:
        words = "Nobody but you can look into a file: read it for other children, families and protected addresses"
        yield Finding(Kind.FILE, piece.file, words, piece.key)


def _recipient(recipient: Recipient) -> Iterator[Finding]:
    if not recipient.person_checked:
        who = f"who {recipient.person} is" if recipient.person else f"who receives it at {recipient.agency}"
        yield Finding(Kind.RECIPIENT, recipient.person or recipient.agency, f"Nobody has checked {who}")
    if not recipient.agency_checked:
        words = f"Nobody has checked the details of {recipient.agency} for a year: a number or address may be old"
        yield Finding(Kind.RECIPIENT, f"{recipient.agency}, details", words)


def _route(facts: Facts) -> Iterator[Finding]:
    kind, used, verified = facts.route.kind, facts.route.used, facts.route.verified
    if kind == "in_person":
        return
    if not verified:
        yield Finding(Kind.ROUTE, kind, f"The directory has no {SERVES[kind]} for {facts.recipient.agency}")
    elif used is not None and not any(_same(kind, used, each) for each in verified):
        said = f"“{used}” is none" if used.strip() else "What was used is not said, so it is none"
        words = f"{said} of what the directory has for {facts.recipient.agency}: {', '.join(verified)}"
        yield Finding(Kind.ROUTE, f"{kind} {used}", words)


SERVES = {
    "telephone": "number to call back on",
    "secure_email": "approved secure e-mail address",
    "portal": "approved portal",
    "post": "approved postal address",
}


def _same(kind: str, used: str, verified: str) -> bool:
    """A telephone by its digits, an e-mail address by its domain, all else by its letters and digits."""
    if kind == "secure_email":
        return _domain(used) == _domain(verified) != ""
    kept = str.isdigit if kind == "telephone" else str.isalnum
    said, known = ("".join(filter(kept, text)).lower() for text in (used, verified))
    return said == known != ""


def _domain(address: str) -> str:
    name, _, domain = address.strip().lower().rpartition("@")
    return domain if name else ""


def _namesakes(facts: Facts) -> Iterator[Finding]:
    for likeness in facts.namesakes:
        words = f"Another child on the register has the {likeness}: look that this is the right one's file"
        yield Finding(Kind.NAMESAKE, likeness, words)

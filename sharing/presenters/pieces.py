"""The record cut into pieces that can be let through, redacted or withheld, each with a key that stays.

    sections = sections_of(record)       # of a PresentedRecord
    section.pieces[0].key                # "D-2026-0007.item-2": in addresses, in rulings and in the JSON

What marks a piece carries is what the rules for copies go by: `sharing/letting_through.py`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sharing.models import Decision, Item
from sharing.path_picture import Picture
from sharing.presenters.child import PresentedChild
from sharing.presenters.decision import PresentedDecision
from sharing.presenters.history import Event
from sharing.presenters.items import PresentedItem
from sharing.presenters.words import Fact, in_words
from sharing.sources import Row


class Mark(StrEnum):
    """What a rule about copies may turn on."""

    THIRD_PARTY = "third_party"  # another agency told us (policy 1.3)
    OTHER_PERSON = "other_person"  # about somebody else, or from another family
    NOT_TO_FAMILY = "not_to_family"  # the family was not told of it, for safety
    SAFEGUARDING = "safeguarding"
    BY_CONSENT = "by_consent"
    CORE = "core"  # who the child is
    OURS = "ours"  # how the setting came to its decision: no part of what another setting needs


SHORT = 1_500  # characters: about a third of a page


@dataclass(frozen=True)
class Piece:
    """`whose` is the reference of the parent whom it is about, if it is about one."""

    key: str
    title: str
    text: str = ""
    facts: tuple[Fact, ...] = ()
    status: str = ""
    by: str = ""
    marks: frozenset[Mark] = frozenset()
    whose: str = ""
    picture: Picture | None = None

    @property
    def words(self) -> str:
        """All that it says, to be looked through."""
        return "\n".join((self.title, self.text, *(fact.value for fact in self.facts), self.by))

    @property
    def is_short(self) -> bool:
        """Whether it stands on one page of paper; what is longer starts where there is room."""
        return len(self.words) < SHORT


@dataclass(frozen=True)
class Section:
    """`verdict` is what a decision comes to for other software: PERMIT, DENY or REVIEW."""

    key: str
    title: str
    pieces: tuple[Piece, ...]
    status: str = ""
    verdict: str = ""
    basis: str = ""


State = Decision.State
VERDICTS = {
    State.SHARED: "PERMIT",
    State.TO_DISCLOSE: "PERMIT",
    State.NOT_SHARED: "DENY",
    State.ABANDONED: "DENY",
}
"""A referral that waits for its back-up, a consent that is gone, and whatever is not finished is to be looked at."""

FROM_AGENCIES = {10, 11, 13, 21, 22, 23}
OF_CONCERNS = set(range(16, 21))
"""Places among the sources of `happenings.py`."""


def sections_of(record) -> tuple[Section, ...]:
    """Cut the whole record up, in the order of the copy; sections without a piece are not there."""
    sections = (
        Section("child", "The child and the family", tuple(_of_child(record.child))),
        Section("registration", "Registration", tuple(_registration(record.child))),
        Section("consents", "Consents", tuple(_events("consents", record.consents, {Mark.CORE}))),
        *map(section_of_decision, record.decisions),
        Section("happenings", "Visits, agencies, advice and concerns", tuple(map(_happening, record.happenings))),
        Section("moved-away", "No longer in this file", tuple(_events("moved-away", record.moved_away, {Mark.OURS}))),
    )
    return tuple(section for section in sections if section.pieces)


def _of_child(child: PresentedChild) -> Iterator[Piece]:
    core = frozenset({Mark.CORE})
    yield Piece("child.facts", child.name, facts=child.facts, marks=core)
    for at, flag in enumerate(child.flags, 1):
        said = (flag.detail, f"It limits {flag.limits}." if flag.limits else "", flag.social_worker)
        text = "\n".join(part for part in said if part)
        marks = {Mark.SAFEGUARDING} | ({Mark.NOT_TO_FAMILY} if flag.not_for_family else set())
        yield Piece(f"child.flag-{at}", flag.title, text, by=f"Since {flag.since}", marks=frozenset(marks))
    for parent in child.parents:
        key = f"child.parent-{parent.reference}"
        yield Piece(key, parent.name, facts=parent.facts, marks=core, whose=parent.reference)
    for at, address in enumerate(child.open_addresses, 1):
        key, title = f"child.address-{at}", f"Address: {address.whose}"
        yield Piece(key, title, address.lines, marks=core, whose=address.parent)


def _registration(child: PresentedChild) -> Iterator[Piece]:
    if child.registration:
        yield Piece("registration.signed", "Signed", facts=child.registration, marks=frozenset({Mark.OURS}))
    else:
        yield Piece("registration.none", "No registration was signed when this copy was made.")


def section_of_decision(decision: PresentedDecision) -> Section:
    common = set(_marks_of(decision))
    pieces = tuple(piece for piece in _of_decision(decision, common) if piece.text or piece.facts)
    basis = decision.path.basis.value if decision.path and decision.path.basis else ""
    verdict = VERDICTS.get(State(decision.kind), "REVIEW")
    return Section(decision.reference, f"Decision {decision.reference}", pieces, decision.state.word, verdict, basis)


def _marks_of(decision: PresentedDecision) -> Iterator[Mark]:
    basis = decision.path.basis if decision.path else None
    if decision.referral or basis in ("duty", "public_interest"):
        yield Mark.SAFEGUARDING
    if basis == "consent":
        yield Mark.BY_CONSENT
    if decision.kept_from_family:
        yield Mark.NOT_TO_FAMILY


def _of_decision(decision: PresentedDecision, common: set[Mark]) -> Iterator[Piece]:
    marks, ours, ref = frozenset(common), frozenset(common | {Mark.OURS}), decision.reference
    yield Piece(f"{ref}.facts", "What was asked", facts=decision.facts, marks=marks)
    yield Piece(f"{ref}.referral", "Referred at once", facts=decision.referral, marks=marks)
    yield Piece(f"{ref}.outcome", "The outcome", facts=decision.outcome, marks=marks)
    for at, item in enumerate(decision.items, 1):
        yield _item(f"{ref}.item-{at}", item, common)
    yield Piece(f"{ref}.family", "The family", facts=decision.family, marks=ours)
    path = "\n".join(decision.path_words)
    yield Piece(f"{ref}.path", "The path taken", path, marks=ours, picture=decision.picture)
    for answer in decision.questions:
        reasons = (Fact(detail.key, detail.value) for detail in answer.details)
        title, by = f"{answer.number}. {answer.wording}", f"{answer.by}, {in_words(answer.at)}"
        said = "\n".join(part for part in (answer.answer, answer.reason) if part)
        yield Piece(f"{ref}.answer-{answer.number}", title, said, tuple(reasons), by=by, marks=ours)
    yield from _events(f"{ref}.back-up", decision.back_up, common | {Mark.OURS})
    for at, disclosure in enumerate(decision.disclosures, 1):
        yield Piece(f"{ref}.shared-{at}", f"Shared with {disclosure.to_whom}", facts=disclosure.facts, marks=marks)
    for at, addendum in enumerate(decision.addenda, 1):
        by = f"{addendum.by}, {in_words(addendum.at)}"
        yield Piece(f"{ref}.addendum-{at}", "Addendum", f"{addendum.text}\nWhy: {addendum.reason}", by=by, marks=marks)


def _item(key: str, item: PresentedItem, common: set[Mark]) -> Piece:
    marks = set(common)
    if item.source not in OWN_SOURCES:
        marks |= {Mark.OTHER_PERSON if item.source == Item.Source.OTHER_FAMILY.label else Mark.THIRD_PARTY}
    if item.about != Item.About.CHILD.label:
        marks |= {Mark.OTHER_PERSON}
    facts = (Fact("What it is", f"{item.nature} · {item.source}"), Fact("About", item.about), *item.notes)
    title = "To be shared" if item.included else "Left out"
    return Piece(key, title, item.text or item.attachment, facts, marks=frozenset(marks))


OWN_SOURCES = (Item.Source.OWN.label, Item.Source.PARENT.label)


def _happening(happened: tuple[Row, Event]) -> Piece:
    row, event = happened
    marks = {Mark.THIRD_PARTY} if row.place in FROM_AGENCIES else set[Mark]()
    marks |= {Mark.SAFEGUARDING} if row.place in OF_CONCERNS | FROM_AGENCIES else set()
    return _event(f"happenings.{row.place}-{row.pk}", event, marks)


def _events(key: str, events: Iterable[Event], marks: set[Mark]) -> Iterator[Piece]:
    separator = "-" if "." in key else "."
    for at, event in enumerate(events, 1):
        yield _event(f"{key}{separator}{at}", event, marks)


def _event(key: str, event: Event, marks: set[Mark]) -> Piece:
    by = f"{event.who}, {in_words(event.when)}"
    return Piece(key, event.title, event.text or event.status or "Recorded", status=event.status, by=by,
                 marks=frozenset(marks))  # fmt: skip

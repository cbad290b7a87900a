"""The smallest parts of what presenters say: one fact, one state."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from neston_sharing.foundation.templatetags.neston import date_time, long_date
from sharing.backing_up import in_person
from sharing.checklist import Hold, Path
from sharing.models import Decision

State = Decision.State


@dataclass(frozen=True)
class Fact:
    """What is said under one heading; `change` is the address of the page where it can be changed, if it can."""

    key: str
    value: str
    change: str = ""

    @property
    def lead(self) -> str:
        """The heading as it leads to the value in one line: a question needs no colon."""
        return self.key if self.key.endswith("?") else f"{self.key}:"


@dataclass(frozen=True)
class StateWords:
    """A state in a word, the colour of its tag (green, amber, blue, grey, red), and what happens next in a sentence."""

    word: str
    kind: str
    next: str


STATES: dict[str, StateWords] = {
    State.DRAFT: StateWords("Draft", "grey", "The questions are not all answered yet, or it has not been sent."),
    State.ABANDONED: StateWords("Abandoned", "grey", "Nothing more happens. It is kept with its reason."),
    State.WITH_MANAGEMENT: StateWords(
        "With management", "blue", "A member of the management team who did not make it backs it or returns it."
    ),
    State.RETURNED: StateWords("Returned", "amber", "Its makers answer the comment and send it again."),
    State.REFERRED: StateWords(
        "Referred, to be backed", "red", "It has been shared. A member of the management team says whether they agree."
    ),
    State.TO_DISCLOSE: StateWords("Backed, to be shared", "amber", "Share it, then record what went to whom."),
    State.STOPPED: StateWords(
        "Consent gone: not to be shared",
        "red",
        "The consent that it rests on does not cover it any more: not disclosed.",
    ),
    State.SHARED: StateWords("Shared", "green", "It is recorded. A correction is an addendum."),
    State.NOT_SHARED: StateWords("Not shared", "grey", "It is recorded with its reasons. A correction is an addendum."),
}


def state_of(decision: Decision) -> StateWords:
    """Give its state in words; of what was stopped, also since when, and what took its place."""
    words = STATES[decision.state]
    if decision.state == State.REFERRED and decision.recorded_at:
        return replace(words, next=f"{words.next} {in_person(decision.recorded_at).words}.")
    if decision.state != State.STOPPED:
        return words
    if decision.withdrawn_on:
        since = long_date(decision.withdrawn_on)
        words = StateWords(
            "Consent withdrawn: not to be shared", "red", f"Consent withdrawn on {since}: not disclosed."
        )
    then = f" Decided again in {decision.decided_again_in}." if decision.decided_again_in else ""
    return replace(words, next=words.next + then)


def state_in_line(decision: Decision) -> StateWords:
    """Give its state as a line of a list says it, with whether it is on hold; it was fetched `for_listing()`."""
    words = state_of(decision)
    return on_hold(words) if decision.is_being_written and decision.on_hold else words


def on_hold(words: StateWords) -> StateWords:
    return replace(words, word=f"{words.word}, on hold", kind="amber")


HOLDS: dict[Hold, str] = {
    Hold.SEEK_ADVICE: "Record whom you asked and what they said, then change the answer.",
    Hold.SEEK_CONSENT: "Ask a parent, or record what they say, then answer again.",
    Hold.PUT_RIGHT: "Then answer again.",
    Hold.COMPLETE_RECORD: "Then answer again.",
}


def state_on(decision: Decision, path: Path) -> StateWords:
    """Give its state in words, and of what is being written which hold it waits at, and for what."""
    words = state_of(decision)
    if not (decision.is_being_written and path.hold and path.open):
        return words
    waits = f"Question {path.open.number} is on hold: {path.hold.label.lower()}. {HOLDS[path.hold]}"
    before = f"{words.next} " if decision.state == State.RETURNED else ""
    return replace(on_hold(words), next=before + waits)


def said(*pairs: tuple[str, object]) -> tuple[Fact, ...]:
    """Give a fact for every pair that has something to say; dates are written out."""
    return tuple(Fact(key, in_words(value)) for key, value in pairs if value not in (None, ""))


def changed_at(facts: tuple[Fact, ...], keys: Collection[str], address: str) -> tuple[Fact, ...]:
    """Say at each fact under these keys where it can be changed: every answer that the page there asks for."""
    return tuple(replace(fact, change=address) if fact.key in keys else fact for fact in facts)


def in_words(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return date_time(value)
    if isinstance(value, datetime.date):
        return long_date(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)


def listed(parts: Iterable[object]) -> str:
    """Join what there is by commas."""
    return ", ".join(str(part) for part in parts if part)

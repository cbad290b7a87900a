"""What was done with a decision, by whom and when: its back-up, its addenda, and all of it in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sharing.backing_up import in_person
from sharing.models import Addendum, Decision, Submission, Verdict
from sharing.presenters.words import listed

VERDICT_KINDS = {"backed": "green", "agreed": "green", "returned": "amber", "disagreed": "red"}


@dataclass(frozen=True)
class Event:
    """Something that happened, for a timeline: `status` and `kind` make its tag, `waiting` marks what is not done."""

    title: str
    when: datetime
    who: str = ""
    text: str = ""
    url: str = ""
    status: str = ""
    kind: str = ""
    waiting: bool = False


@dataclass(frozen=True)
class PresentedAddendum:
    text: str
    reason: str
    by: str
    at: datetime


def addenda_of(decision: Decision) -> tuple[PresentedAddendum, ...]:
    return tuple(_addendum(addendum) for addendum in decision.addenda.all())


def _addendum(addendum: Addendum) -> PresentedAddendum:
    return PresentedAddendum(addendum.text, addendum.reason, str(addendum.recorded_by), addendum.recorded_at)


def back_up_of(decision: Decision) -> tuple[Event, ...]:
    """Give what was sent to management and what they said, in order; a verdict's tag says which it was."""
    sent = [
        Event(
            _sending(row, decision),
            row.recorded_at,
            str(row.recorded_by),
            row.note,
        )
        for row in decision.submissions.all()
    ]
    answered = [_answer(row, decision) for row in decision.verdicts.all()]
    return tuple(sorted(sent + answered, key=lambda event: event.when))


def two_views_of(decision: Decision) -> tuple[Event, ...]:
    """Give what management said and what its makers say to it, while the officer has not answered; else nothing."""
    sent, returned = list(decision.submissions.all()), list(decision.verdicts.all())
    if not sent or not sent[-1].stands_by or not returned or returned[-1].submission_id == sent[-1].pk:
        return ()
    return tuple(
        Event(title, row.recorded_at, str(row.recorded_by), text)
        for title, row, text in (
            ("Management", returned[-1], returned[-1].comment),
            ("Its makers", sent[-1], sent[-1].note),
        )
    )


def _sending(row: Submission, decision: Decision) -> str:
    """After a return, the makers' side of the thread."""
    if row.stands_by:
        return "Its makers stand by it: to the committee's designated officer, with both views"
    again = any(each.recorded_at < row.recorded_at for each in decision.verdicts.all())
    to_whom = "the committee's designated officer" if row.to_officer else "management"
    return f"Answered, and sent again to {to_whom}" if again else f"Sent to {to_whom}"


def _answer(row: Verdict, decision: Decision) -> Event:
    referral = getattr(decision, "referral", None)
    by_word_of_mouth = referral is not None and referral.verbal_backer_id == row.recorded_by_id
    return Event(
        "Answer in person of whoever backed it by word of mouth" if by_word_of_mouth else "Answer of management",
        row.recorded_at,
        str(row.recorded_by),
        "\n".join(filter(None, (row.comment, _late(row, decision), "Declares no conflict of interest."))),
        status=row.get_verdict_display(),
        kind=VERDICT_KINDS[row.verdict],
    )


def _late(row: Verdict, decision: Decision) -> str:
    if not row.late_why or decision.recorded_at is None:
        return ""
    return f"{in_person(decision.recorded_at, row.recorded_at).how_late}: {row.late_why}"


def history_of(decision: Decision) -> tuple[Event, ...]:
    """Tell all that happened to the decision, newest first."""
    return tuple(sorted(_events(decision), key=lambda event: event.when, reverse=True))


def _events(decision: Decision) -> Iterator[Event]:
    yield Event("Started", decision.started_at, str(decision.started_by))
    if decision.decided_at:
        outcome = f"{decision.get_outcome_display()}. {decision.outcome_reason}"
        yield Event("Outcome decided", decision.decided_at, str(decision.decided_by), outcome)
    yield from back_up_of(decision)
    yield from _closing(decision)
    for disclosure in decision.disclosures.all():
        to_whom = listed((disclosure.to_whom, disclosure.agency))
        yield Event("Shared", disclosure.shared_at, str(disclosure.shared_by), f"With {to_whom}", kind="green")
        if arrival := getattr(disclosure, "arrival", None):
            yield Event("Arrival recorded", arrival.recorded_at, str(arrival.recorded_by), arrival.known_how)
        for breach in disclosure.breaches.all():
            words = f"{breach.get_kind_display()}. {breach.what}"
            yield Event(
                "It went wrong", breach.known_at, str(breach.recorded_by), words, breach.get_absolute_url(), kind="red"
            )
    for move in decision.refilings.all():
        yield Event("Moved to another child's file", move.recorded_at, str(move.recorded_by), move.reason)
    for addendum in decision.addenda.all():
        yield Event("Addendum", addendum.recorded_at, str(addendum.recorded_by), addendum.text)


def _closing(decision: Decision) -> Iterator[Event]:
    if referral := getattr(decision, "referral", None):
        yield Event("Referred at once", referral.recorded_at, str(referral.recorded_by), referral.why)
    if decision.recorded_at:
        yield Event("Recorded in the child's file", decision.recorded_at)
    if decision.abandoned_at:
        yield Event("Abandoned", decision.abandoned_at, str(decision.abandoned_by), decision.abandoned_why or "")

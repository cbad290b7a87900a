"""What happens to a decision once it is made: items, back-up, disclosures, addenda, and the history of it all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from sharing.backing_up import in_person
from sharing.held_back import around_of
from sharing.models import Addendum, Decision, Disclosure, Item, Submission, Verdict
from sharing.presenters.passing_on import Passing, marked, passing_of
from sharing.presenters.words import Fact, listed, said


@dataclass(frozen=True)
class PresentedItem:
    """One thing to be shared, or left out; `attachment` is the name of its file, if it is one.

    `passing` says how the agency that told us stands to it, if one did: third-party information (policy 1.3).
    """

    text: str
    attachment: str
    attachment_url: str
    nature: str
    source: str
    about: str
    told_by: str
    whom: str
    included: bool
    notes: tuple[Fact, ...]
    passing: Passing | None


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
class PresentedDisclosure:
    """`arrival_url` is where its arrival is recorded, until it is; `breaches` what went wrong with it."""

    to_whom: str
    shared_at: datetime
    facts: tuple[Fact, ...]
    arrival_url: str
    copy_url: str = ""
    breach_url: str = ""
    breaches: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class PresentedAddendum:
    text: str
    reason: str
    by: str
    at: datetime


def items_of(decision: Decision) -> tuple[PresentedItem, ...]:
    items = decision.items.all()
    around = around_of(decision) if any(item.is_third_party for item in items) else ()
    return tuple(_item(item, passing_of(item, decision, around)) for item in items)


def attachment_url(item: Item) -> str:
    return reverse("sharing:item-attachment", args=[item.decision.reference, item.pk])


def _item(item: Item, passing: Passing | None) -> PresentedItem:
    override = listed((item.get_override_display(), item.override_why)) if item.override else ""
    return PresentedItem(
        text=item.text,
        attachment=item.attachment_name,
        attachment_url=attachment_url(item) if item.attachment else "",
        nature=item.get_nature_display(),
        source=str(item.source_agency) if item.source_agency else item.get_source_display(),
        about=item.get_about_display(),
        told_by="" if item.source_agency else item.whose,
        whom=_whom(item),
        included=item.included,
        notes=said(
            ("Left out because", "" if item.included else item.left_out_why),
            ("That agency's consent", item.agency_consent or (passing.words if passing else "")),
            ("Shared without that agency's consent because", override),
        ),
        passing=passing,
    )


def _whom(item: Item) -> str:
    """By name; a sibling only where the item was fetched `named_to()` somebody to whom that child's record is open."""
    may_name = item.about_sibling is None or getattr(item, "names_sibling", False)
    return item.whom if may_name else ""


def disclosures_of(decision: Decision) -> tuple[PresentedDisclosure, ...]:
    return tuple(_disclosure(disclosure) for disclosure in decision.disclosures.all())


def _disclosure(disclosure: Disclosure) -> PresentedDisclosure:
    arrival = getattr(disclosure, "arrival", None)
    arrived = said(("Arrived on", arrival.arrived_on), ("How we know", arrival.known_how)) if arrival else ()
    return PresentedDisclosure(
        to_whom=listed((disclosure.to_whom, disclosure.agency)),
        shared_at=disclosure.shared_at,
        facts=(*_how_it_went(disclosure), *(arrived or said(("Arrived", "Not known yet")))),
        arrival_url="" if arrival else reverse("sharing:arrival", args=[disclosure.pk]),
        copy_url=reverse("sharing:copy-file", args=[disclosure.copy_id]) if _kept(disclosure) else "",
        breach_url=reverse("sharing:breach-new", args=[disclosure.pk]),
        breaches=tuple((b.reference, b.get_absolute_url(), b.get_kind_display()) for b in disclosure.breaches.all()),
    )


def _how_it_went(disclosure: Disclosure) -> tuple[Fact, ...]:
    items = "\n".join(marked(row.item) for row in disclosure.disclosed_items.all())
    return said(
        ("What was shared", disclosure.what),
        ("Items", items),
        ("With whom", listed((*_received_by(disclosure), disclosure.agency))),
        ("How", listed((disclosure.get_route_display(), disclosure.number_or_address))),
        ("Tracking number", disclosure.tracking),
        ("How their identity was known", disclosure.identity_known_how),
        ("Gone all the same", _accepted(disclosure)),
        ("SHA-256 of the copy that is kept", disclosure.copy.sha256 if disclosure.copy else ""),
        ("When", disclosure.shared_at),
        ("By whom", disclosure.shared_by),
    )


def _received_by(disclosure: Disclosure) -> tuple:
    """Give who received it; of a professional in the directory, whose name is kept as it was, no name twice."""
    person = disclosure.professional
    return (person,) if person and person.name == disclosure.to_whom else (disclosure.to_whom, person)


def _kept(disclosure: Disclosure) -> bool:
    return disclosure.copy is not None and bool(disclosure.copy.file)


def _accepted(disclosure: Disclosure) -> str:
    """What the check of the copy found, and why it went all the same."""
    found = disclosure.copy.findings.all() if disclosure.copy else ()
    return "\n".join(f"{row.words}. {row.accepted.reason}" for row in found if row.accepted)


def addenda_of(decision: Decision) -> tuple[PresentedAddendum, ...]:
    return tuple(_addendum(addendum) for addendum in decision.addenda.all())


def _addendum(addendum: Addendum) -> PresentedAddendum:
    return PresentedAddendum(addendum.text, addendum.reason, str(addendum.recorded_by), addendum.recorded_at)


VERDICT_KINDS = {"backed": "green", "agreed": "green", "returned": "amber", "disagreed": "red"}


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

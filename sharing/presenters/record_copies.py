"""Copies of a child's record as their pages say them: who asks, how the time stands, how each piece goes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from sharing.actions.record_copies import steps_to_take
from sharing.copying import Review
from sharing.letting_through import Ruling, redacted, without
from sharing.models import CopyRequest, CopyStep, RecordExport
from sharing.one_month import Clock, Pause, clock
from sharing.presenters.history import Event
from sharing.presenters.pieces import Piece, Section
from sharing.presenters.words import Fact, StateWords, in_words, said
from sharing.treatments import INCLUDE, REDACT, WITHHOLD

Kind = CopyStep.Kind
REQUEST_COLUMNS = ("Copy", "For whom", "Asked for on", "State")
ASKED_COLUMNS = ("Copy", "Child", "For whom", "Asked for on", "State")
EXPORT_COLUMNS = ("Copy", "Made by", "When", "State")
SECTION_COLUMNS = ("Section", "Goes as it is", "Redacted", "Withheld", "State")
HELD_COLUMNS = ("Piece", "How it goes", "Ground", "Why")
KINDS = {INCLUDE: "green", REDACT: "amber", WITHHOLD: "red"}


@dataclass(frozen=True)
class PresentedPiece:
    """One piece with how it goes: `after` is its text without what is redacted."""

    piece: Piece
    ruling: Ruling
    kind: str
    after: str
    url: str


def clock_of(request: CopyRequest, today: date | None = None) -> Clock:
    """Count the family's month from the steps that were recorded."""
    return clock_from(request.received_on, [(step.kind, step.on) for step in request.steps.all()], today)


def clock_from(received_on: date, steps: Iterable[tuple[str, date]], today: date | None = None) -> Clock:
    """Count it from the kinds and days of the steps, in the order in which they were recorded."""
    on: dict[str, list[date]] = {}
    for kind, day in steps:
        on.setdefault(kind, []).append(day)
    known = [days[0] for kind in (Kind.IDENTITY, Kind.RESPONSIBILITY) if (days := on.get(kind))]
    resumed = iter(on.get(Kind.RESUMED, []))
    pauses = [Pause(since, next(resumed, None)) for since in on.get(Kind.PAUSED, [])]
    both_known = max(known) if len(known) == len((Kind.IDENTITY, Kind.RESPONSIBILITY)) else None
    return clock(received_on, both_known, pauses, extended=Kind.EXTENDED in on, today=today or timezone.localdate())


def state_of_request(request: CopyRequest) -> StateWords:
    """Say how it stands, and of a family's request how the month stands."""
    last = next((step for step in reversed(request.steps.all()) if step.kind in CopyStep.ENDS), None)
    if last:
        return StateWords(last.get_kind_display(), "green" if last.kind == Kind.GIVEN else "grey", "")
    if not request.is_family:
        return StateWords("Being prepared", "blue", "")
    return _time_left(clock_of(request))


def _time_left(time: Clock) -> StateWords:
    left = time.days_left(timezone.localdate())
    if left is None:
        return StateWords(
            "Waits for who asks", "amber", "The month starts once identity and responsibility are checked."
        )
    if time.waits:
        return StateWords(
            "Clock paused", "amber", f"Due on {in_words(time.due)}, and a day later with each day's wait."
        )
    if left < 0:
        return StateWords("Overdue", "red", f"It was due on {in_words(time.due)}.")
    return StateWords(f"Due on {in_words(time.due)}", "amber" if left <= 7 else "blue", f"{left} days are left.")


def facts_of_request(request: CopyRequest) -> tuple[Fact, ...]:
    state = state_of_request(request)
    return said(
        ("For whom", request.for_whom),
        ("Through whom", request.through),
        ("Asked for on", request.received_on),
        ("What they ask for", request.asked),
        ("Entered by", request.recorded_by),
        ("Time", state.next),
    )


def request_rows(requests) -> list[tuple]:
    return [
        (
            {"text": f"{request.get_kind_display()} ({request})", "url": request.get_absolute_url()},
            request.for_whom,
            in_words(request.received_on),
            {"text": state.word, "kind": state.kind},
        )
        for request in requests
        for state in (state_of_request(request),)
    ]


def asked_rows(requests) -> list[tuple]:
    """The same, each with its child, in the order of ASKED_COLUMNS."""
    children = [str(request.child.one.name) for request in requests]
    return [(row[0], child, *row[1:]) for row, child in zip(request_rows(requests), children, strict=True)]


def export_rows(exports) -> list[tuple]:
    """Each copy with its own page."""
    return [
        (
            {"text": f"{name_of(export)} ({export})", "url": reverse("sharing:export", args=[export.reference])},
            str(export.recorded_by),
            in_words(export.recorded_at),
            {"text": "Kept", "kind": "green"} if hasattr(export, "produced") else {"text": "Not made", "kind": "grey"},
        )
        for export in exports
    ]


def name_of(export: RecordExport) -> str:
    return export.request.get_kind_display() if export.request else "The setting's copy"


def section_rows(review: Review) -> list[tuple]:
    unread = {section.key for section in review.unread}
    return [_section_row(review, section, section.key in unread) for section in review.sections]


def _section_row(review: Review, section: Section, unread: bool) -> tuple:
    go = [review.rulings[piece.key].treatment for piece in section.pieces]
    url = reverse("sharing:record-copy-section", args=[review.request.reference, section.key])
    state = {"text": "To read", "kind": "amber"} if unread else {"text": "Read", "kind": "green"}
    return ({"text": section.title, "url": url}, *(str(go.count(each)) for each in (INCLUDE, REDACT, WITHHOLD)), state)


def pieces_of(review: Review, section: Section) -> Iterator[PresentedPiece]:
    words = redacted(review.rulings)
    for piece in section.pieces:
        ruling = review.rulings[piece.key]
        after = without(piece.words, words)
        yield PresentedPiece(piece, ruling, KINDS[ruling.treatment], after, _piece_url(review, piece))


def _piece_url(review: Review, piece: Piece) -> str:
    return reverse("sharing:record-copy-piece", args=[review.request.reference, piece.key])


def held_rows(review: Review) -> list[tuple]:
    """For the setting's eyes alone."""
    return [
        (
            {"text": each.piece.title, "url": _piece_url(review, each.piece)},
            {"text": each.ruling.in_words, "kind": KINDS[each.ruling.treatment]},
            each.ruling.ground_in_words,
            each.ruling.why,
        )
        for each in review.held
    ]  # fmt: skip


def history_of_request(request: CopyRequest) -> list[Event]:
    steps = [step for step in request.steps.all() if step.kind != Kind.READ]
    return [
        Event(step.get_kind_display(), step.recorded_at, str(step.recorded_by), f"{step.text}\nOn {in_words(step.on)}")
        for step in reversed(steps)
    ]


def ways_on(request: CopyRequest) -> list[tuple[str, str]]:
    """Words and addresses of what can be recorded now."""
    return [
        (kind.label, reverse("sharing:record-copy-step", args=[request.reference, kind]))
        for kind in steps_to_take(request)
    ]

"""Information received, who is around a child, and what we asked others, as their pages and lists say them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from neston_sharing.foundation.templatetags.neston import date_time, long_date
from sharing.models import AroundChild, InformationReceived, PassingOnRequest
from sharing.passing_on import stand
from sharing.presenters.passing_on import MARK, STANDS, answer_in_words
from sharing.presenters.words import Fact, StateWords, listed, said

RECEIVED_COLUMNS = ("From", "When", "What", "Passing it on")
AROUND_COLUMNS = ("Agency", "In which group", "Since", "Until")


@dataclass(frozen=True)
class PresentedRequest:
    """One request to pass it on, with its answers; `seen` is the key of the last one."""

    whom: str
    facts: tuple[Fact, ...]
    word: str
    kind: str
    answer_url: str


@dataclass(frozen=True)
class PresentedReceived:
    reference: str
    agency: str
    mark: str
    facts: tuple[Fact, ...]
    what: str
    attachment: str
    parents: StateWords
    requests: tuple[PresentedRequest, ...]


def present_received(row: InformationReceived) -> PresentedReceived:
    """Say everything of one row fetched `with_people().with_agreements()`."""
    return PresentedReceived(
        reference=row.reference,
        agency=str(row.agency),
        mark=MARK,
        facts=_facts(row),
        what=row.what,
        attachment=row.attachment_name,
        parents=_parents(row),
        requests=tuple(map(_request, row.passing_on.all())),
    )


def _facts(row: InformationReceived) -> tuple[Fact, ...]:
    return said(
        ("About", row.child.name),
        ("Told us by", listed((row.from_whom, row.agency))),
        ("When", row.received_at),
        ("How it came", row.get_route_display()),
        ("On what terms", row.terms or "None were said"),
        ("Answers our request", row.answers_request),
        ("Recorded by", f"{row.recorded_by}, on {date_time(row.recorded_at)}"),
    )


def _parents(row: InformationReceived) -> StateWords:
    if row.not_to_parents:
        return StateWords("Not to the parents", "red", "It is in no copy for a parent, and nobody tells them.")
    if row.may_go_to_parents:
        return StateWords("May go to the parents", "green", f"{row.agency} agrees to anybody.")
    return StateWords("In no copy for a parent", "amber", f"{row.agency} has not agreed to that.")


def _request(row: PassingOnRequest) -> PresentedRequest:
    answers = row.answers.all()
    last = row.last_answer
    word, kind = STANDS[stand((row.as_asked,), row.to_agency_id, timezone.localdate())]
    return PresentedRequest(
        whom=row.whom,
        facts=said(
            ("Asked", f"{row.asked_of}, on {long_date(row.asked_on)}, {row.get_route_display().lower()}"),
            ("What for", row.purpose),
            ("Answer", "\n".join(map(answer_in_words, answers)) if last else "None yet"),
            ("Recorded by", listed(dict.fromkeys(str(each.recorded_by) for each in (row, *answers)))),
        ),
        word=word,
        kind=kind,
        answer_url=reverse("sharing:passing-on-answer", args=[row.received.reference, row.pk]),
    )


def received_rows(rows: Iterable[InformationReceived]) -> list[tuple]:
    """Give cells in the order of RECEIVED_COLUMNS; rows were fetched `with_people().with_agreements()`."""
    return [
        (
            {"text": str(row.agency), "url": row.get_absolute_url()},
            long_date(row.received_at),
            _in_short(row),
            _stands_in_short(row),
        )
        for row in rows
    ]


def _in_short(row: InformationReceived) -> str:
    text = row.what or row.attachment_name
    return text if len(text) <= 120 else f"{text[:119]}…"


def _stands_in_short(row: InformationReceived) -> str:
    """Say for whom the agency was asked, and how each stands."""
    each = (f"{asked.whom}: {_request(asked).word.lower()}" for asked in row.passing_on.all())
    return "; ".join(each) or "Not asked"


def around_rows(rows: Iterable[AroundChild], *, may_end: bool) -> list[tuple]:
    """Give cells in the order of AROUND_COLUMNS; the last leads to where the end is entered, while there is none."""
    return [_around(row, may_end) for row in rows]


def _around(row: AroundChild, may_end: bool) -> tuple:
    end: object = long_date(row.ended_on) if row.ended_on else "No end known"
    if may_end and not row.ended_on:
        end = {"text": "Enter the end", "url": reverse("sharing:around-end", args=[row.child.reference, row.pk])}
    return listed((row.professional, row.agency)), row.group, long_date(row.since), end

"""A child's whole sharing record, for the copy that is handed on: who, consents, decisions, and who made the copy."""

from dataclasses import dataclass, replace

from consent.coverage import last_words
from consent.models import Child
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.together import fetch_each
from sharing.happenings import happenings_of
from sharing.models import Decision, RecordExport, Refiling
from sharing.presenters.child import PresentedChild, present_child
from sharing.presenters.decision import PresentedDecision, present
from sharing.presenters.entries import consent, dispute, moved_away
from sharing.presenters.history import Event
from sharing.presenters.words import Fact, said
from sharing.sources import Row, asked_together


@dataclass(frozen=True)
class PresentedRecord:
    """`consents` are what parents said and what was judged between them, oldest first.

    `happenings` are who came, what agencies told and were asked, advice, concerns and meetings, oldest first.
    References that are not in the copy: of `unfinished` decisions, and of `apart`, which whoever makes it may not see
    for a conflict of interest.
    """

    setting: str
    reference: str
    cover: tuple[Fact, ...]
    child: PresentedChild
    consents: tuple[Event, ...]
    decisions: tuple[PresentedDecision, ...]
    happenings: tuple[tuple[Row, Event], ...]
    moved_away: tuple[Event, ...]
    unfinished: tuple[str, ...]
    apart: tuple[str, ...]


def present_record(export: RecordExport, *, user) -> PresentedRecord:
    """Say all that stands in the file as this person may see it, in as many queries for fifty decisions as for one."""
    record = record_of(export.child, user=user)
    return replace(record, reference=export.reference, cover=_cover(export, record.child, user))


def record_of(row: Child, *, user) -> PresentedRecord:
    """The same before anything is exported: without cover and reference."""
    child = Child.objects.for_file().get(pk=row.one_id)
    seen = Decision.objects.visible_to(user).about_child(child)
    decisions = seen.oldest_first()
    closed, unfinished, apart, moves, settings = fetch_each(
        decisions.closed().for_presenting(user),
        decisions.open(),
        Decision.objects.closed().in_conflict_of(user).about_child(child).oldest_first(),
        Refiling.objects.away_from(child).select_related("decision", "recorded_by"),
        Setting.objects.all()[:1],
    )
    return PresentedRecord(
        setting=settings[0].name if settings else "",
        reference="",
        cover=(),
        child=present_child(child, last_words(child)),
        consents=tuple(_said_and_judged(child)),
        decisions=tuple(map(present, closed)),
        happenings=tuple(asked_together(happenings_of(child, seen, user), upwards=True)),
        moved_away=tuple(map(_moved_away, moves)),
        unfinished=tuple(decision.reference for decision in unfinished),
        apart=tuple(decision.reference for decision in apart),
    )


def _said_and_judged(child: Child) -> list[Event]:
    events = (*map(consent, child.consents.all()), *map(dispute, child.dispute_resolutions.all()))
    return sorted(events, key=lambda event: event.when)


def _moved_away(move: Refiling) -> Event:
    return moved_away(Row(move.recorded_at, 0, move.pk, move.decision.reference, str(move.recorded_by), ""))


def _cover(export: RecordExport, child: PresentedChild, user) -> tuple[Fact, ...]:
    """What stands on the front: of a copy that is given away, for whom it is, and not why we made it."""
    asked = export.request
    born = next((fact.value for fact in child.facts if fact.key == "Date of birth"), "")
    return said(
        ("Date of birth", born),
        ("For", asked.for_whom if asked else ""),
        ("Asked for on", asked.received_on if asked else ""),
        ("Produced by", user),
        ("Produced on", export.recorded_at),
        ("For what reason", "" if asked else export.reason),
        ("Copy", export.reference),
    )

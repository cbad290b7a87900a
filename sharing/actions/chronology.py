"""Choosing what matters of a child's file, summing it up, and making a chronology of it for somebody.

choose_event(by=, child=, happened_on=, summary=, source="", third_party=False) -> SignificantEvent
set_event_aside(by=, event=, reason=) -> EventSetAside
make_chronology(by=, child=, occasion=, for_whom=, events=) -> Chronology
It is the designated lead's, or a deputy's, to do. Nothing of it is changed: what was wrong is set aside and said anew.
"""

from collections.abc import Iterable
from datetime import date

from consent.models import Child
from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import by_today, said
from sharing.models import Chronology, ChronologyLine, EventSetAside, SignificantEvent
from sharing.models.chronology import KEEPS


@action
def choose_event(
    *, by, child: Child, happened_on: date, summary: str, source: str = "", third_party: bool = False
) -> SignificantEvent:
    """Put an event of today or before among those that matter, in a sentence or two."""
    _must_keep(by, child)
    return SignificantEvent.objects.create(
        child=child,
        happened_on=by_today(happened_on, "Enter the day on which it happened: today or earlier", "happened_on"),
        summary=said(summary, "Say in a sentence or two what happened", "summary"),
        source=source,
        third_party=third_party,
        recorded_by=by,
    )


@action
def set_event_aside(*, by, event: SignificantEvent, reason: str) -> EventSetAside:
    """Chronologies that were made of it before stay as they are."""
    found = SignificantEvent.objects.all().kept_by(by).standing().filter(pk=event.pk).first()
    if found is None:
        raise Refusal("This event is not yours to set aside, or somebody has done so.")
    return EventSetAside.objects.create(
        event=found, reason=said(reason, "Say why it is set aside", "reason"), recorded_by=by
    )


@action
def make_chronology(
    *, by, child: Child, occasion: str, for_whom: str, events: Iterable[SignificantEvent]
) -> Chronology:
    """Set these events of the child, those that stand, in order for somebody; that it was made is in the log."""
    _must_keep(by, child)
    if occasion not in Chronology.Occasion.values:
        raise Refusal("Choose what it is for", field="occasion")
    chosen = SignificantEvent.objects.about_child(child).standing().filter(pk__in=[event.pk for event in events])
    if not chosen:
        raise Refusal("Choose one event at least", field="events")
    for_whom = said(for_whom, "Enter for whom it is, and when", "for_whom")
    made = Chronology.objects.create(child=child, occasion=occasion, for_whom=for_whom, recorded_by=by)
    for event in chosen:
        ChronologyLine.objects.create(chronology=made, event=event, recorded_by=by)
    record_event("record_exported", by=by, subject=child.reference, about=made, data={"reason": for_whom})
    return made


def _must_keep(by, child: Child) -> None:
    if not by.has_perm(KEEPS) or not Child.objects.all().visible_to(by).filter(pk=child.pk).exists():
        raise Refusal("The designated safeguarding lead chooses what stands in a chronology.")

"""A chronology in words, for its page and its PDF: each event with its day, what happened, and where it is from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from sharing.models import Chronology, SignificantEvent
from sharing.presenters.happenings import THIRD_PARTY
from sharing.presenters.history import Event
from sharing.presenters.words import Fact, in_words, said


@dataclass(frozen=True)
class PresentedEvent:
    """`marked` says that another agency told us; `aside_url` is where it is set aside."""

    day: str
    summary: str
    source: str
    marked: str
    aside_url: str


@dataclass(frozen=True)
class PresentedChronology:
    COLUMNS = ("When", "What happened", "From")

    reference: str
    child: str
    facts: tuple[Fact, ...]
    events: tuple[PresentedEvent, ...]

    @property
    def rows(self) -> list[tuple]:
        """Cells for {% data_table %}, in the order of COLUMNS."""
        return [(each.day, each.summary, " · ".join(filter(None, (each.source, each.marked)))) for each in self.events]


def present_events(events: Iterable[SignificantEvent]) -> list[PresentedEvent]:
    return [_event(event) for event in events]


def _event(event: SignificantEvent) -> PresentedEvent:
    return PresentedEvent(
        day=in_words(event.happened_on),
        summary=event.summary,
        source=event.source,
        marked=THIRD_PARTY if event.third_party else "",
        aside_url=reverse("sharing:event-aside", args=[event.pk]),
    )


def begun_from(entry: Event | None) -> dict:
    """What a form begins with that sums up an entry of the file: its day and its words."""
    if entry is None:
        return {}
    return {
        "happened_on": timezone.localdate(entry.when),
        "summary": entry.text,
        "third_party": entry.status == THIRD_PARTY,
    }


def present_chronology(made: Chronology) -> PresentedChronology:
    """Of one fetched `with_all()`; no query."""
    child = made.child.one
    return PresentedChronology(
        reference=made.reference,
        child=child.name,
        facts=said(
            ("Child", child.name),
            ("Date of birth", child.date_of_birth),
            ("What for", made.get_occasion_display()),
            ("For whom, and when", made.for_whom),
            ("Chosen and summed up by", made.recorded_by),
            ("Made on", made.recorded_at),
            ("Reference", made.reference),
        ),
        events=tuple(_event(line.event) for line in made.lines.all()),
    )


def chronology_rows(made: Iterable[Chronology]) -> list[tuple]:
    """Give a row of cells for each chronology of a child: which, what for, made by whom and when."""
    return [
        (
            {"text": each.reference, "url": each.get_absolute_url()},
            each.get_occasion_display(),
            each.for_whom,
            str(each.recorded_by),
            in_words(each.recorded_at),
        )
        for each in made
    ]


COLUMNS = ("Chronology", "What for", "For whom", "Made by", "When")

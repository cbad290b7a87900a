"""A concern about an adult who works here: what is due by when, who sees it, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from sharing.models import AdultConcern
from sharing.models.adult_concern_queries import readers_of
from sharing.presenters.history import Event
from sharing.presenters.words import Fact, StateWords, in_words, listed, said
from sharing.waiting.tasks import Task
from sharing.working_days import next_working_day

COLUMNS = ("Concern", "About", "Reported", "State")
OFSTED_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Deadline:
    """One who must be told, by when; `done` says that nothing is left to do."""

    what: str
    due: date
    done: str = ""

    @property
    def is_overdue(self) -> bool:
        return not self.done and self.due < timezone.localdate()

    @property
    def words(self) -> str:
        if self.done:
            return self.done
        left = (self.due - timezone.localdate()).days
        if left < 0:
            return f"Overdue since {in_words(self.due)}"
        return {0: "By today", 1: "By tomorrow"}.get(left, f"{left} days left, by {in_words(self.due)}")

    @property
    def kind(self) -> str:
        return "green" if self.done else "red" if self.is_overdue else "amber"

    @property
    def task(self) -> Task:
        """A row of {% task_list %}, without an address: it stands on the record's own page."""
        return Task(self.what, "", "", self.words, self.kind)


@dataclass(frozen=True)
class PresentedAdultConcern:
    reference: str
    url: str
    name: str
    state: StateWords
    deadlines: list[Deadline]
    facts: tuple[Fact, ...]
    events: list[Event]
    readers: list[str]
    handled: bool
    lado_advised: bool
    about_chair: bool
    about_manager: bool
    kept_from: str

    @property
    def tasks(self) -> list[Task]:
        return [deadline.task for deadline in self.deadlines]


def deadlines_of(concern: AdultConcern) -> list[Deadline]:
    """What is due of an allegation fetched `with_state_facts()`; of a low-level concern, nothing."""
    if not concern.is_allegation:
        return []
    begun = timezone.localdate(concern.recorded_at)
    lado = "Told" if concern.lado_knows else ""
    ofsted = "Told" if concern.ofsted_knows else "Not to be reported" if concern.is_not_reported else ""
    return [
        Deadline("The LADO, within one working day", next_working_day(begun), lado),
        Deadline("Ofsted, within fourteen days", begun + OFSTED_WITHIN, ofsted),
    ]


def open_deadlines(concern: AdultConcern) -> list[Deadline]:
    return [deadline for deadline in deadlines_of(concern) if not deadline.done]


def adult_concern_state(concern: AdultConcern) -> StateWords:
    if concern.was_closed:
        return StateWords("Closed", "grey", "It is closed. What is new is a note.")
    waiting = open_deadlines(concern)
    if any(deadline.is_overdue for deadline in waiting):
        return StateWords("Overdue", "red", "Somebody must be told, and has not been.")
    if waiting:
        return StateWords("To be reported", "amber", "Somebody must be told. By when stands below.")
    return StateWords("Open", "blue", "What is done is recorded below, until it is closed.")


def present_adult_concern(concern: AdultConcern, *, handled: bool) -> PresentedAdultConcern:
    """Say everything of one fetched `with_people().with_state_facts().with_entries()`."""
    waits_for_lado = concern.is_kept_from_the_person and not concern.lado_advised
    return PresentedAdultConcern(
        reference=concern.reference,
        url=concern.get_absolute_url(),
        name=concern.about_name,
        state=adult_concern_state(concern),
        deadlines=deadlines_of(concern),
        facts=_facts(concern),
        events=[_event(entry) for entry in reversed(concern.entries.all())],
        readers=[reader.name for reader in readers_of(concern)],
        handled=handled,
        lado_advised=concern.lado_advised,
        about_chair=concern.post == AdultConcern.Post.CHAIR,
        about_manager=concern.post == AdultConcern.Post.MANAGER,
        kept_from=(concern.not_to_be_told or concern.about_name) if waits_for_lado else "",
    )


def _facts(concern: AdultConcern) -> tuple[Fact, ...]:
    words = f"“{concern.words}”" if concern.words else ""
    return said(
        ("About", concern.about_name),
        ("Their post", concern.get_post_display()),
        ("Kind", concern.get_nature_display()),
        ("Seen or heard", concern.facts),
        ("Said, word for word", words),
        ("Whose words", concern.whose_words),
        ("When", concern.happened_at),
        ("Where", concern.place),
        ("Who was there", concern.present),
        ("Children kept safe by", concern.children_safe),
        ("Opinion", concern.opinion),
        ("Not to be told yet", concern.not_to_be_told),
        ("Reported by", f"{concern.recorded_by}, {in_words(concern.recorded_at)}"),
    )


def _event(entry) -> Event:
    reference = f"\nTheir reference: {entry.their_reference}" if entry.their_reference else ""
    title = listed((entry.get_kind_display(), entry.to_whom))
    return Event(title, entry.happened_at, str(entry.recorded_by), f"{entry.text}{reference}")


def adult_concern_rows(concerns: Iterable[AdultConcern]) -> list[list]:
    """Rows of {% data_table %} for those fetched `with_people().with_state_facts()`."""
    return [
        [
            {"text": concern.reference, "url": concern.get_absolute_url()},
            concern.about_name,
            in_words(concern.recorded_at),
            {"text": state.word, "kind": state.kind},
        ]
        for concern in concerns
        for state in [adult_concern_state(concern)]
    ]

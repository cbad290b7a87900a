"""A concern as its page says it: all of it to those designated, their own text to whoever raised it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.timesince import timesince

from neston_sharing.foundation.counting import count_each
from sharing import body_map
from sharing.models import Concern, Decision, LinkedChild
from sharing.presenters.history import Event
from sharing.presenters.words import Fact, StateWords, in_words, said

COLUMNS = ("Concern", "Child", "Reported", "State")
COLUMNS_OF_FILE = ("Concern", "Reported", "State")
UNREAD = StateWords("Not read yet", "red", "Nobody designated has read it yet.")
READ = StateWords("Read", "blue", "It has been read. What follows is recorded here.")
DISCUSSED = StateWords("Discussed", "amber", "It has been discussed. What follows is recorded here.")
DECIDED_ON = StateWords("Decision started", "amber", "A decision about sharing was started from it.")
CLOSED = StateWords("Closed", "grey", "It is closed with reasons. What is new is an addendum.")


@dataclass(frozen=True)
class PresentedConcern:
    """`whole` is False for an author who is not designated: reasons and outcomes are not said then."""

    reference: str
    url: str
    child: str
    child_url: str
    state: StateWords
    age: str
    is_safe: bool
    urgent: bool
    safe: str
    facts: tuple[Fact, ...]
    marks: list[body_map.DrawnMark]
    marks_said: str
    events: list[Event]
    whole: bool


def concern_state(concern: Concern) -> StateWords:
    """Give the state of one that was fetched `with_state_facts()`."""
    if concern.was_closed:
        return CLOSED
    if concern.was_decided_on:
        return DECIDED_ON
    if concern.was_discussed:
        return DISCUSSED
    return READ if concern.was_read else UNREAD


def age_of(concern: Concern) -> str:
    """Say how long ago it was reported: "2 hours ago", "1 day ago"."""
    now = timezone.now()
    if now - concern.recorded_at < timedelta(minutes=1):
        return "just now"
    return timesince(concern.recorded_at, now, depth=1).replace("\xa0", " ") + " ago"


def present_concern(concern: Concern, *, user) -> PresentedConcern:
    """Say everything of a concern fetched `for_presenting()` that this reader may know."""
    whole = user.has_perm("sharing.read_concerns")
    return PresentedConcern(
        reference=concern.reference,
        url=concern.get_absolute_url(),
        child=concern.about.name,
        child_url=concern.about.get_absolute_url(),
        state=concern_state(concern),
        age=age_of(concern),
        is_safe=concern.is_safe,
        urgent=not concern.is_safe and concern_state(concern) in (UNREAD, READ),
        safe=concern.get_safe_to_go_home_display(),
        facts=_facts(concern),
        marks=body_map.drawn(concern.body_map),
        marks_said=body_map.said(concern.body_map),
        events=_events(concern, whole, user),
        whole=whole,
    )


def _facts(concern: Concern) -> tuple[Fact, ...]:
    injury = "" if concern.injury == Concern.Injury.NONE else concern.get_injury_display()
    words = f"“{concern.words}”" if concern.words else ""
    described = "" if concern.body_map_said == body_map.said(concern.body_map) else concern.body_map_said
    return said(
        ("Safe to go home?", concern.get_safe_to_go_home_display()),
        ("Seen or heard", concern.facts),
        ("Said, word for word", words),
        ("Whose words", concern.whose_words),
        ("When", concern.happened_at),
        ("Where", concern.place),
        ("Who was there", concern.present),
        ("Injury", ": ".join(filter(None, (injury, described)))),
        ("Opinion", concern.opinion),
        ("Noticed by", concern.keyed_for),
        (
            "Written down by" if concern.keyed_for else "Reported by",
            f"{concern.recorded_by}, {in_words(concern.recorded_at)}",
        ),
    )


def _events(concern: Concern, whole: bool, user) -> list[Event]:
    """What happened since, newest first; of what others wrote, its author reads what was written for them."""
    events = [Event("Read", row.recorded_at, str(row.recorded_by)) for row in concern.reads.all()]
    events += [event for row in concern.discussions.all() if (event := _discussion(row, whole))]
    events += [
        Event("Addendum", row.recorded_at, str(row.recorded_by), row.text)
        for row in concern.addenda.all()
        if whole or row.recorded_by_id == user.pk
    ]
    if concern.was_closed:
        events.append(_closure(concern.closure, whole))
    return sorted(events, key=lambda event: event.when, reverse=True)


def _discussion(row, whole: bool) -> Event | None:
    if not whole:
        return (
            Event("What came of it", row.recorded_at, str(row.recorded_by), row.for_author) if row.for_author else None
        )
    next_by = f", by {in_words(row.next_by)}" if row.next_by else ""
    text = _lines(
        row.outcome,
        f"Next: {row.next_step}{next_by}" if row.next_step else "",
        f"For the one who reported it: {row.for_author}" if row.for_author else "",
    )
    return Event(f"Discussed with {row.colleague or row.with_whom}", row.discussed_at, str(row.recorded_by), text)


def _closure(row, whole: bool) -> Event:
    text = row.for_author
    if whole:
        text = _lines(row.reasons, f"For the one who reported it: {row.for_author}" if row.for_author else "")
    return Event("Closed", row.recorded_at, str(row.recorded_by), text)


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))


def concern_rows(concerns: Iterable[Concern], *, named: bool = True) -> list[list]:
    """Rows of {% data_table %} for concerns fetched `for_listing()`; `named` says the child of each."""
    return [
        [
            {"text": concern.reference, "url": concern.get_absolute_url()},
            *([concern.about.name] if named else []),
            f"{in_words(concern.recorded_at)}, {age_of(concern)}",
            {"text": state.word, "kind": state.kind},
        ]
        for concern in concerns
        for state in [concern_state(concern)]
    ]


@dataclass(frozen=True)
class ConcernsOfFile:
    """What a child's file says of concerns: those that this reader may open, and how many others there are."""

    columns = COLUMNS_OF_FILE

    rows: list[list]
    linked: list[LinkedChild]
    others: int
    more: bool


SHOWN = 6


def concerns_of_file(child, *, user) -> ConcernsOfFile:
    """In as many queries for sixty concerns as for one. A linked child's own view stands in its own file."""
    seen = Concern.objects.visible_to(user).about_child(child).for_listing().newest_first()
    linked = LinkedChild.objects.visible_to(user).about_child(child).with_people().newest_first()
    shown, views = list(seen[: SHOWN + 1]), list(linked[:SHOWN])
    others = 0 if user.has_perm("sharing.read_concerns") else _number_of_others(child, user)
    return ConcernsOfFile(concern_rows(shown[:SHOWN], named=False), views, others, len(shown) > SHOWN)


def _number_of_others(child, user) -> int:
    concerns = Concern.objects.about_child(child).not_raised_by(user)
    linked = LinkedChild.objects.about_child(child).not_raised_by(user)
    return sum(count_each({"concerns": concerns, "linked": linked}).values())


def decisions_from(concern: Concern, *, user) -> list[Decision]:
    """The decisions that were started from it, of those that this reader sees."""
    return list(Decision.objects.visible_to(user).from_concern(concern).for_listing().newest_first())

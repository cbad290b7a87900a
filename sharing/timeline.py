"""The child's file as one timeline: registration, consents, decisions, disclosures, addenda and copies, newest first.

What the page has at hand anyway (what parents signed and said) comes from there. Everything else is one query over
all its tables, which takes no more rows than a page holds; of the decisions it gives the keys, and those of the page
are then fetched whole. Where a page starts is named by the key of the
entry next to it: its moment, its source and its row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime

from consent.models import Child
from sharing.happenings import happenings_of
from sharing.models import Addendum, Chronology, Decision, Disclosure, RecordExport, Refiling
from sharing.models.querysets import DecisionQuerySet
from sharing.presenters import entries
from sharing.presenters.history import Event
from sharing.sources import Source, asked_together

PAGE = 25
LARGEST_ROW = 2**63 - 1
DECISIONS = 2  # their place among the sources
AT_HAND = {"signature": 0, "consent": 1, "dispute": 6}
"""The places of what the page has at hand, among the sources that are asked."""


@dataclass(frozen=True, order=True)
class Key:
    """Where an entry stands among all of them."""

    moment: datetime
    source: int
    row: int

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}~{self.source}~{self.row}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """Read a key from an address; nonsense is none."""
        try:
            moment, source, row = text.split("~")
            when = parse_datetime(moment)
            key = cls(when, int(source), int(row)) if when and when.tzinfo else None
        except (ValueError, OverflowError):
            return None
        return key if key and 0 <= key.row <= LARGEST_ROW else None

    @property
    def query(self) -> str:
        """What names this entry in an address."""
        return urlencode({"entry": self})


Entry = tuple[Key, Event]


@dataclass(frozen=True)
class TimelinePage:
    """Entries, newest first, and the queries of the addresses of the newer and the older page ("" if none)."""

    keyed: list[Entry]
    newer: str
    older: str

    @property
    def entries(self) -> list[Event]:
        return [event for _, event in self.keyed]


def timeline_of(
    child: Child,
    *,
    user,
    asked: Mapping[str, str],
    size: int = PAGE,
) -> TimelinePage:
    """Give the page of the child's timeline that `?before=KEY` or `?after=KEY` asks for, as this person may see it."""
    before, after = Key.read(asked.get("before", "")), Key.read(asked.get("after", ""))
    upwards, beside = after is not None, after or before
    seen = Decision.objects.visible_to(user).about_child(child)
    at_hand = _at_hand(child)
    found = [entry for entry in at_hand if beside is None or (entry[0] > beside if upwards else entry[0] < beside)]
    sources = [*_sources(child, seen), *happenings_of(child, seen, user)]
    asked_for = asked_together(sources, beside=beside, upwards=upwards, size=size + 1)
    found += [(Key(row.moment, row.place, row.pk), event) for row, event in asked_for]
    found.sort(key=lambda entry: entry[0], reverse=not upwards)
    page = found[:size][::-1] if upwards else found[:size]
    more = len(found) > size
    newer, older = (more, True) if upwards else (before is not None, more)
    return TimelinePage(
        keyed=_whole(page, seen),
        newer="?" + urlencode({"after": page[0][0]}) if page and newer else "",
        older="?" + urlencode({"before": page[-1][0]}) if page and older else "",
    )


def entry_at(child: Child, key: str, *, user) -> Event | None:
    """Give the entry of the child's timeline that this key names, if this person sees one there."""
    named = Key.read(key)
    if named is None or named.row == LARGEST_ROW:
        return None
    just_after = str(Key(named.moment, named.source, named.row + 1))
    found = timeline_of(child, user=user, asked={"before": just_after}, size=1).keyed
    return found[0][1] if found and found[0][0] == named else None


def _whole(page: list[Entry], seen: DecisionQuerySet) -> list[Entry]:
    """Say the decisions of this page, of which only the keys are known so far."""
    keys = [key.row for key, _ in page if key.source == DECISIONS]
    decisions = seen.for_listing().in_bulk(keys)
    return [(key, entries.decision(decisions[key.row]) if key.source == DECISIONS else event) for key, event in page]


def _at_hand(child: Child) -> Iterator[Entry]:
    signed = (registration.signature for registration in child.registrations.all() if registration.is_signed)
    kept: dict[str, tuple[Iterable, Callable[..., Event]]] = {
        "signature": (signed, entries.signature),
        "consent": (child.consents.all(), entries.consent),
        "dispute": (child.dispute_resolutions.all(), entries.dispute),
    }
    for kind, (rows, say) in kept.items():
        for row in rows:
            event = say(row)
            yield Key(event.when, AT_HAND[kind], row.pk), event


def _sources(child: Child, seen: DecisionQuerySet) -> list[Source]:
    disclosed, added = Disclosure.objects.filter(decision__in=seen), Addendum.objects.filter(decision__in=seen)
    copied = RecordExport.objects.filter(child__in=Child.objects.same_as(child))
    made = Chronology.objects.filter(child__in=Child.objects.same_as(child))
    moved = Refiling.objects.into(child).filter(decision__in=seen)
    of_decision = {"moment": "recorded_at", "who": "recorded_by__name", "reference": "decision__reference"}
    disclosing = {"moment": "shared_at", "who": "shared_by__name", "reference": "decision__reference"}
    copying = of_decision | {"reference": "reference"}
    closed = seen.closed().annotate(closed_at=Coalesce("recorded_at", "abandoned_at"))
    return [
        Source(DECISIONS, closed, entries.key_alone, moment="closed_at", who="", text="", reference=""),
        Source(3, disclosed, entries.disclosure, text="what", to_whom="to_whom", agency="agency__name", **disclosing),
        Source(4, added, entries.addendum, text="text", **of_decision),
        Source(5, copied, entries.export, text="reason", **copying),
        Source(40, made, entries.chronology, text="for_whom", **copying),
        Source(7, moved, entries.moved_here, text="reason", **of_decision),
        Source(8, Refiling.objects.away_from(child), entries.moved_away, text="", **of_decision),
    ]

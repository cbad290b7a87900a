"""The child's file as one timeline: registration, consents, decisions, disclosures, addenda and copies, newest first.

Each kind of entry is a source: its rows, each with the `moment` that places it. A page takes from every source no more
rows than it holds, and merges them; so it costs one query a source, however long the file is. Where a page starts is
named by the key of the entry next to it: its moment, its source and its row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime

from consent.models import Child, ConsentStatement, DisputeResolution, Signature
from sharing.models import Addendum, Decision, Disclosure, RecordExport, Refiling
from sharing.presenters import entries
from sharing.presenters.after import Event

PAGE = 25
LARGEST_ROW = 2**63 - 1


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


@dataclass(frozen=True)
class Source:
    place: int
    rows: QuerySet
    say: Callable[..., Event]

    def take(self, beside: Key | None, upwards: bool, size: int) -> list[tuple[Key, Event]]:
        """Give the entries that come next to a key, the nearest first."""
        rows = self.rows.filter(self._beyond(beside, "gt" if upwards else "lt")) if beside else self.rows
        order = ("moment", "pk") if upwards else ("-moment", "-pk")
        return [(Key(row.moment, self.place, row.pk), self.say(row)) for row in rows.order_by(*order)[:size]]

    def _beyond(self, key: Key, side: str) -> Q:
        beyond = Q(**{f"moment__{side}": key.moment})
        if self.place == key.source:
            return beyond | Q(moment=key.moment, **{f"pk__{side}": key.row})
        same_moment_too = self.place > key.source if side == "gt" else self.place < key.source
        return beyond | Q(moment=key.moment) if same_moment_too else beyond


@dataclass(frozen=True)
class TimelinePage:
    """Entries, newest first, and the queries of the addresses of the newer and the older page ("" if none)."""

    entries: list[Event]
    newer: str
    older: str


def timeline_of(child: Child, *, user, asked: Mapping[str, str], size: int = PAGE) -> TimelinePage:
    """Give the page of the child's timeline that `?before=KEY` or `?after=KEY` asks for, as this person may see it."""
    before, after = Key.read(asked.get("before", "")), Key.read(asked.get("after", ""))
    upwards = after is not None
    found = [entry for source in _sources(child, user) for entry in source.take(after or before, upwards, size + 1)]
    found.sort(key=lambda entry: entry[0], reverse=not upwards)
    page = found[:size][::-1] if upwards else found[:size]
    more = len(found) > size
    newer, older = (more, True) if upwards else (before is not None, more)
    return TimelinePage(
        entries=[event for _, event in page],
        newer="?" + urlencode({"after": page[0][0]}) if page and newer else "",
        older="?" + urlencode({"before": page[-1][0]}) if page and older else "",
    )


def _sources(child: Child, user) -> list[Source]:
    seen = Decision.objects.visible_to(user).about_child(child)
    rows = Child.objects.same_as(child)
    signatures = Signature.objects.filter(registration__child__in=rows).select_related("parent", "recorded_by")
    addenda = Addendum.objects.filter(decision__in=seen).select_related("decision", "recorded_by")
    disclosures = Disclosure.objects.filter(decision__in=seen).select_related("decision", "agency", "shared_by")
    exports = RecordExport.objects.filter(child__in=rows).select_related("recorded_by")
    moves = Refiling.objects.select_related("decision", "recorded_by")
    found: list[tuple[QuerySet, Combinable, Callable[..., Event]]] = [
        (signatures, F("recorded_at"), entries.signature),
        (ConsentStatement.objects.about_child(child).with_people(), F("recorded_at"), entries.consent),
        (seen.closed().for_listing(), Coalesce("recorded_at", "abandoned_at"), entries.decision),
        (disclosures, F("shared_at"), entries.disclosure),
        (addenda, F("recorded_at"), entries.addendum),
        (exports, F("recorded_at"), entries.export),
        (DisputeResolution.objects.about_child(child).with_people(), F("recorded_at"), entries.dispute),
        (moves.into(child).filter(decision__in=seen), F("recorded_at"), entries.moved_here),
        (moves.away_from(child), F("recorded_at"), entries.moved_away),
    ]
    return [Source(place, rows.annotate(moment=moment), say) for place, (rows, moment, say) in enumerate(found)]

"""A page of entries, read for one person: everything that stands behind their numbers in a few statements.

However many entries there are, it takes one statement for the records that they point to, and one for the children's
names.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone

from neston_sharing.audit import subjects, words
from neston_sharing.audit.fields import fields_of, name_of
from neston_sharing.audit.models import Entry
from neston_sharing.audit.oddities import FAILED, REFUSED
from neston_sharing.audit.page_words import page_words
from neston_sharing.audit.reviews_told import KIND, closed_notes
from neston_sharing.audit.sealing import label
from neston_sharing.audit.shut import NOTHING, Shut
from neston_sharing.foundation.prepared import KEYS, Place, prepared
from neston_sharing.foundation.references import is_child_reference, is_reference
from neston_sharing.foundation.together import fetch_each

LISTED = "list_shown"
PERSON = settings.AUTH_USER_MODEL.lower()
NONE = (None, "")
UNKNOWN = words.FieldWords(order=999, label="")

Key = tuple[str, str]  # kind of record, and its number as text
Names = dict[Key, str]


class Line(NamedTuple):
    """One entry as people read it: what stands in a list at once (`brief`), and behind a line (`full`)."""

    number: int
    url: str
    when: str
    who: str
    verb: str
    rest: str
    kind: str
    subject: str
    child: str
    brief: list[str]
    full: list[str]
    changes: list[words.Change]
    changed: bool
    erased: bool


def read(entries: Iterable[Entry], user, shut: Shut | None = None) -> list[Line]:
    """Tell each entry to `user`, who may know some children by name and others only by reference.

    `shut` is what `subjects.shut_to(user)` gives, where it is known already.
    """
    entries = list(entries)
    kinds = {number: _kind(number) for number in {entry.content_type_id for entry in entries}}
    shut = subjects.shut_to(user) if shut is None else shut
    names, hidden = _told(names_behind(entries, kinds), shut)
    references = filter(is_reference, [*names.values(), *(entry.object_repr for entry in entries)])
    told = told_in_lists(entries)
    known = subjects.labels([*(entry.subject for entry in entries), *references, *told], user)
    reviews = [entry.object_id for entry in entries if not entry.event and kinds[entry.content_type_id] == KIND]
    closed = closed_notes(filter(None, reviews), user, shut)
    reader = Reader(kinds, {key: known.get(name, name) for key, name in names.items()}, known, shut, hidden, closed)
    return [reader.line(entry) for entry in entries]


def _told(names: Names, shut: Shut) -> tuple[Names, frozenset[Key]]:
    """Leave out the names of records that are shut, and give which these are."""
    if not shut:
        return names, frozenset()
    hidden = frozenset(key for key, name in names.items() if shut.names(name))
    return {key: name for key, name in names.items() if key not in hidden}, hidden


def told_in_lists(entries: Iterable[Entry]) -> list[str]:
    """Give the children of whom the entries tell that a list showed or took them along."""
    data = (entry.additional_data or {} for entry in entries if entry.event)
    return [
        each for values in data for value in values.values() if isinstance(value, list) for each in _references(value)
    ]


def _references(value: list) -> Iterable[str]:
    return (each for each in value if isinstance(each, str) and is_child_reference(each))


def _kind(content_type_id: int | None) -> str:
    return label(ContentType.objects.get_for_id(content_type_id)) if content_type_id else ""


def names_behind(entries: list[Entry], kinds: dict) -> dict[tuple[str, str], str]:
    """Name every record that these entries point to: (kind of record, key as text) → name."""
    wanted: dict[str, set] = defaultdict(set)
    for entry in entries:
        wanted[PERSON].add(entry.actor_id)
        about = fields_of(kinds[entry.content_type_id])
        for name, values in _changed(entry):
            if name in about and about[name].related:
                wanted[about[name].related].update(values)
    kinds_asked = sorted(wanted)
    asked = [_records(apps.get_model(kind), keys=wanted[kind].difference(NONE)) for kind in kinds_asked]
    # Which kinds stand together differs from page to page: not worth the database's keeping.
    found = zip(kinds_asked, fetch_each(*(replace(each, is_kept=False) for each in asked)), strict=True)
    return {(kind, str(record.pk)): str(record) for kind, records in found for record in records}


@prepared(keys=KEYS)
def _records(model: type[models.Model], keys: Place) -> models.QuerySet:
    return model._base_manager.filter(pk__in=keys)


def _changed(entry: Entry) -> list[tuple[str, list]]:
    """Give the columns that changed, with what they held before and after; of a new row, those that hold something."""
    return [(name, values) for name, values in (entry.changes or {}).items() if _are_before_and_after(values)]


def _are_before_and_after(values) -> bool:
    return isinstance(values, list) and len(values) == 2 and (values[0] not in NONE or values[1] not in NONE)


class Reader:
    """Tells entries with the names that were fetched for all of them."""

    def __init__(
        self,
        kinds: dict,
        names: Names,
        known: dict[str, str],
        shut: Shut = NOTHING,
        hidden: Collection[Key] = (),
        closed: Collection[int] = (),
    ) -> None:
        self.hidden, self.closed = hidden, closed  # records that are shut, and reviews whose notes are
        self.kinds, self.names, self.known, self.shut = kinds, names, known, shut
        self.zone = timezone.get_current_timezone()
        self.place = reverse("audit:entry", args=[0]).removesuffix("0/")

    def line(self, entry: Entry) -> Line:
        changes = self.changes(entry)
        event = words.event_words(entry.event, entry.action)
        return Line(
            number=entry.pk,
            url=f"{self.place}{entry.pk}/",
            when=words.moment_words(entry.timestamp, self.zone),
            who=self.who(entry),
            verb=event.verb,
            rest=event.of(self._thing(entry)),
            kind=event.kind,
            subject=entry.subject,
            child=self.known.get(entry.subject, entry.subject),
            changes=changes,
            changed=not entry.event and entry.action == words.CHANGED,
            erased=entry.is_erased,
            **self._told(entry, changes),
        )

    def who(self, entry: Entry) -> str:
        if entry.event == FAILED:
            return "Somebody"
        return self.names.get((PERSON, str(entry.actor_id)), "Nobody signed in")

    def _thing(self, entry: Entry) -> str:
        if entry.event == FAILED:
            return (
                f"as {self.names[PERSON, str(entry.actor_id)]}" if entry.actor_id else "with an unknown e-mail address"
            )
        if entry.event in (REFUSED, LISTED):
            asked = self.known.get(entry.object_repr, entry.object_repr)
            return f"{page_words(entry.object_pk)} {asked}".strip()
        if entry.event and entry.subject in (entry.object_repr, entry.object_pk):  # the child, who is named beside it
            return entry.object_pk if entry.content_type_id is None and entry.object_pk != entry.subject else ""
        name = self.known.get(entry.object_repr, entry.object_repr) or entry.object_pk
        return words.thing(name_of(self.kinds[entry.content_type_id]), name) if entry.content_type_id else name

    def changes(self, entry: Entry) -> list[words.Change]:
        """Give what changed, in the order of the model's columns, or what an event carries with it."""
        if entry.event:
            data = {} if entry.event == FAILED else self._open_part(entry)
            return [words.detail_words(name, value) for name, value in data.items()]
        about = fields_of(self.kinds.get(entry.content_type_id, ""))
        told = ((about.get(name, UNKNOWN), name, values) for name, values in self._open_changes(entry) if name != "id")
        return [
            words.Change(column.label or name.replace("_", " "), before, after)
            for column, name, values in sorted(told, key=lambda each: (each[0].order, each[1]))
            if not (self.hidden and self._points_at_hidden(column, values))
            for before, after in [[words.value_words(value, column, self.names, self.zone) for value in values]]
            if before or after
        ]

    def _points_at_hidden(self, column: words.FieldWords, values: list) -> bool:
        """Whether a change says that a record was, or is, tied to one that is shut: as the same child, say."""
        return any((column.related, str(value)) in self.hidden for value in values)

    def _open_changes(self, entry: Entry) -> list[tuple[str, list]]:
        """What changed; of a review neither notes that are closed to this reader nor decisions that are."""
        changed = _changed(entry)
        if not self.shut or self.kinds.get(entry.content_type_id) != KIND:
            return changed
        told = [(name, values) for name, values in changed if name != "notes" or entry.object_id not in self.closed]
        return [(name, [self._named(value) for value in values]) for name, values in told]

    def _open_part(self, entry: Entry) -> dict:
        """What an event carries, with children by name; of those who are closed to this reader, nothing."""
        data = {name: self._named(value) for name, value in (entry.additional_data or {}).items()}
        return data | {"shown": len(data["children"])} if entry.event == LISTED else data

    def _named(self, value):
        if not isinstance(value, list):
            return value
        return [
            self.known.get(each, each) if isinstance(each, str) else each for each in value if not self.shut.names(each)
        ]

    def _told(self, entry: Entry, changes: list[words.Change]) -> dict[str, list[str]]:
        """A list shows a few changes at once; what is longer, and all of a row that is new or gone, behind a line."""
        if not changes:
            return {"brief": [], "full": []}
        action = words.ADDED if entry.event else entry.action
        at_once = changes[: words.BRIEF] if entry.event or action == words.CHANGED else []
        brief = [words.change_words(change, action) for change in at_once]
        full = [words.change_words(change, action, words.LONG) for change in changes]
        return {"brief": brief, "full": full if full != brief else []}

"""Every entry is sealed as it is written, in its own transaction: no entry without a seal, no seal without an entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Subquery
from django.db.models.signals import post_save

from neston_sharing.audit import canonical
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.foundation.actions import as_one
from neston_sharing.foundation.models.inserting import InsertedQuickly, insert, insert_all

COLUMNS = tuple(f"{name}_id" if name in ("actor", "content_type") else name for name in canonical.FIELDS)
ID = canonical.FIELDS.index("id")
HEAD = Seal.objects.order_by("-sequence")
CHUNK = 500
UID = "audit.seal"

_waiting: ContextVar[set[int] | None] = ContextVar("entries_to_be_sealed", default=None)


def seal(sender, instance: Entry, raw: bool = False, **kwargs) -> None:
    """Seal an entry from the row as it was stored. One that a fixture brings back (`raw`) brings its seal with it."""
    if raw:
        return
    if (waiting := _waiting.get()) is not None:
        waiting.add(instance.pk)
        return
    *row, head, previous = _as_returned(instance) or _as_stored(instance.pk)
    made = link(row, head or 0, previous or canonical.FIRST)
    made.entry = instance  # whoever wrote the entry has its seal at hand
    insert(made)


@contextmanager
def together() -> Iterator[None]:
    """Seal all that is written in this block at its end: the same links, from rows read many at a time.

    The block stands or falls as one: what it wrote before an error is undone, so no entry is left without its seal.
    Within another one it joins that, so that seals follow each other as their entries do.
    """
    outer = _waiting.get()
    waiting: set[int] = set() if outer is None else outer
    with as_one():
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
        if outer is None:
            insert_all(list(_links(sorted(waiting))))


def _links(entries: list[int]) -> Iterator[Seal]:
    """Continue the chain over these entries; of those that were rolled back meanwhile nothing is stored."""
    sequence, previous = HEAD.values_list("sequence", "hash").first() or (0, canonical.FIRST)
    for start in range(0, len(entries), CHUNK):
        stored = Entry.objects.filter(pk__in=entries[start : start + CHUNK]).order_by("pk")
        for row in stored.values_list(*COLUMNS):
            seal = link(list(row), sequence, previous)
            sequence, previous = seal.sequence, seal.hash
            yield seal


def link(row: list, head: int, previous: str) -> Seal:
    """Make the link that follows the one with this number and hash."""
    sequence, entry = head + 1, row[ID]
    digest = canonical.digest(named(row, _name_of))
    hash_ = canonical.link(sequence, entry, digest, previous)
    return Seal(sequence=sequence, entry_id=entry, digest=digest, previous=previous, hash=hash_)


def begin() -> None:
    """Seal from now on. An entry's INSERT gives back the row as it was stored, and the head of the chain, which the
    writers' lock keeps where it is."""
    post_save.connect(seal, sender=Entry, dispatch_uid=UID)
    Entry.returned_too = staticmethod(_returned)


def stop() -> None:
    """Write entries without seals: to measure what the seal takes. No installation does so."""
    post_save.disconnect(sender=Entry, dispatch_uid=UID)
    Entry.returned_too = staticmethod(InsertedQuickly.returned_too)


def _as_returned(entry: Entry) -> list | None:
    """Give what its INSERT gave back, once: it is how the chain stood at that moment."""
    row, entry.returned = entry.returned, None
    return row and _read(row)


def _as_stored(entry_id: int) -> list:
    """Read the row and the head of the chain: of what was not inserted in the usual way."""
    columns, _ = _columns(connection.vendor)
    table = connection.ops.quote_name(Entry._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE {columns[ID]} = %s", [entry_id])  # noqa: S608
        return _read(list(cursor.fetchone()))


def _returned() -> str:
    return ", " + ", ".join(_columns(connection.vendor)[0])


def _read(row: list) -> list:
    """Turn what the database gave into what the entry says."""
    for place, (functions, column) in _columns(connection.vendor)[1].items():
        for convert in functions:
            row[place] = convert(row[place], column, connection)
    return row


@cache
def _columns(vendor: str) -> tuple[list[str], dict]:
    """Compile them once a process: for each entry anew, it took longer than all else in saving a row."""
    head = [Subquery(HEAD.values(name)[:1]) for name in ("sequence", "hash")]
    compiler = Entry.objects.order_by().values_list(*COLUMNS, *head).query.get_compiler(connection=connection)
    compiler.setup_query()
    columns = [column for column, _, _ in compiler.select]
    return [compiler.compile(column)[0] for column in columns], compiler.get_converters(columns)


def named(row: list, name_of) -> list:
    """Put the name of the kind of record in the place of its number."""
    kind = row[canonical.CONTENT_TYPE]
    if kind is not None:
        row[canonical.CONTENT_TYPE] = name_of(kind)
    return row


def _name_of(content_type_id: int) -> str:
    return label(ContentType.objects.get_for_id(content_type_id))


def label(kind: ContentType) -> str:
    return f"{kind.app_label}.{kind.model}"

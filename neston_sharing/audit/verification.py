"""The log in this database, read for the verifier piece by piece."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from neston_sharing.audit.erased import altered, lawful
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.sealing import COLUMNS, label, named
from neston_sharing.audit.snapshots import differences
from neston_sharing.audit.verifier import Fault, Head, SealRow, faults
from neston_sharing.foundation import guards

CHUNK = 2000


def verify(head: Head) -> Iterator[Fault]:
    """Give every fault of the log as it stands at this moment; what is written meanwhile waits for the next time.

    `head` tells afterwards how many entries were walked and with which seal they end.
    """
    yield from _guard_faults(guards.missing_or_altered())
    last = Seal.objects.order_by("-sequence").values_list("sequence", "entry_id").first() or (0, 0)
    yield from faults(seals_until(last[0]), entries_until(last[1]), head, lawful())
    yield from (
        Fault(pk, f"Entry {pk} has no seal: its seal was removed, or it was added by other means")
        for pk in Entry.objects.unsealed().filter(id__gt=last[1]).order_by("id").values_list("id", flat=True)
    )
    yield from altered()
    yield from differences()


def _guard_faults(names: list[str]) -> Iterator[Fault]:
    if len(names) == 1:
        yield Fault(None, f"The guard {names[0]} is missing or altered")
    elif names:
        yield Fault(None, f"{len(names)} guards are missing or altered, the first of them {names[0]}")


def seals_until(last: int) -> Iterator[tuple]:
    yield from _in_chunks(Seal.objects.values_list("sequence", "entry_id", *SealRow._fields[2:]), "sequence", last)


def entries_until(last: int) -> Iterator[list]:
    names = {kind.pk: label(kind) for kind in ContentType.objects.all()}
    for row in _in_chunks(Entry.objects.values_list(*COLUMNS), "id", last):
        yield named(list(row), names.get)


def _in_chunks(rows: QuerySet, key: str, last: int) -> Iterator[tuple]:
    """Read by key, so that no long read holds up the writers of a SQLite file; `key` is the first column."""
    rows, after = rows.filter(**{f"{key}__lte": last}).order_by(key), -1
    while chunk := _readable(rows.filter(**{f"{key}__gt": after})[:CHUNK], key):
        yield from chunk
        after = chunk[-1][0]


def _readable(chunk: QuerySet, key: str) -> list[tuple]:
    """A row that was made unreadable (no JSON, no time) comes as its key and nothing else, and so fits no seal."""
    try:
        return list(chunk)
    except (ValueError, TypeError, AttributeError):
        return [_one(chunk, key, value) for value in chunk.values_list(key, flat=True)]


def _one(chunk: QuerySet, key: str, value: int) -> tuple:
    try:
        return chunk.model.objects.filter(**{key: value}).values_list(*chunk.query.values_select).get()
    except (ValueError, TypeError, AttributeError):
        return (value, *[None] * (len(chunk.query.values_select) - 1))

"""The log in this database, read for the verifier piece by piece."""

from collections.abc import Iterable, Iterator, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection
from django.db.models import Model

from neston_sharing.audit import sealed_form
from neston_sharing.audit.erased import altered, lawful
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.models.querysets import BEYOND_ALL
from neston_sharing.audit.sealing import label
from neston_sharing.audit.snapshots import differences
from neston_sharing.audit.verifier import Erasure, Fault, Head, SealRow, faults
from neston_sharing.foundation import guards

CHUNK = 2000


def verify(head: Head) -> Iterator[Fault]:
    """Give every fault of the log as it stands at this moment; what is written meanwhile waits for the next time.

    `head` tells afterwards how many entries were walked and with which seal they end.
    """
    yield from _guard_faults(guards.missing_or_altered())
    sequence, entry = _end()
    yield from faults(seals_until(sequence), entries_until(entry), head, _Lawful(lawful()))
    yield from (
        Fault(pk, f"Entry {pk} has no seal: its seal was removed, or it was added by other means")
        for pk in Entry.objects.unsealed().filter(id__gt=entry).order_by("id").values_list("id", flat=True)
    )
    yield from altered()
    yield from differences()


class _Lawful(dict[int, Erasure]):
    """What had been erased when the walk began; of any other entry it is asked anew, since a disposal may have been
    carried out meanwhile."""

    def get(self, number: int, default=None):
        return super().get(number) or lawful([number]).get(number, default)


def _end() -> tuple[int, int]:
    """Give the last seal's number and its entry's; where they were made into text (SQLite keeps it), all there is."""
    last = Seal.objects.order_by("-sequence").values_list("sequence", "entry_id").first() or (0, 0)
    return last if all(isinstance(each, int) for each in last) else (BEYOND_ALL, BEYOND_ALL)


def _guard_faults(names: list[str]) -> Iterator[Fault]:
    if len(names) == 1:
        yield Fault(None, f"The guard {names[0]} is missing or altered")
    elif names:
        yield Fault(None, f"{len(names)} guards are missing or altered, the first of them {names[0]}")


def seals_until(last: int) -> Iterator[tuple]:
    """Give SealRows up to a sequence."""
    return _in_chunks(Seal, ("sequence", "entry_id", *SealRow._fields[2:]), last)


def entries_until(last: int) -> Iterator[tuple]:
    """Give EntryRows up to a number."""
    return _as_sealed(_in_chunks(Entry, sealed_form.COLUMNS, last))


def entries_numbered(numbers: Iterable[int]) -> Iterator[tuple]:
    """Give the EntryRows of these numbers."""
    every = sorted(numbers)
    parts = (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))
    return _as_sealed(row for part in parts for row in _numbered(part))


def _numbered(numbers: list[int]) -> list[tuple]:
    return _readable(Entry, sealed_form.COLUMNS, f"id IN ({', '.join(['%s'] * len(numbers))})", numbers)


def _as_sealed(rows: Iterable[tuple]) -> Iterator[tuple]:
    kinds = sealed_form.quoted({kind.pk: label(kind) for kind in ContentType.objects.all()})
    return (sealed_form.read(row, kinds) for row in rows)


def _in_chunks(model: type[Model], columns: Sequence[str], last: int) -> Iterator[tuple]:
    """Read by key, so that no long read holds up the writers of a SQLite file; `columns` begin with the key.

    The first chunk has no lower end: the product gives no number below 1, and somebody else may.
    """
    key = columns[0]
    chunk = _readable(model, columns, f"{key} <= %s", [last])
    while chunk:
        yield from chunk
        chunk = _readable(model, columns, f"{key} > %s AND {key} <= %s", [chunk[-1][0], last])


def _readable(model: type[Model], columns: Sequence[str], where: str, values: list) -> list[tuple]:
    """A row that was made unreadable (SQLite keeps text that is none) comes as its key alone, and so fits no seal."""
    try:
        return _rows(model, columns, where, values)
    except DatabaseError:
        return [_one(model, columns, key) for (key,) in _rows(model, columns[:1], where, values)]


def _one(model: type[Model], columns: Sequence[str], key: int) -> tuple:
    try:
        return _rows(model, columns, f"{columns[0]} = %s", [key])[0]
    except DatabaseError:
        return (key, *[None] * (len(columns) - 1))


def _rows(model: type[Model], columns: Sequence[str], where: str, values: list) -> list[tuple]:
    """Ask the driver for a chunk: the models would make a value of every column, which took thrice as long as all
    that is then done with them."""
    names, rest = ", ".join(map(_as_text_in_utc, columns)), f"{where} ORDER BY {columns[0]} LIMIT {CHUNK}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {names} FROM {model._meta.db_table} WHERE {rest}", values)  # noqa: S608 (ours)
        return cursor.fetchall()


def _as_text_in_utc(column: str) -> str:
    """SQLite holds it so; of PostgreSQL's time with a zone this makes one without."""
    zone = " AT TIME ZONE 'UTC'" if connection.vendor == "postgresql" else ""
    return f"CAST({column}{zone} AS text)" if column == "timestamp" else column

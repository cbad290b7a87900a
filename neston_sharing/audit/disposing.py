"""What an approved disposal names, and its carrying out: rows and files go; of the log's entries, their payload.

Digests and seals stay, so the chain stays whole. Here alone rows go without an entry that repeats what they held: one
sealed event a line says how many went, of what, and under which rule.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from neston_sharing.audit import canonical, stored
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Disposal, DueLine, Entry, Hold, NamedRow
from neston_sharing.audit.models.disposal import ENTRY_TABLE
from neston_sharing.audit.models.entry import ERASED
from neston_sharing.audit.sealing import COLUMNS, label, named
from neston_sharing.audit.stored import DISPOSED, STORED_AS
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.models.inserting import insert_all

CHUNK = 500

Rows = Mapping[type[models.Model], Iterable[int]]


@dataclass(frozen=True)
class Named:
    """What a line names, counted and hashed: `rows` and `files` that go, `entries` whose payload goes."""

    rows: int
    files: int
    entries: int
    sha256: str
    erased: str


def name_rows(line: DueLine, rows: Rows, events_of: Iterable[str] = ()) -> Named:
    """Name these rows, and the log's entries about them, for a line of a disposal.

    Of the references `events_of`, the events that are about no row lose their payload too.
    """
    going = [(model._meta.db_table, number, "") for model, numbers in rows.items() for number in sorted(numbers)]
    left = dict(_entries_left(rows, events_of))
    every = [*going, *((ENTRY_TABLE, number, left[number]) for number in sorted(left))]
    first = (NamedRow.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    insert_all(
        [NamedRow(pk=first + place, line=line, kind=kind, number=number, remains=rest)
         for place, (kind, number, rest) in enumerate(every)]
    )  # fmt: skip
    return Named(len(going), len(files_of(rows)), len(left), hashed(every), hashed_entries(left.items()))


def hashed(rows: Iterable[tuple[str, int, str]]) -> str:
    """Give the SHA-256 of (table, number, digest of what is left), in one order."""
    lines = "".join(f"{kind} {number} {left}\n" for kind, number, left in sorted(rows))
    return hashlib.sha256(lines.encode()).hexdigest()


def hashed_entries(left: Iterable[tuple[int, str]]) -> str:
    """Give the SHA-256 that the sealed event of a line repeats: the exported log is checked against it."""
    return hashlib.sha256("".join(f"{number}:{digest}\n" for number, digest in sorted(left)).encode()).hexdigest()


def _entries_left(rows: Rows, events_of: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Give number → digest of what will be left, for every entry that tells of these rows."""
    names = {kind.pk: label(kind) for kind in ContentType.objects.all()}
    for model, numbers in rows.items():
        kind = ContentType.objects.get_for_model(model)
        for some in _in_chunks(numbers):
            about = Q(content_type=kind, object_id__in=some)
            yield from _left_of(Entry.objects.filter(about), names)
    told = Entry.objects.filter(subject__in=list(events_of), content_type=None, additional_data__isnull=False)
    yield from _left_of(told.exclude(event=DISPOSED), names)
    for entries in _of_rows_gone_before(list(events_of)):
        yield from _left_of(entries, names)


def _of_rows_gone_before(subjects: list[str]) -> Iterator[models.QuerySet]:
    """Give the entries about rows that went long before, such as what was taken out of a draft again."""
    told = Entry.objects.filter(subject__in=subjects, object_id__isnull=False)
    for kind in ContentType.objects.filter(pk__in=told.order_by().values("content_type")):
        if (model := kind.model_class()) and isinstance(model._meta.pk, models.AutoField):
            there = model._base_manager.filter(pk=OuterRef("object_id"))
            yield told.filter(content_type=kind).exclude(Exists(there))


def _left_of(entries: models.QuerySet, names: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    for row in entries.exclude(salt="").order_by("id").values_list(*COLUMNS):
        kept = [_nothing(column) if column in ERASED else value for column, value in zip(COLUMNS, row, strict=True)]
        yield row[0], canonical.digest(named(kept, names.get))


def _nothing(column: str) -> str | None:
    return None if ERASED[column] == "IS NULL" else ""


def files_of(rows: Rows) -> list[str]:
    """Give the name of every file that these rows hold."""
    found: list[str] = []
    for model, numbers in rows.items():
        for field in (each for each in model._meta.concrete_fields if isinstance(each, models.FileField)):
            for some in _in_chunks(numbers):
                names = model._base_manager.filter(pk__in=some).values_list(field.name, flat=True)
                found += [name for name in names if name]
    return found


def rows_named(line: DueLine) -> dict[type[models.Model], set[int]]:
    """Give the rows that a line names, those of the log apart."""
    tables = {model._meta.db_table: model for model in apps.get_models()}
    rows: dict[type[models.Model], set[int]] = {}
    for kind, number in line.rows.exclude(kind=ENTRY_TABLE).values_list("kind", "number"):
        rows.setdefault(tables[kind], set()).add(number)
    return rows


def told_since(line: DueLine) -> bool:
    """Whether the log has told of these rows since they were named: that would be left with what it says of them."""
    known = set(line.rows.filter(kind=ENTRY_TABLE).values_list("number", flat=True))
    return any(number not in known for number, _ in _entries_left(rows_named(line), ()))


def fits(line: DueLine) -> bool:
    """Whether what a line names is what it named when it was proposed."""
    return hashed(line.rows.values_list("kind", "number", "remains")) == line.named


def carry_out(*, by, disposal: Disposal) -> None:
    """Erase what an approved disposal names, inside the action's transaction; files go once that stands.

    The guards refuse whatever it does not name, and everything while a hold stands.
    """
    lines = list(disposal.lines.order_by("id"))
    if not disposal.approved_at or disposal.carried_out_at:
        raise Refusal("Only a disposal that was approved is carried out, and once")
    if Hold.objects.over(line.subject for line in lines).exists():
        raise Refusal("A hold stands: nothing of this may be disposed of until it is ended")
    if not all(fits(line) for line in lines):
        raise Refusal("What this disposal names is not what was proposed: refuse it, and verify the log")
    _be_thorough()
    files = [name for line in lines for name in _erase(line, by)]
    transaction.on_commit(partial(stored.erase, files, by=by, disposal=disposal), robust=True)
    disposal.carried_out_at, disposal.carried_out_by = timezone.now(), by
    disposal.save()


def _erase(line: DueLine, by) -> list[str]:
    """Erase the rows and the payload of entries that a line names; give the names of the files that they held."""
    rows = rows_named(line)
    files = files_of(rows)
    for model, numbers in rows.items():
        _run(f'DELETE FROM "{model._meta.db_table}" WHERE id IN', numbers)  # noqa: S608 (our tables)
    emptied = ", ".join(f"{column} = {'NULL' if rule == 'IS NULL' else chr(39) * 2}" for column, rule in ERASED.items())
    entries = line.rows.filter(kind=ENTRY_TABLE).values_list("number", flat=True)
    _run(f"UPDATE {ENTRY_TABLE} SET {emptied} WHERE id IN", list(entries))  # noqa: S608 (our columns)
    said = {"line": line.pk, "disposal": line.disposal_id, "class": line.title, "rule": line.rule}
    counted = {"records": line.records, "files": line.files, "entries": line.entries, "erased": line.erased}
    names = {STORED_AS: files} if files else {}
    record_event(DISPOSED, by=by, subject=line.subject, about=line, data=said | counted | names)
    return files


def _run(statement: str, numbers: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        for some in _in_chunks(numbers):
            cursor.execute(f"{statement} ({', '.join(['%s'] * len(some))})", some)


def _be_thorough() -> None:
    """SQLite overwrites what it deletes, instead of only forgetting where it stood."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _in_chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(numbers)
    yield from (every[start : start + CHUNK] for start in range(0, len(every), CHUNK))

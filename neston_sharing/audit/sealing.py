"""Every entry is sealed as it is written, in its own transaction: no entry without a seal, no seal without an entry."""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Subquery

from neston_sharing.audit import canonical
from neston_sharing.audit.models import Entry, Seal

COLUMNS = tuple(f"{name}_id" if name in ("actor", "content_type") else name for name in canonical.FIELDS)
HEAD = Seal.objects.order_by("-sequence")


def seal(sender, instance: Entry, raw: bool = False, **kwargs) -> None:
    """Seal an entry from the row as it was stored. One that a fixture brings back (`raw`) brings its seal with it."""
    if raw:
        return
    *row, head, previous = _as_stored(instance.pk)
    digest = canonical.digest(named(row, _name_of))
    sequence, previous = (head or 0) + 1, previous or canonical.FIRST
    Seal.objects.create(
        sequence=sequence,
        entry=instance,
        digest=digest,
        previous=previous,
        hash=canonical.link(sequence, instance.pk, digest, previous),
    )


def _as_stored(entry_id: int) -> list:
    """Read the row and the head of the chain in one statement; the writers' lock keeps the head where it is."""
    statement, converters = _reading(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(statement, [entry_id])
        row = list(cursor.fetchone())
    for place, (functions, column) in converters.items():
        for convert in functions:
            row[place] = convert(row[place], column, connection)
    return row


@cache
def _reading(vendor: str) -> tuple[str, dict]:
    """Compile that statement once a process: for each entry anew, it took longer than all else in saving a row."""
    head = [Subquery(HEAD.values(name)[:1]) for name in ("sequence", "hash")]
    asked = Entry.objects.filter(pk=0).order_by().values_list(*COLUMNS, *head)
    compiler = asked.query.get_compiler(connection=connection)
    statement, _ = compiler.as_sql()
    return statement, compiler.get_converters([column for column, _, _ in compiler.select])


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

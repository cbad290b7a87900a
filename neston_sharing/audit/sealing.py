"""Every entry is sealed as it is written, in its own transaction: no entry without a seal, no seal without an entry."""

from django.contrib.contenttypes.models import ContentType
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


def _as_stored(entry_id: int) -> tuple:
    """Read the row and the head of the chain in one statement; the writers' lock keeps the head where it is."""
    return Entry.objects.values_list(
        *COLUMNS, Subquery(HEAD.values("sequence")[:1]), Subquery(HEAD.values("hash")[:1])
    ).get(pk=entry_id)


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

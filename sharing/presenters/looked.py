"""Who has looked at a child's file, in the order of COLUMNS: for whoever leads on safeguarding."""

from collections.abc import Iterable

from consent.carers import Carers, carers_of
from consent.models import Child
from neston_sharing.audit.models import Entry
from neston_sharing.audit.reading import Line, read
from neston_sharing.audit.shut import Shut

COLUMNS = ("When", "Who", "Of this child today", "What")


def looked_rows(entries: Iterable[Entry], child: Child, *, user, shut: Shut) -> list[tuple]:
    """Give a row of cells for each entry."""
    entries = list(entries)
    carers = carers_of(child)
    return [
        (line.when, line.who, _relation(entry.actor_id, carers), _what(line))
        for entry, line in zip(entries, read(entries, user, shut), strict=True)
    ]


def _what(line: Line) -> dict:
    return {"text": f"{line.verb} {line.rest}", "kind": line.kind}


def _relation(person: int | None, carers: Carers) -> str:
    if person == getattr(carers.key_person, "pk", None):
        return "Key person"
    return "Cover" if person in {each.pk for each in carers.covers} else "Neither key person nor cover"

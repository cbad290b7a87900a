"""Whether the log is whole. Pure: rows in, faults out, in one pass that keeps nothing.

It sees whatever was changed, added, reordered or removed inside the log. It cannot see that the newest entries and
their seals were removed together by someone who controls the database: only a seal printed since then shows that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from neston_sharing.audit import canonical

ID, SALT = canonical.FIELDS.index("id"), canonical.FIELDS.index("salt")


NOTHING: Mapping = {}


class SealRow(NamedTuple):
    sequence: int
    entry: int
    digest: str
    previous: str
    hash: str


class Erasure(NamedTuple):
    """An entry whose payload an approved disposal took: the digest of what is left, the line, and why, in words."""

    left: str
    line: int
    words: str


@dataclass(frozen=True)
class Fault:
    """Something that does not fit, in plain words, and the number of the entry where it shows (None: the log)."""

    entry: int | None
    words: str

    def __str__(self) -> str:
        return self.words


@dataclass
class Head:
    """The last link seen so far, and how many entries were lawfully erased, by the words for it."""

    sequence: int = 0
    hash: str = canonical.FIRST
    entry: int = 0
    time: datetime | None = None
    erased: dict[str, int] = field(default_factory=dict)


def faults(
    seals: Iterable[Sequence],
    entries: Iterable[Sequence],
    head: Head | None = None,
    lawful: Mapping[int, Erasure] = NOTHING,
) -> Iterator[Fault]:
    """Walk both, each in its order; `head` tells afterwards how far the walk came.

    `seals` are rows of SealRow by sequence, `entries` rows of canonical.FIELDS by number, kinds of record by name;
    `lawful` says which entries were erased by an approved disposal.
    """
    head = head or Head()
    remaining = iter(entries)
    entry = next(remaining, None)
    for row in seals:
        seal = SealRow(*row)
        yield from _chain_faults(seal, head)
        while entry is not None and entry[ID] < seal.entry:
            yield Fault(entry[ID], f"Entry {entry[ID]} has no seal: it was added by other means than the product")
            entry = next(remaining, None)
        if entry is not None and entry[ID] == seal.entry:
            yield from _entry_faults(entry, seal, head, lawful.get(seal.entry))
            head.time, entry = entry[canonical.TIMESTAMP] or head.time, next(remaining, None)
        elif seal.entry > head.entry:
            yield Fault(seal.entry, f"Entry {seal.entry} is gone: its seal, number {seal.sequence}, is still there")
        head.sequence, head.hash, head.entry = seal.sequence, seal.hash, seal.entry
    for late in (row for row in (entry, *remaining) if row is not None):
        yield Fault(late[ID], f"Entry {late[ID]} has no seal: its seal was removed, or it was added by other means")


def _chain_faults(seal: SealRow, head: Head) -> Iterator[Fault]:
    if seal.sequence != head.sequence + 1:
        yield Fault(seal.entry, f"{_missing(head.sequence + 1, seal.sequence - 1)} before entry {seal.entry}")
    elif seal.previous != head.hash:
        yield Fault(seal.entry, f"The seal of entry {seal.entry} does not follow from the seal before it")
    if canonical.link(seal.sequence, seal.entry, seal.digest, seal.previous) != seal.hash:
        yield Fault(seal.entry, f"The seal of entry {seal.entry} was changed after it was set")
    if seal.entry <= head.entry:
        yield Fault(seal.entry, f"Entry {seal.entry} was sealed after entry {head.entry}: the order was changed")


def _missing(first: int, last: int) -> str:
    return f"Seal {first} is missing" if first >= last else f"Seals {first} to {last} are missing"


def _entry_faults(entry: Sequence, seal: SealRow, head: Head, erasure: Erasure | None) -> Iterator[Fault]:
    if not _matches(entry, seal.digest):
        yield from _erased_or_changed(entry, seal, head, erasure)
    time = entry[canonical.TIMESTAMP]
    if head.time and time and time < head.time:
        yield Fault(seal.entry, f"Time runs back at entry {seal.entry}: it is dated before entry {head.entry}")


def _erased_or_changed(entry: Sequence, seal: SealRow, head: Head, erasure: Erasure | None) -> Iterator[Fault]:
    if entry[SALT] != "":
        yield Fault(seal.entry, f"Entry {seal.entry} was changed after it was written: it no longer fits its seal")
    elif erasure is None:
        yield Fault(seal.entry, f"Entry {seal.entry} was erased, and no disposal that was carried out names it")
    elif not _matches(entry, erasure.left):
        yield Fault(seal.entry, f"Entry {seal.entry} was {erasure.words}, and what was left of it was changed")
    else:
        head.erased[erasure.words] = head.erased.get(erasure.words, 0) + 1


def _matches(entry: Sequence, digest: str) -> bool:
    try:
        return canonical.digest(entry) == digest
    except (ValueError, TypeError, AttributeError):  # not even a time, an address or JSON any more
        return False

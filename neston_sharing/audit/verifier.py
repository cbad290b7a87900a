"""Whether the log is whole. Pure: rows in, faults out, in one pass that keeps nothing.

It sees whatever was changed, added, reordered or removed inside the log. It cannot see that the newest entries and
their seals were removed together by someone who controls the database: only a seal printed since then shows that.

A link that fits in every respect is passed in one step; only where one does not, it is asked what is wrong with it.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from neston_sharing.audit import canonical

NOTHING: Mapping = {}


class SealRow(NamedTuple):
    sequence: int
    entry: int
    digest: str
    previous: str
    hash: str


class EntryRow(NamedTuple):
    """An entry as `sealed_form` reads it: `form` is what was sealed, and None if it can no longer be read."""

    number: int
    time: datetime | None
    empty: bool
    form: bytes | None


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

    `seals` are rows of SealRow by sequence, `entries` rows of EntryRow by number (plain tuples are quicker made);
    `lawful` says which entries were erased by an approved disposal.
    """
    head = head or Head()
    remaining = iter(entries)
    entry = next(remaining, None)
    for seal in seals:
        if entry is not None and _fit(seal, entry, head):
            head.time, entry = entry[1], next(remaining, None)
        elif not (type(seal[0]) is type(seal[1]) is int):
            yield Fault(None, f"The seal numbered “{seal[0]}” was changed after it was set: it names no entry")
            continue
        else:
            entry = yield from _step(SealRow(*seal), entry, remaining, head, lawful)
        head.sequence, head.entry, _, _, head.hash = seal
    for late in (row for row in (entry, *remaining) if row is not None):
        yield Fault(late[0], f"Entry {late[0]} has no seal: its seal was removed, or it was added by other means")


def _fit(seal: Sequence, entry: Sequence, head: Head) -> bool:
    """Whether there is nothing to say of this seal and this entry: all that is asked below, in one expression."""
    sequence, sealed, digest, previous, hash_ = seal
    number, time, _, form = entry
    return (
        form is not None
        and time is not None
        and sequence == head.sequence + 1
        and type(previous) is str
        and previous == head.hash
        and head.entry < number == sealed
        and (head.time is None or head.time <= time)
        and canonical.sealed(form) == digest
        and canonical.link(sequence, sealed, digest, previous) == hash_
    )


def _step(
    seal: SealRow, entry: Sequence | None, remaining: Iterator[Sequence], head: Head, lawful: Mapping[int, Erasure]
) -> Generator[Fault, None, Sequence | None]:
    """Name what does not fit, and give the next entry."""
    yield from _chain_faults(seal, head)
    while entry is not None and entry[0] < seal.entry:
        yield Fault(entry[0], f"Entry {entry[0]} has no seal: it was added by other means than the product")
        entry = next(remaining, None)
    if entry is not None and entry[0] == seal.entry:
        yield from _entry_faults(EntryRow(*entry), seal, head, lawful.get(seal.entry))
        head.time, entry = entry[1] or head.time, next(remaining, None)
    elif seal.entry > head.entry:
        yield Fault(seal.entry, f"Entry {seal.entry} is gone: its seal, number {seal.sequence}, is still there")
    return entry


def _chain_faults(seal: SealRow, head: Head) -> Iterator[Fault]:
    if seal.sequence != head.sequence + 1:
        yield Fault(seal.entry, f"{_missing(head.sequence + 1, seal.sequence - 1)} before entry {seal.entry}")
    elif seal.previous != head.hash:
        yield Fault(seal.entry, f"The seal of entry {seal.entry} does not follow from the seal before it")
    if not _is_linked(seal):
        yield Fault(seal.entry, f"The seal of entry {seal.entry} was changed after it was set")
    if seal.entry <= head.entry:
        yield Fault(seal.entry, f"Entry {seal.entry} was sealed after entry {head.entry}: the order was changed")


def _is_linked(seal: SealRow) -> bool:
    try:
        return canonical.link(*seal[:4]) == seal.hash
    except TypeError:  # not even text any more
        return False


def _missing(first: int, last: int) -> str:
    return f"Seal {first} is missing" if first >= last else f"Seals {first} to {last} are missing"


def _entry_faults(entry: EntryRow, seal: SealRow, head: Head, erasure: Erasure | None) -> Iterator[Fault]:
    if not _matches(entry, seal.digest):
        yield from _erased_or_changed(entry, head, erasure)
    if head.time and entry.time and entry.time < head.time:
        yield Fault(seal.entry, f"Time runs back at entry {seal.entry}: it is dated before entry {head.entry}")


def _erased_or_changed(entry: EntryRow, head: Head, erasure: Erasure | None) -> Iterator[Fault]:
    number = entry.number
    if not entry.empty:
        yield Fault(number, f"Entry {number} was changed after it was written: it no longer fits its seal")
    elif erasure is None:
        yield Fault(number, f"Entry {number} was erased, and no disposal that was carried out names it")
    elif not _matches(entry, erasure.left):
        yield Fault(number, f"Entry {number} was {erasure.words}, and what was left of it was changed")
    else:
        head.erased[erasure.words] = head.erased.get(erasure.words, 0) + 1


def _matches(entry: EntryRow, digest: str) -> bool:
    return entry.form is not None and canonical.sealed(entry.form) == digest

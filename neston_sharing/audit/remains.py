"""What an export tells of entries that were erased: of all that one line of a disposal took, or of nothing of it.

Whoever checks an export holds what is left of a line's entries against one sum, which the disposal's own entry says; no
part of them fits it. So where one of them, or that entry, is closed to the reader, only the seals of all are handed
out. The digests of what is left, by which the sum could be had, are not: they have no salt any more, and whoever is
kept out could try by them what an entry said.

A disposal may be carried out while an export is written. Its own entry comes after where the export ends, and some of
what it took may be in it whole already: of what is erased by then, too, only the seals are handed out.
"""

from collections.abc import Callable, Mapping
from itertools import starmap

from django.contrib.contenttypes.models import ContentType

from neston_sharing.audit.erased import lawful
from neston_sharing.audit.models import DueLine, Entry
from neston_sharing.audit.stored import DISPOSED
from neston_sharing.audit.verification import entries_numbered
from neston_sharing.audit.verifier import EntryRow, Erasure

Closed = Callable[[EntryRow], bool]


class Remains:
    """What is left of erased entries, in an export up to the entry numbered `until`, for a reader to whom some may be
    `closed`."""

    def __init__(self, until: int, closed: Closed) -> None:
        self.until = until
        self.known: dict[int, Erasure] = {}
        self.withheld: set[int] = set()
        self._read()
        self.withheld |= _lines_of_any(self.known, closed)

    def _read(self) -> None:
        self.known, told = lawful(), _told_by()
        within = {line for number, line in told.items() if number <= self.until}
        self.withheld |= set(told.values()) - within

    def of(self, row: EntryRow) -> Erasure | None:
        """Give what took an entry's payload; all is read anew where one is met that was erased meanwhile."""
        if row.empty and row.number not in self.known and lawful([row.number]):
            self._read()
        return self.known.get(row.number)

    def withholds(self, row: EntryRow) -> bool:
        erasure = self.of(row)
        return erasure is not None and erasure.line in self.withheld


def _lines_of_any(erased: Mapping[int, Erasure], closed: Closed) -> set[int]:
    """Give the lines of which an entry, or the one that says what they took, is closed."""
    lines = {number: erasure.line for number, erasure in erased.items()} | _told_by()
    return {lines[row.number] for row in starmap(EntryRow, entries_numbered(lines)) if closed(row)}


def _told_by() -> dict[int, int]:
    """Give the number of every entry that says what a line took → that line."""
    told = Entry.objects.of_event(DISPOSED).of_model(ContentType.objects.get_for_model(DueLine).pk)
    return dict(told.values_list("id", "object_id"))

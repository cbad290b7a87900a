"""The log as a file that needs no database, and what goes with it: the program that checks it, and a checkpoint."""

import io
import json
import zipfile
from collections.abc import Iterator
from functools import partial
from itertools import starmap
from pathlib import Path

from django.utils import timezone

from neston_sharing.audit import canonical, standalone
from neston_sharing.audit.checkpoints import Checkpoint
from neston_sharing.audit.oddities import REFUSED
from neston_sharing.audit.remains import Remains
from neston_sharing.audit.shut import LEFT_OUT, NOTHING, Shut
from neston_sharing.audit.verification import entries_until, seals_until
from neston_sharing.audit.verifier import EntryRow, Erasure
from neston_sharing.foundation.models import Setting

VERIFIER = Path(standalone.__file__)
KEPT = tuple(f'"event":"{event}"'.encode() for event in (LEFT_OUT, REFUSED))
LOG, CHECKER, CHECKPOINT = "log.neston", "verify_log.py", "checkpoint.txt"


def exported(until: Checkpoint, shut: Shut = NOTHING) -> Iterator[bytes]:
    """Give the log, line by line, as far as a checkpoint; of entries that tell of what is `shut` the seal only, and of
    those that an approved disposal erased what is left, with what took the rest, or the seals of all."""
    walk, entries = standalone.Walk(), starmap(EntryRow, entries_until(until.entry))
    erased = Remains(until.entry, partial(_is_closed, shut=shut))
    yield from _kept(walk, standalone.compact(_opening()))
    row = next(entries, None)
    for seal in seals_until(until.size):
        while row is not None and row.number < seal[1]:  # never sealed: the check in the product names it
            row = next(entries, None)
        if row is None or row.number != seal[1] or _is_closed(row, shut) or erased.withholds(row):
            text = b"null"
        else:
            text = _text(row, erased.of(row))
        walk.withheld += text == b"null"
        walk.sequence = seal[0]
        yield from _kept(walk, standalone.compact(list(seal)) + b"\t" + text)
    yield standalone.closing(walk)


def _opening() -> list:
    setting = Setting.objects.current()
    now = canonical.moment(timezone.now())
    return [standalone.FORMAT, standalone.VERSION, setting.name if setting else "", now]


def _is_closed(row: EntryRow, shut: Shut) -> bool:
    """Whether an entry is none that the reader is told: it is read where something is shut, or it may be such a one."""
    if not row.form or not (shut or any(mark in row.form for mark in KEPT)):
        return False
    return shut.tells(json.loads(row.form))


def _text(row: EntryRow, erasure: Erasure | None) -> bytes:
    """Write an entry as it was sealed; one that somebody made unreadable, so that it fits no seal."""
    if row.form is None:
        return b"unreadable"
    return row.form + b"\t" + standalone.compact([erasure.line, erasure.words]) if erasure else row.form


def _kept(walk: standalone.Walk, line: bytes) -> Iterator[bytes]:
    walk.sha256.update(line + b"\n")
    yield line + b"\n"


class Pipe(io.RawIOBase):
    """Where a zip is written to while it is sent: it holds what was not sent yet."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content) -> int:
        self.waiting += content
        return len(content)

    def drained(self) -> bytes:
        sent = bytes(self.waiting)
        self.waiting.clear()
        return sent


def zipped(until: Checkpoint, shut: Shut = NOTHING) -> Iterator[bytes]:
    """Give log, program and checkpoint as one zip, piece by piece: the log may be larger than what fits in memory."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr(CHECKER, VERIFIER.read_bytes())
        bundle.writestr(CHECKPOINT, until.line + "\n")
        with bundle.open(LOG, "w", force_zip64=True) as file:
            for line in exported(until, shut):
                file.write(line)
                if len(pipe.waiting) > 64 * 1024:
                    yield pipe.drained()
    yield pipe.drained()

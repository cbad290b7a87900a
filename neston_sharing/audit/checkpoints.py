"""Checkpoints: where the log ends at a moment, signed with a key that is not in the database.

One that was kept elsewhere shows what nothing inside the log can show: that its newest entries were removed together
with their seals, that all of it was written anew, or that an old database was put back. The signature shows that a
checkpoint is one of this installation's own.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from neston_sharing.audit import canonical
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.standalone import CHECKPOINT, VERSION, compact, read_checkpoint
from neston_sharing.foundation.models import Setting

TAKEN, EXPORTED = "checkpoint_taken", "log_exported"


@dataclass(frozen=True)
class Checkpoint:
    """The number and hash of the last seal, and the line that says so; `entry` is the entry that it seals."""

    size: int
    hash: str
    entry: int
    line: str

    @property
    def code(self) -> str:
        return canonical.code(self.hash)


def checkpoint() -> Checkpoint:
    """Take a checkpoint of the log as it stands."""
    size, hash_, entry = Seal.objects.values_list("sequence", "hash", "entry_id").first() or (0, canonical.FIRST, 0)
    setting = Setting.objects.current()
    said = [CHECKPOINT, VERSION, setting.name if setting else "", size, hash_, canonical.moment(timezone.now())]
    return Checkpoint(size, hash_, entry, compact([*said, signature(said)]).decode())


def signature(said: list) -> str:
    return hmac.new(settings.CHECKPOINT_KEY.encode(), compact(said), hashlib.sha256).hexdigest()


def compare(line: str) -> str:
    """Say in plain words what is wrong with the log, or with this checkpoint; nothing where both fit."""
    try:
        size, hash_ = read_checkpoint(line)
        *said, signed = json.loads(line)
    except (ValueError, TypeError, RecursionError):
        return "This is no checkpoint: give the whole line, from the first bracket to the last"
    if not hmac.compare_digest(str(signed), signature(said)):
        return "This checkpoint was not signed here, or was changed since"
    return differing(size, hash_)


def differing(size: int, hash_: str) -> str:
    """Say what is wrong where the seal of this number has not this hash."""
    if size == 0:
        return ""
    seal = Seal.objects.filter(sequence=size).first()
    if seal is None:
        return f"The log has no seal number {size}, and had one when the checkpoint was taken: entries are gone"
    if seal.hash != hash_:
        return f"Seal {size} is not the one of the checkpoint: the log was written anew since then"
    return ""


def exposed() -> int:
    """Count the entries written since a copy of where the log ends last left this computer."""
    last = Entry.objects.filter(event__in=(TAKEN, EXPORTED)).order_by("-id").first()
    head = Seal.objects.values_list("sequence", flat=True).first() or 0
    return head - last.additional_data["size"] if last and last.additional_data else head

"""Checkpoints: where the log ends at a moment, signed with a key that is not in the database.

One that was kept elsewhere shows what nothing inside the log can show: that its newest entries were removed together
with their seals, that all of it was written anew, or that an old database was put back. The signature shows that a
checkpoint is one of this installation's own; anybody can check it, by the public key that the checkpoint holds.
"""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone

from neston_sharing.audit import canonical
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.standalone import (
    CHECKPOINT,
    CHECKPOINT_VERSION,
    NO_CHECKPOINT,
    compact,
    fingerprint,
    read_checkpoint,
)
from neston_sharing.foundation.models import Setting

NOT_OURS = "This checkpoint was not signed here, or was changed since"
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

    @property
    def key(self) -> str:
        return fingerprint(public_key())


def checkpoint() -> Checkpoint:
    """Take a checkpoint of the log as it stands."""
    size, hash_, entry = Seal.objects.values_list("sequence", "hash", "entry_id").first() or (0, canonical.FIRST, 0)
    setting = Setting.objects.current()
    name, now = setting.name if setting else "", canonical.moment(timezone.now())
    said = [CHECKPOINT, CHECKPOINT_VERSION, name, size, hash_, now, public_key()]
    return Checkpoint(size, hash_, entry, compact([*said, signature(said)]).decode())


def signature(said: list) -> str:
    return _key().sign(compact(said)).hex()


def public_key() -> str:
    return _key().public_key().public_bytes_raw().hex()


def _key() -> Ed25519PrivateKey:
    """Make the 32 bytes that Ed25519 wants of whatever text the key is kept as."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(settings.CHECKPOINT_KEY.encode()).digest())


@dataclass(frozen=True)
class Compared:
    """`wrong` says in plain words what is wrong with the log, or with the checkpoint; nothing where both fit.

    `taken` is when the checkpoint was taken, in an order that texts have too; "" of one that is none of ours.
    """

    wrong: str
    taken: str = ""


def compare(line: str) -> Compared:
    """Hold the log as it stands against the line of a checkpoint."""
    try:
        taken = read_checkpoint(line)
    except ValueError as wrong:
        return Compared(NO_CHECKPOINT if str(wrong) == NO_CHECKPOINT else NOT_OURS)
    if taken.public != public_key():
        return Compared(NOT_OURS)
    return Compared(differing(taken.size, taken.hash), f"{taken.time[:19].replace('T', ' ')} UTC")


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

"""The one form in which an entry is sealed. Pure: rows in, bytes and hashes out.

The form says nothing that depends on the database: keys are sorted, times are UTC to the millisecond, kinds of record
are named ("sharing.decision") and not numbered. So seals outlive a move between SQLite and PostgreSQL. The fields of a
version are frozen: a new column means a new version, and the old one stays for the entries that were sealed with it.
"""

import base64
import hashlib
import ipaddress
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring as _text

VERSION = 1
FIELDS = (
    "id",
    "timestamp",
    "actor",
    "content_type",
    "object_pk",
    "object_id",
    "object_repr",
    "action",
    "event",
    "subject",
    "changes",
    "serialized_data",
    "additional_data",
    "remote_addr",
    "cid",
    "salt",
)
TIMESTAMP, CONTENT_TYPE, ADDRESS = map(FIELDS.index, ("timestamp", "content_type", "remote_addr"))

# What stands in the first link for the hash of the link before it.
FIRST = "0" * 64

# The first byte of what is hashed keeps an entry from passing as a link, and a link as an entry.
ENTRY, LINK = b"\x00", b"\x01"

_number = int.__repr__
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(row: Sequence) -> str:
    """Take an entry's values in the order of FIELDS, its kind of record by name; give the text that is hashed."""
    fields = dict(zip(FIELDS, row, strict=True))
    fields["timestamp"] = moment(row[TIMESTAMP])
    if row[ADDRESS] is not None:
        fields["remote_addr"] = address(row[ADDRESS])
    fields["version"] = VERSION
    return _encode(fields)


@lru_cache(maxsize=256)  # few addresses write a long log
def address(text: str) -> str:
    return str(ipaddress.ip_address(text))


def moment(time: datetime) -> str:
    """Write a time as 2026-11-22T14:05:00.123Z."""
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def digest(row: Sequence) -> str:
    return sealed(canonical(row).encode())


def sealed(form: bytes) -> str:
    """Give the digest of what `canonical` gave."""
    return hashlib.sha256(ENTRY + form).hexdigest()


def link(sequence: int, entry: int, digest: str, previous: str) -> str:
    """Give the hash that chains a seal to the one before it. It holds the digest, not the entry itself, so that an
    entry's payload can lawfully be erased and the chain still stands."""
    numbers = f"{_number(sequence)},{_number(entry)}"
    return hashlib.sha256(LINK + f"[{numbers},{_text(digest)},{_text(previous)}]".encode()).hexdigest()


def code(hash_: str) -> str:
    """Give the 128 bits of a seal that people read out and print: 26 letters and digits, in groups of four or fewer."""
    letters = base64.b32encode(bytes.fromhex(hash_)[:16]).decode().rstrip("=")
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))

"""The form in which an entry was sealed, straight from the columns as the database's driver hands them over. Pure.

It is what `canonical` gives of the same row, byte for byte, in a fraction of the time: a long log is verified by it. It
takes nothing for granted: a value that is not of its column's kind, and text that is no JSON, no time or no address,
have no form, so that nobody can shift a value's end by what they write into it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from json.encoder import encode_basestring as text

from neston_sharing.audit import canonical

# What is asked for, in this order: JSON and the address as text, the time as text in UTC.
COLUMNS = (
    "id",
    "timestamp",
    "salt",
    "action",
    "actor_id",
    "additional_data",
    "changes",
    "cid",
    "content_type_id",
    "event",
    "object_id",
    "object_pk",
    "object_repr",
    "remote_addr",
    "serialized_data",
    "subject",
)
NOT_OF_ITS_KIND = (ValueError, TypeError, AttributeError, RecursionError)

number = int.__repr__  # refuses whatever is no whole number
# What was parsed from text holds no circle.
_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def read(row: Sequence, kinds: Mapping[int, str]) -> tuple:
    """Take the columns of an entry, and the kinds of record by number, as `quoted` gives them; give what the verifier
    wants of it (its EntryRow)."""
    time = None
    try:
        time = moment(row[1])
        return row[0], time, row[2] == "", form(row, kinds, time)
    except NOT_OF_ITS_KIND:
        return row[0], time, row[2] == "", None


def form(row: Sequence, kinds: Mapping[int, str], time: datetime) -> bytes:
    """Write version 1."""
    id_, _, salt, action, actor, data, changes, cid, kind, event, key, pk, name, address, whole, subject = row
    return (
        f'{{"action":{number(action)},'
        f'"actor":{"null" if actor is None else number(actor)},'
        f'"additional_data":{"null" if data is None else anew(data)},'
        f'"changes":{"null" if changes is None else anew(changes)},'
        f'"cid":{text(cid)},'
        f'"content_type":{kinds.get(kind, "null")},'
        f'"event":{text(event)},'
        f'"id":{number(id_)},'
        f'"object_id":{"null" if key is None else number(key)},'
        f'"object_pk":{text(pk)},'
        f'"object_repr":{text(name)},'
        f'"remote_addr":{"null" if address is None else _address(address)},'
        f'"salt":{text(salt)},'
        f'"serialized_data":{"null" if whole is None else anew(whole)},'
        f'"subject":{text(subject)},'
        f'"timestamp":"{time.isoformat("T", "milliseconds")}Z",'
        '"version":1}'
    ).encode()


def moment(written: str) -> datetime:
    """Read a time; it comes without its zone, which is UTC."""
    time = datetime.fromisoformat(written)
    return time if time.tzinfo is None else time.astimezone(UTC).replace(tzinfo=None)


def anew(written: str) -> str:
    """Write JSON in the one way in which it is sealed: the database keeps it in another."""
    return _encode(json.loads(written))


@lru_cache(maxsize=256)
def _address(written: str) -> str:
    return text(canonical.address(written))


def quoted(kinds: Mapping[int, str]) -> dict[int, str]:
    return {key: text(name) for key, name in kinds.items()}

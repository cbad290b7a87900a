#!/usr/bin/env python3
"""Check an audit log that was exported from Neston Sharing. It needs Python 3.11 or later and nothing else.

    python3 verify_log.py log.neston
    python3 verify_log.py log.neston --checkpoint checkpoint.txt

It exits 0 if the log is whole, and with 1 if anything in it was changed, added, reordered or removed since it was
written; then it names the first entry where that shows. What nothing inside a log can show is that its newest entries
were removed together, or that all of it was written anew: give it a checkpoint that was kept elsewhere. A checkpoint is
signed (Ed25519, RFC 8032) and holds the public key; whose key that is, its code shows on a checkpoint that was printed.

A log is lines of UTF-8. The first says what it is. Then each entry has one: its seal as [number, entry, digest,
previous, hash], a tab, and the entry as it was sealed, or null where only its digest was handed out. The last line says
how many there are and the SHA-256 of all before it.
Of an entry that was disposed of, what is left stands there, and after another tab [line, under which rule and by which
disposal]. A later entry, "records_disposed", says the SHA-256 of "entry:digest of what is left" of all of that line.
    digest = SHA-256(0x00, entry)         hash = SHA-256(0x01, [number, entry, digest, previous])
    previous = the hash of the seal before, 64 zeros in the first
"""

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

FORMAT = "neston-log"
CHECKPOINT = "neston-checkpoint"
VERSION, CHECKPOINT_VERSION = 1, 2
DISPOSED = "records_disposed"
FIRST = "0" * 64
NO_CHECKPOINT = "This is no checkpoint: give the whole line, from the first bracket to the last"
NOT_SIGNED = "The checkpoint does not fit its signature: it was changed after it was taken, or is not the whole line"

# Ed25519: the field, the order of the base point, the curve's constant and a square root of -1.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


@dataclass
class Erased:
    """Entries of one line of a disposal, until the entry comes that says so."""

    words: str
    first: int
    number: int = 0
    sha256: "hashlib._Hash" = field(default_factory=hashlib.sha256)


@dataclass
class Walk:
    """How far the check has come, and what it must remember: nothing that grows with the log.

    `erased` waits for the entry that says so, by its line; `disposed` counts what that entry has confirmed.
    """

    sequence: int = 0
    hash: str = FIRST
    entry: int = 0
    time: str = ""
    withheld: int = 0
    erased: dict[int, Erased] = field(default_factory=dict)
    disposed: dict[str, int] = field(default_factory=dict)
    sha256: "hashlib._Hash" = field(default_factory=hashlib.sha256)


def code(hash_: str) -> str:
    """Give what people read out and print of a hash: 128 bits in 26 letters and digits."""
    letters = base64.b32encode(bytes.fromhex(hash_)[:16]).decode().rstrip("=")
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def faults(lines: Iterable[bytes], walk: Walk, at: tuple[int, str] | None = None) -> Iterator[str]:
    """Give in plain words whatever does not fit; `at` is the number and hash that a checkpoint says."""
    lines = iter(lines)
    first = next(lines, b"")
    yield from _of_opening(first)
    walk.sha256.update(first)
    last = next(lines, b"")
    for following in lines:
        walk.sha256.update(last)
        yield from _of_line(last, walk)
        if at and walk.sequence == at[0] and walk.hash != at[1]:
            yield f"Seal {at[0]} is not the one of the checkpoint: the log was written anew since then"
        last = following
    yield from _of_closing(last, walk)
    if at and walk.sequence < at[0]:
        yield f"The log ends with seal {walk.sequence}, and the checkpoint was taken at seal {at[0]}: entries are gone"


def _of_opening(line: bytes) -> Iterator[str]:
    try:
        name, version, *_ = json.loads(line)
    except (ValueError, TypeError, RecursionError):
        name, version = "", 0
    if (name, version) != (FORMAT, VERSION):
        yield "The first line is not that of a log of this kind"


def _of_line(line: bytes, walk: Walk) -> Iterator[str]:
    seal, _, text = line.removesuffix(b"\n").partition(b"\t")
    try:
        sequence, entry, digest, previous, hash_ = json.loads(seal)
        chained = hashlib.sha256(b"\x01" + compact([sequence, entry, digest, previous])).hexdigest() == hash_
        follows = sequence - walk.sequence
    except (ValueError, TypeError, RecursionError):
        yield f"The line after seal {walk.sequence} cannot be read"
        return
    if follows != 1:
        yield f"Seal {walk.sequence + 1} is missing before entry {entry}"
    elif previous != walk.hash:
        yield f"The seal of entry {entry} does not follow from the seal before it"
    if not chained:
        yield f"The seal of entry {entry} was changed after it was set"
    if text == b"null":
        walk.withheld += 1
    else:
        yield from _of_entry(*text.partition(b"\t")[::2], entry, digest, walk)
    walk.sequence, walk.hash, walk.entry = sequence, hash_, entry


def _of_entry(text: bytes, erased: bytes, entry: int, digest: str, walk: Walk) -> Iterator[str]:
    fits = hashlib.sha256(b"\x00" + text).hexdigest() == digest
    if not fits and not _noted_as_erased(text, erased, entry, walk):
        yield f"Entry {entry} was changed after it was written: it no longer fits its seal"
        return
    said = json.loads(text)
    if fits and said["event"] == DISPOSED:
        yield from _confirmed(said["additional_data"], entry, walk)
    if said["id"] != entry or entry <= walk.entry:
        yield f"Entry {entry} does not stand where it was sealed: the order was changed"
    if said["timestamp"] < walk.time:
        yield f"Time runs back at entry {entry}: it is dated before entry {walk.entry}"
    walk.time = said["timestamp"]


def _noted_as_erased(text: bytes, erased: bytes, entry: int, walk: Walk) -> bool:
    """Note an entry that says it was erased, and whether it looks so: a later one has to confirm it."""
    try:
        (line, words), said = json.loads(erased), json.loads(text)
        looks_so = said["salt"] == "" and said["id"] == entry and bool(said["timestamp"])
        waiting = walk.erased.setdefault(int(line), Erased(str(words), entry))
    except (ValueError, TypeError, KeyError, RecursionError):
        return False
    waiting.number += 1
    waiting.sha256.update(f"{entry}:{hashlib.sha256(bytes(1) + text).hexdigest()}\n".encode())
    return looks_so


def _confirmed(said: dict, entry: int, walk: Walk) -> Iterator[str]:
    """Hold the entries that were erased under one line against what the log says of it, later on."""
    waiting = walk.erased.pop(said["line"], Erased("", entry))
    hidden = walk.withheld and waiting.number < said["entries"]
    if waiting.sha256.hexdigest() != said["erased"] and not hidden:
        yield f"What entry {entry} says was erased by disposal {said['disposal']} is not what is empty, or was changed"
    elif waiting.number:
        walk.disposed[waiting.words] = walk.disposed.get(waiting.words, 0) + waiting.number


def _of_closing(line: bytes, walk: Walk) -> Iterator[str]:
    for waiting in walk.erased.values():
        yield f"Entry {waiting.first} was erased, and nothing after it says by which disposal"
    expected = [walk.sequence, walk.withheld, walk.sha256.hexdigest()]
    if line != compact(expected) + b"\n":
        yield "The last line does not fit those before it: the file is not as it was handed out, or not whole"


def closing(walk: Walk) -> bytes:
    """Give the last line of a log."""
    return compact([walk.sequence, walk.withheld, walk.sha256.hexdigest()]) + b"\n"


@dataclass(frozen=True)
class SignedHead:
    """What a checkpoint says, its signature checked: the number and the hash of the last seal, and whose key it was."""

    size: int
    hash: str
    public: str

    @property
    def key(self) -> str:
        return fingerprint(self.public)


def fingerprint(public: str) -> str:
    """Give the code of a public key, as it stands on a checkpoint that was printed."""
    return code(hashlib.sha256(bytes.fromhex(public)).hexdigest())


def read_checkpoint(text: str) -> SignedHead:
    """Take a checkpoint's line; a ValueError says in plain words what is wrong with it."""
    try:
        *said, signature = json.loads(text)
        name, version, _setting, size, hash_, _time, public = said
        signed = is_signed(compact(said), bytes.fromhex(signature), bytes.fromhex(public))
    except (ValueError, TypeError, RecursionError):
        raise ValueError(NO_CHECKPOINT) from None
    if (name, version) != (CHECKPOINT, CHECKPOINT_VERSION):
        raise ValueError(NO_CHECKPOINT)
    if not signed:
        raise ValueError(NOT_SIGNED)
    return SignedHead(size, hash_, public)


Point = tuple[int, int, int, int]  # X, Y, Z, T: x = X/Z, y = Y/Z, xy = T/Z


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    """Tell whether this is an Ed25519 signature of the message by the key's owner (RFC 8032, 5.1.7)."""
    key, point = _decoded(public), _decoded(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L or key is None or point is None:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    (x1, y1, z1, _), (x2, y2, z2, _) = _times(s, BASE), _sum(point, _times(h, key))
    return (x1 * z2 - x2 * z1) % P == 0 and (y1 * z2 - y2 * z1) % P == 0


def _decoded(encoded: bytes) -> Point | None:
    """Give the point of the curve that these 32 bytes say, if they say one in the one way that is allowed."""
    y, odd = int.from_bytes(encoded, "little") % 2**255, encoded[-1:] >= b"\x80"
    if len(encoded) != 32 or y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    return _affine(x if (x & 1) == odd else P - x, y)


def _affine(x: int, y: int) -> Point:
    return x, y, 1, x * y % P


def _sum(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = _sum(total, point)
        point, number = _sum(point, point), number >> 1
    return total


BASE = _decoded((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or (0, 1, 1, 0)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check an audit log that was exported from Neston Sharing.")
    parser.add_argument("log", type=Path)
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint that was kept elsewhere")
    asked = parser.parse_args(arguments)
    try:
        at = read_checkpoint(asked.checkpoint.read_text(encoding="utf-8")) if asked.checkpoint else None
    except ValueError as wrong:
        print(wrong, file=sys.stderr)
        return 1
    walk, found = Walk(), 0
    with asked.log.open("rb") as lines:
        for fault in faults(lines, walk, (at.size, at.hash) if at else None):
            found += 1
            print(fault, file=sys.stderr)
    if found:
        print("This log is not as it was written. Keep it as it is.", file=sys.stderr)
        return 1
    print(f"{walk.sequence:,} entries, all in order. The last seal is number {walk.sequence}: {code(walk.hash)}")
    if at:
        print(f"It fits the checkpoint, which was signed with the key {at.key}.")
        print("The same code must stand on a checkpoint that was printed: else it is somebody else's.")
    if walk.withheld:
        print(f"Of {walk.withheld:,} of them only the digest was handed out.")
    for words, number in walk.disposed.items():
        print(f"Of {number:,} of them the payload was {words}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

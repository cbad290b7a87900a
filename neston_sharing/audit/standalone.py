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
disposal]. A later entry, "records_disposed", says the SHA-256 of "entry:digest of what is left" of all of that line:
so all of a line's entries stand there, or only the digests of all.
    digest = SHA-256(0x00, entry)         hash = SHA-256(0x01, [number, entry, digest, previous])
    previous = the hash of the seal before, 64 zeros in the first
"""

import argparse
import base64
import hashlib
import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

FORMAT = "neston-log"
CHECKPOINT = "neston-checkpoint"
VERSION, CHECKPOINT_VERSION = 1, 2
DISPOSED, FIRST = "records_disposed", "0" * 64
CHANGED = "This log is not as it was written. Keep it as it is."
NOT_PROVED = "Nothing else in it is wrong. Earlier versions handed out such logs: have this one handed out anew."
CANNOT = "This file cannot be read:"
NO_CHECKPOINT = "This is no checkpoint: give the whole line, from the first bracket to the last"
NOT_SIGNED = "The checkpoint does not fit its signature: it was changed after it was taken, or is not the whole line"

# What a line that somebody mangled raises wherever it is read.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)

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

    `erased` waits for the entry that says so, by its line; `disposed` counts what that entry has confirmed, `unproved`
    the lines of which only a part was handed out.
    """

    sequence: int = 0
    hash: str = FIRST
    entry: int = 0
    time: str = ""
    withheld: int = 0
    unproved: int = 0
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
    except UNREADABLE:
        name, version = "", 0
    if (name, version) != (FORMAT, VERSION):
        yield "The first line is not that of a log of this kind"


def _of_line(line: bytes, walk: Walk) -> Iterator[str]:
    seal, _, text = line.removesuffix(b"\n").partition(b"\t")
    try:
        sequence, entry, digest, previous, hash_ = _of_kinds(json.loads(seal), int, int, str, str, str)
        chained = hashlib.sha256(b"\x01" + compact([sequence, entry, digest, previous])).hexdigest() == hash_
    except UNREADABLE:
        yield f"The line after seal {walk.sequence} cannot be read"
        return
    if sequence != walk.sequence + 1:
        yield f"Seal {walk.sequence + 1} is missing before entry {entry}"
    elif previous != walk.hash:
        yield f"The seal of entry {entry} does not follow from the seal before it"
    if not chained:
        yield f"The seal of entry {entry} was changed after it was set"
    if entry <= walk.entry:
        yield f"Entry {entry} does not stand where it was sealed: the order was changed"
    if text == b"null":
        walk.withheld += 1
    else:
        yield from _of_entry(*text.partition(b"\t")[::2], entry, digest, walk)
    walk.sequence, walk.hash, walk.entry = sequence, hash_, entry


def _of_kinds(values: list, *kinds: type) -> list:
    """Give these values, each of its kind, and numbers no larger than a database holds; or raise a ValueError."""
    fit = [type(value) is kind for value, kind in zip(values, kinds, strict=True)]
    if not all(fit) or not all(-(2**63) <= value < 2**63 for value in values if type(value) is int):
        raise ValueError
    return values


def _of_entry(text: bytes, erased: bytes, entry: int, digest: str, walk: Walk) -> Iterator[str]:
    fits = hashlib.sha256(b"\x00" + text).hexdigest() == digest
    if not fits and not _noted_as_erased(text, erased, entry, walk):
        yield f"Entry {entry} was changed after it was written: it no longer fits its seal"
        return
    try:
        said = json.loads(text)
        number, time, event = _of_kinds([said["id"], said["timestamp"], said["event"]], int, str, str)
    except UNREADABLE:
        yield f"Entry {entry} cannot be read, though it fits its seal: no version of the product wrote it"
        return
    if fits and event == DISPOSED:
        yield from _confirmed(said.get("additional_data"), entry, walk)
    if number != entry:
        yield f"Entry {entry} does not stand where it was sealed: it says that it is entry {number}"
    if time < walk.time:
        yield f"Time runs back at entry {entry}: it is dated before entry {walk.entry}"
    walk.time = time


def _noted_as_erased(text: bytes, erased: bytes, entry: int, walk: Walk) -> bool:
    """Note an entry that says it was erased, and whether it looks so: a later one has to confirm it."""
    try:
        line, words = _of_kinds(json.loads(erased), int, str)
        words.encode()
        said = json.loads(text)
        looks_so = said["salt"] == "" and said["id"] == entry and bool(said["timestamp"])
    except UNREADABLE:
        return False
    waiting = walk.erased.setdefault(line, Erased(words, entry))
    waiting.number += 1
    waiting.sha256.update(f"{entry}:{hashlib.sha256(bytes(1) + text).hexdigest()}\n".encode())
    return looks_so


def _confirmed(said: dict, entry: int, walk: Walk) -> Iterator[str]:
    """Hold the entries that were erased under one line against what the log says of it, later on: all of them, since
    they are handed out together or not at all. Earlier versions handed out a part, of which nothing is proved."""
    names = ("line", "entries", "erased", "disposal")
    try:
        line, entries, erased, disposal = _of_kinds([said[name] for name in names], int, int, str, int)
    except UNREADABLE:
        yield f"Entry {entry} cannot be read: it does not say which entries were erased by which disposal"
        return
    waiting = walk.erased.pop(line, Erased("", entry))
    if (waiting.number, waiting.sha256.hexdigest()) != (entries, erased):
        yield from _in_part(waiting, entries, f"entry {entry} says was erased by disposal {disposal}", walk)
    elif waiting.number:
        walk.disposed[waiting.words] = walk.disposed.get(waiting.words, 0) + waiting.number


def _in_part(waiting: Erased, entries: int, said: str, walk: Walk) -> Iterator[str]:
    """Say what it means that the sum of a line does not fit; nothing if all of the line may have been withheld."""
    if not entries - walk.withheld <= waiting.number < entries:
        yield f"What {said} is not what is empty, or was changed"
    elif waiting.number:
        walk.unproved += 1
        part = f"{waiting.number} of {entries} entries stand here, the first of them entry {waiting.first}"
        yield f"What {said} is not proved by what is left: {part}; the rest may have been withheld"


def _of_closing(line: bytes, walk: Walk) -> Iterator[str]:
    for waiting in walk.erased.values():
        yield f"Entry {waiting.first} was erased, and nothing after it says by which disposal"
    if line != closing(walk):
        yield "The last line does not fit those before it: the file is not as it was handed out, or not whole"


def closing(walk: Walk) -> bytes:
    """Give the last line of a log."""
    return compact([walk.sequence, walk.withheld, walk.sha256.hexdigest()]) + b"\n"


@dataclass(frozen=True)
class SignedHead:
    """What a checkpoint says, its signature checked: number and hash of the last seal, when, and whose key it was."""

    size: int
    hash: str
    time: str
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
        name, version, _setting, size, hash_, time, public = said
        signed = is_signed(compact(said), bytes.fromhex(signature), bytes.fromhex(public))
        _of_kinds([size, hash_, time], int, str, str)
    except UNREADABLE:
        raise ValueError(NO_CHECKPOINT) from None
    if (name, version) != (CHECKPOINT, CHECKPOINT_VERSION):
        raise ValueError(NO_CHECKPOINT)
    if not signed:
        raise ValueError(NOT_SIGNED)
    return SignedHead(size, hash_, time, public)


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
    asked, walk = parser.parse_args(arguments), Walk()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # not every terminal has every sign
    try:
        at = read_checkpoint(asked.checkpoint.read_text("utf-8", "replace")) if asked.checkpoint else None
        found = _count_faults(asked.log, walk, at)
    except (ValueError, OSError) as wrong:
        print(f"{CANNOT} {wrong.filename}: {wrong.strerror}" if isinstance(wrong, OSError) else wrong, file=sys.stderr)
        return 1
    if found:
        print(CHANGED if found > walk.unproved else NOT_PROVED, file=sys.stderr)
    else:
        _say(walk, at)
    return 1 if found else 0


def _count_faults(log: Path, walk: Walk, at: SignedHead | None) -> int:
    found = 0
    with log.open("rb") as lines:
        for fault in faults(lines, walk, (at.size, at.hash) if at else None):
            found += 1
            print(fault, file=sys.stderr)
    return found


def _say(walk: Walk, at: SignedHead | None) -> None:
    print(f"{walk.sequence:,} entries, all in order. The last seal is number {walk.sequence}: {code(walk.hash)}")
    if at:
        print(f"It fits the checkpoint, which was signed with the key {at.key}.")
        print("The same code must stand on a checkpoint that was printed: else it is somebody else's.")
    if walk.withheld:
        print(f"Of {walk.withheld:,} of them only the digest was handed out.")
    for words, number in walk.disposed.items():
        print(f"Of {number:,} of them the payload was {words}.")


if __name__ == "__main__":
    sys.exit(main())

"""Long PDFs: set part by part in a process of its own and bound into one, while a page says how far it is.

    start(Book(front, parts, resources, attached), folder)   # returns at once
    progress(folder)                                         # how far it is, or that it failed
    (folder / COPY).read_bytes()                             # once `progress(folder).whole`

A long page takes memory by its length, and time by more than that: each part is set in a process that ends with it.
The copy declares PDF/A-3a and PDF/UA-1. Pages are numbered through the parts. The front is set last, when it is known
where everything stands: its links to `goto:ID` lead there, and `@@page:ID@@` and `@@pages@@` are the numbers.

The process gets what the book holds, and nothing else: neither the database nor the key. It holds the lock of its
folder for as long as it lives, so that one that was killed is not waited for.
"""

import base64
import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from neston_sharing.foundation import pdf
from neston_sharing.foundation.embedded import private_folder

COPY, DONE, FAILED, LOCK = "copy.pdf", "done", "failed", "lock"
LONGEST = 600  # seconds, of the clock
MOST_MEMORY = 1024 * 1024 * 1024  # bytes of address space; what is in use stays below a quarter of it
LARGEST_PART = 200_000  # characters of HTML
VARIANT = "pdf/a-3a"


@dataclass(frozen=True)
class Attached:
    """A file that the copy carries."""

    content: bytes
    kind: str
    what: str


@dataclass(frozen=True)
class Book:
    """Pages of HTML: the front, and the parts that follow it. `attached` goes by the names of the files."""

    front: str
    parts: tuple[str, ...]
    resources: Mapping[str, bytes]
    attached: Mapping[str, Attached]


@dataclass(frozen=True)
class Progress:
    """`done` of `parts` are set; `whole` once the copy lies there."""

    done: int = 0
    parts: int = 0
    whole: bool = False
    failed: bool = False
    why: str = ""


def grouped(pieces: Sequence[str], largest: int) -> list[str]:
    """Join pieces of HTML to parts that take a moderate amount of memory each."""
    parts: list[str] = []
    for piece in pieces:
        if parts and len(parts[-1]) + len(piece) <= largest:
            parts[-1] += piece
        else:
            parts.append(piece)
    return parts


def start(book: Book, folder: Path) -> None:
    """Begin to set the book, and return; what fails is said by `progress`. Refused inside a transaction."""
    pdf.outside_transactions()
    with (private_folder(folder) / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        child = subprocess.Popen(  # noqa: S603 (our own module)
            [sys.executable, "-m", "neston_sharing.foundation.bindery", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=pdf.HERE,
            env=pdf.environment(),
            pass_fds=[lock.fileno()],
            start_new_session=True,
        )
    _tell(child, book)


def _tell(child: subprocess.Popen, book: Book) -> None:
    try:
        child.stdin.write(as_job(book))  # type: ignore[union-attr]
        child.stdin.close()  # type: ignore[union-attr]
    except BrokenPipeError:
        pass  # it ended before it had read all: `progress` says that it failed


def as_job(book: Book) -> bytes:
    """Write the book as the process that sets it reads it."""

    def packed(content: bytes) -> str:
        return base64.b64encode(content).decode()

    resources = {url: packed(content) for url, content in book.resources.items()}
    attached = {name: [packed(each.content), each.kind, each.what] for name, each in book.attached.items()}
    job = {"front": book.front, "parts": book.parts, "resources": resources, "attached": attached}
    return json.dumps(job).encode()


def progress(folder: Path) -> Progress:
    """Say how far it is; one that took too long, or that nobody works at any more, has failed."""
    if (folder / COPY).exists():
        return Progress(whole=True)
    if not folder.exists():
        return Progress(failed=True, why="It is not being made.")
    done, parts = _counted(folder)
    if (folder / FAILED).exists():
        return Progress(done, parts, failed=True, why=(folder / FAILED).read_text())
    if not _is_worked_at(folder) and not (folder / COPY).exists():
        return Progress(done, parts, failed=True, why="It was stopped before it was whole.")
    return Progress(done, parts, whole=(folder / COPY).exists())


def _counted(folder: Path) -> tuple[int, int]:
    if not (folder / DONE).exists():
        return 0, 0
    done, _, parts = (folder / DONE).read_text().partition(" ")
    return int(done or 0), int(parts or 0)


def _is_worked_at(folder: Path) -> bool:
    with (folder / LOCK).open("a") as lock:
        if time.time() - os.fstat(lock.fileno()).st_mtime > LONGEST:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False

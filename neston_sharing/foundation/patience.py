"""No request waits longer than `PATIENCE` for a PDF: it goes on being set, and a page asks for it again.

    with patience.of(request):    # what sets a PDF within finds what an earlier request began, or begins it
        …                         # StillBeingSet, if it takes longer

Whoever asks again says by a token what for; a request without one begins anew, and so does one whose page would say
something else by now. What is set lies in a folder that only this program may read, under a name that nobody else's
request leads to, until it is given or has lain there for `KEPT` seconds.

The process that sets it holds the lock of its folder for as long as it lives: so it is known to have ended, also where
it was begun by a process that is gone. It holds one of `SLOTS` as well: so many are set at a time, the others wait.
"""

import fcntl
import json
import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, NoReturn, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from neston_sharing.foundation.embedded import private_folder

PATIENCE = 4.0  # seconds; with what is done before and after, no worker is held for more than five
KEPT = 120  # seconds
SLOTS = max(2, os.cpu_count() or 2)
TURNS = 256  # files whose locks say whose turn it is; now and then two who ask for different things share one
BETWEEN_LOOKS = 0.02  # seconds
ASKS_AGAIN = "set"  # by this name, what asks again carries its token
TOLD, MADE, ERRORS, LOCK, NOTE, PAGE = "told", "made", "errors", "lock", "note", "page"


Seen = TypeVar("Seen")


class StillBeingSet(Exception):
    """It goes on being set, or waits for others to be: ask again with this token."""

    def __init__(self, token: str) -> None:
        super().__init__("it is being set")
        self.token = token


@dataclass(frozen=True)
class Command:
    """A program, where it runs, and what it knows of the environment."""

    words: Sequence[str]
    cwd: Path
    env: Mapping[str, str]


@dataclass(frozen=True)
class Work:
    """A process that sets a page, and the folder for what comes of it."""

    folder: Path

    def begin(self, page: str, told: bytes, command: Command, slot: IO | None = None) -> None:
        """Start the command: what it is told comes on its standard input, what it makes goes to its standard output."""
        private_folder(self.folder)
        (self.folder / PAGE).write_text(page)
        (self.folder / TOLD).write_bytes(told)
        with (
            (self.folder / LOCK).open("w") as lock,
            (self.folder / TOLD).open("rb") as asked,
            (self.folder / MADE).open("wb") as made,
            (self.folder / ERRORS).open("wb") as errors,
        ):
            fcntl.flock(lock, fcntl.LOCK_EX)
            subprocess.Popen(  # noqa: S603 (a module of ours)
                command.words,
                stdin=asked,
                stdout=made,
                stderr=errors,
                cwd=command.cwd,
                env=command.env,
                pass_fds=[each.fileno() for each in (lock, slot) if each],
                start_new_session=True,
            )
        (self.folder / TOLD).unlink()  # the process has it open; nobody else needs it any more

    def has_ended(self, within: float) -> bool:
        """Wait for that many seconds at most. One that another request took meanwhile has ended, too."""
        with suppress(FileNotFoundError), (self.folder / LOCK).open("r+") as lock:
            return _looked(lambda: _locked(lock), within)
        return True

    def taken(self) -> tuple[bytes, str] | None:
        """Give what was made and what was complained of, and clear it away; None where another request was first."""
        mine = self.folder.with_name(f"taken-{secrets.token_hex(8)}")
        try:
            self.folder.rename(mine)
        except FileNotFoundError:
            return None
        made, errors = (mine / MADE).read_bytes(), (mine / ERRORS).read_text(errors="replace")
        shutil.rmtree(mine, ignore_errors=True)
        return made, errors

    def is_of(self, page: str) -> bool:
        """Whether it sets the page of this digest, and not one that said something else."""
        return _read(self.folder / PAGE) == page


class Asked:
    """One request for a PDF. `note` is for whoever asks again: it is empty unless this is asked again."""

    def __init__(self, request: HttpRequest) -> None:
        given = request.POST.get(ASKS_AGAIN) or request.GET.get(ASKS_AGAIN)
        self.token = given or secrets.token_urlsafe(16)
        name = _name(request, self.token)
        self.work = Work(room() / f"set-{name}")
        self.note: dict = {}
        self.slot: IO | None = None
        self.turn = (room() / f"turn-{int(name, 16) % TURNS}").open("w")
        self.until = time.monotonic() + PATIENCE

    @property
    def patience(self) -> float:
        """How many seconds this request may still wait."""
        return max(0.0, self.until - time.monotonic())

    def take_turn(self) -> None:
        """Wait until nobody else asks with this token, or raise StillBeingSet: two at once would begin it twice, each
        under a seal of its own, and take it from each other half made."""
        if not _looked(lambda: _locked(self.turn), self.patience):
            raise StillBeingSet(self.token)
        self.note = json.loads(_read(self.work.folder / NOTE) or "{}")

    def make_room(self) -> None:
        """See to it that this may be set now, or raise StillBeingSet: before anything is recorded of it."""
        if self.slot or self.work.folder.exists():
            return
        self.slot = _slot(self.patience)
        if self.slot is None:
            raise StillBeingSet(self.token)

    def begin(self, page: str, told: bytes, command: Command) -> None:
        """Begin what sets the page of this digest, in place of what was begun before."""
        self.slot = self.slot or _slot(self.patience)
        if self.slot is None:
            raise StillBeingSet(self.token)
        shutil.rmtree(self.work.folder, ignore_errors=True)
        self.work.begin(page, told, command, self.slot)

    def leave(self) -> NoReturn:
        """Let it be found by whoever asks again: raise StillBeingSet."""
        with suppress(FileNotFoundError):
            (self.work.folder / NOTE).write_text(json.dumps(self.note))
            os.utime(self.work.folder)
        raise StillBeingSet(self.token)


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


def asked() -> Asked | None:
    """Give the request for a PDF that is being answered, if one is."""
    return _asked.get()


def first_asked_at() -> datetime:
    """Say when this was asked for first: a page that names the time says the same when it is asked for again."""
    asks = asked()
    now = timezone.now().isoformat()
    return datetime.fromisoformat(asks.note.setdefault("at", now) if asks else now)


@contextmanager
def of(request: HttpRequest) -> Iterator[Asked]:
    """Be patient with what this request asks for, and no longer."""
    sweep()
    asks = Asked(request)
    token = _asked.set(asks)
    try:
        asks.take_turn()
        yield asks
    finally:
        _asked.reset(token)
        asks.turn.close()
        if asks.slot:
            asks.slot.close()


def sweep(older_than: float = KEPT) -> None:
    """Clear away what nobody came back for."""
    for folder in room().iterdir():
        with suppress(FileNotFoundError):
            if folder.is_dir() and time.time() - folder.stat().st_mtime > older_than:
                shutil.rmtree(folder, ignore_errors=True)


def room() -> Path:
    return private_folder(settings.IN_THE_MAKING / "short")


def _name(request: HttpRequest, token: str) -> str:
    """The same for the same person, signed in once, who asks again for the same; nobody else's leads there."""
    session = getattr(getattr(request, "session", None), "session_key", None)
    asker = getattr(getattr(request, "user", None), "pk", None)
    same = f"{session} {asker} {request.method} {request.path} {token}"
    return salted_hmac("a PDF that is being set", same, algorithm="sha256").hexdigest()


def _slot(within: float) -> IO | None:
    """Wait so many seconds for a free one; give it held, until it is closed here and wherever it was passed on."""
    slots = [(room() / f"slot-{number}").open("w") for number in range(SLOTS)]
    free = _looked(lambda: next(filter(_locked, slots), None), within)
    for slot in slots:
        if slot is not free:
            slot.close()
    return free


def _looked(look: Callable[[], Seen], within: float) -> Seen:
    """Look again and again, for so many seconds, until there is something; give what was seen last."""
    until = time.monotonic() + within
    while not (seen := look()) and time.monotonic() < until:
        time.sleep(BETWEEN_LOOKS)
    return seen


def _locked(file: IO) -> bool:
    """Take the file's lock, if it is free."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""

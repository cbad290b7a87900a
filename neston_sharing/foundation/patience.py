"""No request waits longer than `PATIENCE` for a PDF: it goes on being set, and a page asks for it again.

    with patience.of(request):    # what sets a PDF within gives what an earlier request began, or begins it
        …                         # StillBeingSet, if it takes longer

Whoever asks for the same again within `KEPT` seconds is given what was begun, once it is there. It lies in a folder
that only this program may read, and is gone once it was given, or when the next PDF is asked for after that time.
The process that sets it holds the lock of its folder for as long as it lives: so it is known to have ended, also where
it was begun by a process that is gone.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from neston_sharing.foundation.embedded import private_folder

PATIENCE = 4.0  # seconds; with what is done before and after, no worker is held for more than five
KEPT = 120  # seconds
BETWEEN_LOOKS = 0.02  # seconds
MADE, ERRORS, LOCK, NOTE = "made", "errors", "lock", "note"


class StillBeingSet(Exception):
    """It goes on being set: ask again."""


@dataclass(frozen=True)
class Work:
    """A process that sets a PDF, and the folder for what comes of it."""

    folder: Path

    @classmethod
    def begin(cls, command: Sequence[str], told: bytes, **how) -> "Work":
        """Start the command: what it is told comes on its standard input, what it makes goes to its standard output."""
        work = cls(Path(tempfile.mkdtemp(prefix="now-", dir=_room())))
        with (work.folder / LOCK).open("w") as lock, (work.folder / MADE).open("wb") as made:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with (work.folder / ERRORS).open("wb") as errors:
                child = subprocess.Popen(  # noqa: S603 (a module of ours)
                    command,
                    stdin=subprocess.PIPE,
                    stdout=made,
                    stderr=errors,
                    pass_fds=[lock.fileno()],
                    start_new_session=True,
                    **how,
                )
        with suppress(BrokenPipeError), child.stdin:  # type: ignore[union-attr]
            child.stdin.write(told)  # type: ignore[union-attr]
        return work

    def has_ended(self, within: float) -> bool:
        """Wait for that many seconds at most."""
        until = time.monotonic() + within
        with (self.folder / LOCK).open("a") as lock:
            while not _is_free(lock.fileno()):
                if time.monotonic() > until:
                    return False
                time.sleep(BETWEEN_LOOKS)
        return True

    def taken(self) -> tuple[bytes, str]:
        """Give what was made and what was complained of, and clear it away."""
        made, errors = (self.folder / MADE).read_bytes(), (self.folder / ERRORS).read_text(errors="replace")
        shutil.rmtree(self.folder, ignore_errors=True)
        return made, errors


class Asked:
    """One request for a PDF. `note` is for whoever asks again: it is empty unless this is asked again."""

    def __init__(self, name: str) -> None:
        self.left = _room() / name
        self.work = self._begun_before()
        self.note = (self.work.folder / NOTE).read_text() if self.work else ""

    def _begun_before(self) -> Work | None:
        """Take over what an earlier request left; of two that ask at once, one finds it."""
        mine = self.left.with_name(f"now-{os.urandom(8).hex()}")
        with suppress(FileNotFoundError):
            self.left.rename(mine)
            return Work(mine)
        return None

    def leave(self, work: Work) -> None:
        """Let it be found by the same request, made again."""
        (work.folder / NOTE).write_text(self.note)
        os.utime(work.folder)
        with suppress(OSError):  # another has left its own there: this one is nobody's, and swept away
            work.folder.rename(self.left)


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


def asked() -> Asked | None:
    """Give the request for a PDF that is being answered, if one is."""
    return _asked.get()


@contextmanager
def of(request: HttpRequest) -> Iterator[Asked]:
    """Be patient with what this request asks for, and no longer."""
    sweep()
    token = _asked.set(Asked(_name(request)))
    try:
        yield _asked.get()  # type: ignore[misc]
    finally:
        _asked.reset(token)


def sweep() -> None:
    """Clear away what nobody came back for."""
    for folder in _room().iterdir():
        with suppress(FileNotFoundError):
            if time.time() - folder.stat().st_mtime > KEPT:
                shutil.rmtree(folder, ignore_errors=True)


def _name(request: HttpRequest) -> str:
    """The same for the same person, signed in once, who asks for the same; nobody else can tell it."""
    session = getattr(getattr(request, "session", None), "session_key", None)
    asker = getattr(getattr(request, "user", None), "pk", None)
    same = f"{session} {asker} {request.method} {request.get_full_path()}"
    return salted_hmac("a PDF that is being set", same, algorithm="sha256").hexdigest()


def _room() -> Path:
    return private_folder(settings.IN_THE_MAKING / "short")


def _is_free(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""Where a backup lies in plain text while it is made or opened: a folder beside the data, for its owner alone.

Whoever works in it holds its lock for as long as they live, so that what a killed process left there is known, and
cleared away before the next backup is made or opened.
"""

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.conf import settings

from neston_sharing.foundation.embedded import private_folder

SUFFIX = ".tar.age"
MAKING, OPENING = ".backup-", ".restore-"
LOCK, LOCKING = "lock", "locking"
LIES_THERE = {"database", "manifest.json", "whole.tar", "whole.age", "parts", LOCK, LOCKING}
LONG = 24 * 60 * 60  # seconds: no backup takes so long


@contextmanager
def aside(prefix: str) -> Iterator[Path]:
    """Give a new folder, which is gone afterwards; `prefix` is MAKING or OPENING."""
    beside = private_folder(settings.DATA_DIR)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=beside, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with (folder / LOCKING).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            (folder / LOCKING).rename(folder / LOCK)  # nobody finds a lock that is not held yet
            yield folder


def draft_in(folder: Path, of: Path) -> Path:
    """Name the file in which a backup is written to `folder`, until it is whole and takes its own name."""
    return folder / f"{of.name}{SUFFIX}"


def sweep(target: Path | None = None) -> None:
    """Clear away what was left beside the data, and in the folder that backups are written to.

    Earlier versions worked in that folder: whatever lies there is known by its name, by what is in it, and by its age.
    """
    for folder in filter(None, (settings.DATA_DIR, target)):
        for left in (*folder.glob(f"{MAKING}*"), *folder.glob(f"{OPENING}*")):
            with suppress(OSError):  # gone meanwhile, or not for us to take away
                if _is_ours(left) and _is_left(left):
                    _clear(left, target)


def _is_ours(left: Path) -> bool:
    if left.is_symlink() or not left.is_dir():
        return left.is_file() and left.name.endswith(SUFFIX)
    return {each.name for each in left.iterdir()} <= LIES_THERE


def _is_left(left: Path) -> bool:
    """By its lock, where it has one."""
    try:
        with (left / LOCK).open("r+") as lock:
            return _is_free(lock)
    except (FileNotFoundError, NotADirectoryError):
        return time.time() - left.stat().st_mtime > LONG


def _is_free(lock: IO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _clear(left: Path, target: Path | None) -> None:
    if left.is_dir():
        shutil.rmtree(left, ignore_errors=True)
        if target:
            draft_in(target, left).unlink(missing_ok=True)
    else:
        left.unlink(missing_ok=True)

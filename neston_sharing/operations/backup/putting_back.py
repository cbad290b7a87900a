"""Puts what a backup holds in its place: files and keys first, the database last, and nothing where one of them fails.

The database says whether anything is here: it comes in one step, when all else is there. A note says that files are
being put back, so that those which a killed process left are known, and the next one begins anew.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.embedded import private_folder
from neston_sharing.operations import state
from neston_sharing.operations.backup import snapshot
from neston_sharing.operations.backup.make import KEYS

NOT_EMPTY = (
    "There is data here already, and it stays as it is. Restore into a place of its own: set DATA_DIR to another "
    "folder, and DATABASE_URL to an empty database if you use PostgreSQL."
)
NOTE, BEGUN = "restore-begun", "files"


@contextmanager
def into_nothing() -> Iterator[Path]:
    """Hold the place, and give the note; refuses one that holds data, or in which somebody else restores."""
    note = private_folder(settings.DATA_DIR) / NOTE
    with note.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal("Another restore is under way here: let it end") from None
        try:
            _refuse_data(note)
            yield note
        except Exception:
            note.unlink()
            raise
        note.unlink()


def _refuse_data(note: Path) -> None:
    if state.look() is not state.Holds.NOTHING:
        raise Refusal(NOT_EMPTY)
    if note.read_text() == BEGUN:
        _clear_files()
    if any(_files()):
        raise Refusal(NOT_EMPTY)


def put_back(folder: Path, note: Path) -> None:
    """Put back what was unpacked in `folder`; where something fails, all is as it was before."""
    own = {name: (settings.DATA_DIR / name).read_bytes() for name in KEYS if (settings.DATA_DIR / name).exists()}
    note.write_text(BEGUN)
    try:
        _put_files(folder / "files")
        _put_keys({name: (folder / name).read_bytes() for name in KEYS if (folder / name).is_file()})
        snapshot.read(folder / "database")
    except Exception:
        _clear_files()
        _put_keys(own)
        raise
    os.truncate(note, 0)  # from here on the files are no leftovers


def _files() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    return root.iterdir() if root.exists() else iter(())


def _put_files(kept: Path) -> None:
    if kept.is_dir():
        shutil.copytree(kept, settings.MEDIA_ROOT, dirs_exist_ok=True)
        for path in Path(settings.MEDIA_ROOT).rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)


def _clear_files() -> None:
    for path in _files():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _put_keys(keys: dict[str, bytes]) -> None:
    """Each at once: a key that is half there could be used."""
    for name, key in keys.items():
        draft = settings.DATA_DIR / f"{name}.restoring"
        draft.touch(mode=0o600)
        draft.write_bytes(key)
        draft.replace(settings.DATA_DIR / name)

"""What this installation must not be started with, each in a sentence that says what to do.

The web server's door, `quickstart` and `check --deploy` ask here. Demonstration data may be looked at with DEBUG on;
nothing else is waived for it.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, connections

from neston_sharing.foundation.foreseen import not_started
from neston_sharing.operations import state
from neston_sharing.operations.state import Holds

SHORTEST, FEWEST = 50, 5  # characters of a key, and different ones among them
MADE_UP = ("django-insecure", "insecure", "changeme", "change-me", "secret", "password", "example", "default")
OTHERS = 0o077

# A folder that a program copies to other computers is known by its name, or by what that program leaves in it.
SYNCHRONISED = (
    "dropbox", "onedrive", "google drive", "googledrive", "google-drive", "my drive", "icloud", "mobile documents",
    "com~apple~clouddocs", "cloudstorage", "nextcloud", "owncloud", "syncthing", "box sync", "pcloud", "seafile",
)  # fmt: skip
LEFT_BY_ITS_PROGRAM = (
    ".stfolder", ".stversions", ".dropbox", ".dropbox.cache", ".tmp.drivedownload", ".tmp.driveupload",
    ".nextcloudsync.log", ".owncloudsync.log", ".sync_*.db", "._sync_*.db",
)  # fmt: skip


def refuse() -> None:
    """Leave with the reasons, if there are any."""
    if reasons := list(refusals()):
        not_started(reasons)


def refusals() -> Iterator[str]:
    yield from _debug()
    yield from _keys()
    yield from _engine()
    yield from _place()
    yield from _open_to_others()


def _debug() -> Iterator[str]:
    if settings.DEBUG and _may_hold_real_data():
        yield (
            "DEBUG is on, and this database holds a setting's data, which pages of errors would show. "
            "Take DEBUG out of the environment."
        )


def _may_hold_real_data() -> bool:
    """Ask the database; one that does not answer may hold anything."""
    if (file := database_file()) and not file.exists():
        return False
    try:
        return state.look() is Holds.A_SETTING
    except DatabaseError:
        return True
    finally:
        leave_nothing_open()


def leave_nothing_open() -> None:
    """Close what was opened here: a process that serves opens its own, in its own threads."""
    for each in connections.all(initialized_only=True):
        if not each.in_atomic_block:
            each.close()
            if close_pool := getattr(each, "close_pool", None):  # PostgreSQL's
                close_pool()


def _keys() -> Iterator[str]:
    for name, file in (("SECRET_KEY", "secret-key"), ("CHECKPOINT_KEY", "checkpoint-key")):
        if is_weak(getattr(settings, name)):
            yield (
                f"{name} is too short or too easily guessed. Take it out of the environment, and delete the file "
                f"{settings.DATA_DIR / file} if there is one: a good one is made at the next start."
            )


def is_weak(key: str) -> bool:
    return len(key) < SHORTEST or len(set(key)) < FEWEST or key.lower().startswith(MADE_UP)


def _engine() -> Iterator[str]:
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite" and options.get("transaction_mode") != "IMMEDIATE":
        yield (
            "DATABASE_URL names an SQLite file, which would lose what several people save at once. Leave DATABASE_URL "
            "out: the file in DATA_DIR is opened in the way that loses nothing."
        )


def database_file() -> Path | None:
    """Give the file of an SQLite database; None where a server keeps it, or where there is none on disk."""
    name = str(connection.settings_dict["NAME"])
    in_memory = name == ":memory:" or name.startswith("file:memory") or "mode=memory" in name
    return Path(name).absolute() if connection.vendor == "sqlite" and not in_memory else None


def _place() -> Iterator[str]:
    folders = {settings.DATA_DIR} | ({file.parent} if (file := database_file()) else set())
    for folder in sorted(folders):
        if found := synchronised(folder):
            yield (
                f"{folder} lies in {found}, which a program copies to other computers: that damages a database, and "
                "hands out what is in it. Set DATA_DIR to a folder outside it, and move the data there."
            )


def synchronised(folder: Path) -> Path | None:
    """Give the folder above this one, or it itself, that a synchronising program keeps; None where none does."""
    for each in (folder, *folder.parents):
        if each.name.lower().startswith(SYNCHRONISED) or any(_found(each, mark) for mark in LEFT_BY_ITS_PROGRAM):
            return each
    return None


def _found(folder: Path, mark: str) -> bool:
    try:
        return next(folder.glob(mark), None) is not None
    except OSError:  # a folder above ours that this account may not read
        return False


def _open_to_others() -> Iterator[str]:
    """Windows says nothing by these bits: there the folder's own rights must do."""
    if os.name == "nt":
        return
    if _is_open(settings.DATA_DIR):
        yield f"Others on this computer can look into {settings.DATA_DIR}. Run: chmod 700 {settings.DATA_DIR}"
    for file in _private_files():
        if _is_open(file):
            yield f"Others on this computer can read {file}. Run: chmod 600 {file}"


def _private_files() -> Iterator[Path]:
    yield from (settings.DATA_DIR / name for name in ("secret-key", "checkpoint-key"))
    if file := database_file():
        yield from sorted({file, *file.parent.glob(f"{file.name}*")})


def _is_open(path: Path) -> bool:
    """A journal may go between two looks."""
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & OTHERS)
    except FileNotFoundError:
        return False

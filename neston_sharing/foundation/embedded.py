"""The embedded default: a data folder that holds the database, the files and the secret key."""

import os
import secrets
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache, partial
from pathlib import Path
from random import uniform

# Earlier releases can lose a write when a WAL file is reset; the rollback journal has no such fault.
WAL_IS_SOUND_FROM = (3, 51, 3)

BEGIN = "BEGIN IMMEDIATE"
TIMEOUT = 20  # seconds
BETWEEN_LOOKS = (0.001, 0.006)  # seconds


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """Take SQLite's version, give the journal that is sound with it."""
    return "WAL" if version >= WAL_IS_SOUND_FROM else "DELETE"


def sqlite(path: Path) -> dict:
    """Give Django's settings for a database file at `path`, made to lose nothing under concurrent writers.

    A file that is not there is not made by whoever asks first: SQLite would begin an empty one, unseen.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "timeout": TIMEOUT,
            "transaction_mode": "IMMEDIATE",
            "factory": partial(_open, kept=path),
            "init_command": (
                f"PRAGMA journal_mode={journal_mode()};"
                "PRAGMA synchronous=FULL;"
                "PRAGMA foreign_keys=ON;"
                "PRAGMA recursive_triggers=ON;"
            ),
        },
    }


def _open(database: str, *args, kept: Path, **kwargs) -> sqlite3.Connection:
    if database == str(kept) and not kept.exists():
        raise sqlite3.OperationalError(f"{kept} is not there. Move it back, or restore a backup.")
    return InTurn(database, *args, **kwargs)


class InTurn(sqlite3.Connection):
    """Waits for its turn to write by looking often, at times left to chance.

    SQLite's own way looks ever more seldom, so that whoever comes later goes first: of sixteen programs that saved
    without a pause, most waited for twenty seconds in vain.
    """

    def cursor(self, factory=sqlite3.Cursor):
        return super().cursor(_in_turn(factory))


@cache
def _in_turn(factory: type[sqlite3.Cursor]) -> type[sqlite3.Cursor]:
    """Make it one that waits its turn, and rewrites a statement as SQLite takes it once (Django: each time)."""
    rewritten = lru_cache(maxsize=256)(partial(getattr(factory, "convert_query", None) or _as_it_is, None))

    class Cursor(factory):  # type: ignore[misc, valid-type]
        def convert_query(self, query: str, *, param_names=None) -> str:
            return rewritten(query) if param_names is None else super().convert_query(query, param_names=param_names)

        def execute(self, statement: str, *parameters):
            if statement != BEGIN:
                return super().execute(statement, *parameters)
            return _begin(self.connection, partial(super().execute, statement))

    return Cursor


def _as_it_is(_cursor: None, query: str) -> str:
    return query


def _begin(connection: sqlite3.Connection, begin: Callable):
    waited = 0.0
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                return begin()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or waited > TIMEOUT:
                    raise
            time.sleep(pause := uniform(*BETWEEN_LOOKS))  # noqa: S311 (nothing to guess)
            waited += pause
    finally:
        connection.execute(f"PRAGMA busy_timeout = {TIMEOUT * 1000}")


def begin_file(path: Path) -> None:
    """Make the empty file of a new database, readable by its owner only; one that is there stays as it is."""
    path.touch(mode=0o600)


def private_folder(path: Path) -> Path:
    """Make the folder, readable by its owner only."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def secret_key(data_dir: Path, name: str = "secret-key") -> str:
    """Give the data folder's key of this name; the first call makes it (file mode 0600), whoever else starts then."""
    path = private_folder(data_dir) / name
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=data_dir)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text(encoding="ascii").strip()

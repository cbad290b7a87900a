"""The database as it stands at one moment, written to a file and read back, on either engine."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

from neston_sharing.audit.canonical import FIRST
from neston_sharing.foundation.actions import Refusal

NOT_COUNTED = {"django_session"}  # ends with who is signed in
# Who owns what, and who may do what, is for the server that it is restored on: another one knows other roles.
NO_ROLES = ("--no-owner", "--no-privileges")
HEAD = "SELECT sequence, hash FROM audit_seal ORDER BY sequence DESC LIMIT 1"


class Held(NamedTuple):
    """What stood in the database at the moment of the snapshot."""

    counts: dict[str, int]
    sequence: int
    hash: str


def write(path: Path) -> Held:
    """Write the database to `path`, while others go on writing; say what is in it."""
    return _write_sqlite(path) if connection.vendor == "sqlite" else _write_postgresql(path)


def _write_sqlite(path: Path) -> Held:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as written:
        return held(lambda sql: written.execute(sql).fetchall(), _tables())


def _write_postgresql(path: Path) -> Held:
    """Let pg_dump see the very snapshot that is counted."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        run_tool("pg_dump", "--format=custom", *NO_ROLES, f"--snapshot={snapshot}", f"--file={path}")
        return now_held()


def now_held(tables: Iterable[str] = ()) -> Held:
    """What stands in the database now: in these tables, as far as there are any of that name, or in all of ours."""
    named = sorted(set(tables) & set(connection.introspection.table_names())) or _tables()
    with connection.cursor() as cursor:

        def rows(sql: str) -> list[tuple]:
            cursor.execute(sql)
            return cursor.fetchall()

        return held(rows, named)


def held(rows: Callable[[str], list[tuple]], tables: Iterable[str]) -> Held:
    counts = {table: rows(f'SELECT COUNT(*) FROM "{table}"')[0][0] for table in tables}  # noqa: S608 (our tables)
    (last,) = rows(HEAD) or [(0, FIRST)]
    return Held(counts, *last)


def _tables() -> list[str]:
    return sorted(set(connection.introspection.django_table_names(only_existing=True)) - NOT_COUNTED)


def read(path: Path) -> None:
    """Fill this installation's empty database from a file that `write` wrote: with all of it, or with nothing."""
    if connection.vendor == "sqlite":
        connection.close()
        _put(path, Path(connection.settings_dict["NAME"]))
    else:
        run_tool("pg_restore", "--single-transaction", "--exit-on-error", *NO_ROLES, "--dbname={}", str(path))
        connection.close()


def _put(path: Path, file: Path) -> None:
    """A copy that the disk refuses halfway is no database."""
    draft = file.with_name(f"{file.name}.restoring")
    try:
        draft.touch(mode=0o600)
        shutil.copyfile(path, draft)
        flush(draft)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Wait until the disk has all of it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def run_tool(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs against our database; the password goes by the environment."""
    settings = connection.settings_dict
    known = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {variable: str(settings[key]) for variable, key in known.items() if settings.get(key)}
    if host := settings["OPTIONS"].get("host"):
        given["PGHOST"] = host
    said = [argument.replace("{}", settings["NAME"]) for argument in arguments]
    done = subprocess.run([_found(name), *said], env=os.environ | given, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise Refusal(f"{name} stopped: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no reason'}")


def _found(name: str) -> str:
    """Find the program beside the newest server of Debian, whose client on the PATH may be older than the server."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parent.parent.name))
    found = str(beside[-1]) if beside else shutil.which(name)
    if not found:
        raise Refusal(f"{name} is not installed: apt-get install postgresql-client")
    return found

"""The throw-away installation: a data folder and a database of its own, gone afterwards whatever happens."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from neston_sharing.foundation import embedded
from neston_sharing.foundation.actions import Refusal

FOLDER_PREFIX, DATABASE_PREFIX = "neston-benchmark-", "neston_benchmark_"
ROOT = Path(__file__).parents[3]
# Whatever an installation is told by its environment, this one is not.
NOT_TOLD = ("SECRET_KEY", "CHECKPOINT_KEY", "EMAIL_URL", "HTTPS", "TRUSTED_PROXY", "DEBUG", "BACKUP_RECIPIENT")
SERVER = "BENCHMARK_SERVER"
OURS = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"


def run_apart(options: dict, server: str = "") -> dict:
    """Have everything measured by a process with settings of its own; give what it found.

    `server` is the address of a PostgreSQL server, on which databases are made and dropped again; without it, SQLite
    in the folder. What it says of its progress goes through.
    """
    with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX) as folder, _database(Path(folder), server) as url:
        environment = {name: value for name, value in os.environ.items() if name not in NOT_TOLD} | {
            "DJANGO_SETTINGS_MODULE": "neston_sharing.operations.benchmark.settings",
            "DATA_DIR": folder,
            "DATABASE_URL": url,
            SERVER: server,
        }
        command = [sys.executable, "-m", "neston_sharing.operations.benchmark", json.dumps(options)]
        done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)  # noqa: S603 (our own module)
    if done.returncode:
        raise Refusal("The process that measures ended before it was done; what it said stands above.")
    return json.loads(done.stdout)


@contextmanager
def _database(folder: Path, server: str) -> Iterator[str]:
    if not server:
        embedded.begin_file(folder / "neston.sqlite3")
        yield ""
        return
    if not server.startswith(("postgresql://", "postgres://")):
        raise Refusal("Name a PostgreSQL server: postgresql://… The databases that it holds are left alone.")
    name = f"{DATABASE_PREFIX}{os.getpid()}_{os.urandom(4).hex()}"
    try:
        on_server(server, "CREATE DATABASE {}", name)
        yield at(server, name)
    finally:
        for (each,) in on_server(
            server, "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", given=[name]
        ):
            on_server(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", each)


def on_server(server: str, statement: str, *names: str, given: list | None = None) -> list[tuple]:
    """Run one statement on the server, outside transactions, with these names of databases in it."""
    composed = sql.SQL(statement).format(*map(sql.Identifier, names))
    try:
        with psycopg.connect(server, autocommit=True) as there:
            cursor = there.execute(composed, given)
            return cursor.fetchall() if cursor.description else []
    except psycopg.OperationalError as no:
        raise Refusal(f"The PostgreSQL server cannot be used: {no}") from no


def at(server: str, name: str) -> str:
    """Give the address of a database of that name on the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))

"""An installation of a test's own, with the tables of the tests, and web servers that serve it as in real life."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from pathlib import Path
from typing import IO
from urllib.parse import urlencode, urlsplit

import psycopg
from django.conf import settings
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

STARTS_WITHIN = 30  # seconds


@dataclass
class Place:
    """Its data folder, its database, what was put there (see seeding.py), and the role that serves it on PostgreSQL."""

    folder: Path
    database: str = ""
    role: str = ""
    there: dict = field(default_factory=dict)

    def environment(self, role: str = "") -> dict[str, str]:
        ours = {"DATA_DIR": str(self.folder), "SECRET_KEY": "", "CHECKPOINT_KEY": "", "DEBUG": "", "HTTPS": ""}
        server = settings.DATABASES["default"].get("OPTIONS", {}).get("host", "")
        named = f"postgresql://{role or self.role}@/{self.database}?host={server}" if self.database else ""
        return os.environ | ours | {"DATABASE_URL": named, "DJANGO_SETTINGS_MODULE": "neston_sharing.settings"}

    def run(self, *command: str, role: str = "", **environment: str) -> subprocess.CompletedProcess:
        told = self.environment(role) | environment
        given = {"env": told, "cwd": settings.BASE_DIR, "capture_output": True, "text": True}
        return subprocess.run([sys.executable, *command], timeout=120, **given)

    def rows(self, statement: str) -> list[tuple]:
        """Ask the database itself, as the owner of its tables."""
        if not self.database:
            with closing(sqlite3.connect(self.folder / "neston.sqlite3")) as asked:
                return asked.execute(statement).fetchall()
        with psycopg.connect(owners(self.database)) as asked:
            return asked.execute(statement).fetchall()


def owners(database: str) -> str:
    given = connection.settings_dict
    known = {"host": given["OPTIONS"].get("host") or given["HOST"], "port": given["PORT"], "user": given["USER"]}
    return psycopg.conninfo.make_conninfo(dbname=database, **{name: value for name, value in known.items() if value})


LEAVE = "SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE datname = '{}'"


def at_the_server(*statements: str) -> None:
    with psycopg.connect(owners("postgres"), autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


@contextmanager
def place() -> Iterator[Place]:
    """Make one: a copy of the tests' own tables, guards and all, which takes a moment where migrating takes many."""
    with tempfile.TemporaryDirectory(prefix="neston-nodes-") as folder:
        made = Place(Path(folder))
        if connection.vendor == "sqlite":
            file = made.folder / "neston.sqlite3"
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(file)])
            file.chmod(0o600)
            seed(made)
            yield made
        else:
            with a_database() as (made.database, made.role):
                seed(made)
                yield made


@contextmanager
def a_database() -> Iterator[tuple[str, str]]:
    """Copy the tests' database, and make a role that owns nothing in the copy."""
    name = f"nodes_{uuid.uuid4().hex[:12]}"
    template, role = connection.settings_dict["NAME"], f"{name}_app"
    connection.close()
    connection.close_pool()
    at_the_server(LEAVE.format(template))  # one that a thread of an earlier test has left open would refuse the copy
    at_the_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"', f'CREATE ROLE "{role}" LOGIN')
    try:
        yield name, role
    finally:
        at_the_server(f'DROP DATABASE "{name}" WITH (FORCE)', f'DROP ROLE "{role}"')


def seed(made: Place) -> None:
    done = made.run("-m", "tests.operations.seeding", made.role, role=connection.settings_dict["USER"])
    assert done.returncode == 0, done.stderr
    made.there = json.loads(done.stdout.splitlines()[-1])


@dataclass
class Answer:
    status: int
    location: str
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")


class Browser:
    """Keeps cookies, which know no port: two nodes are one place to it. It follows no redirect.

    `through` are headers that a proxy on the way would set.
    """

    def __init__(self, cookies: dict[str, str] | None = None, through: dict[str, str] | None = None) -> None:
        self.cookies, self.through = dict(cookies or {}), through or {}

    def get(self, node: "Node", path: str) -> Answer:
        return self.ask(node, "GET", path)

    def post(self, node: "Node", path: str, **said: str) -> Answer:
        form = urlencode(said | self._token())
        return self.ask(node, "POST", path, form, "application/x-www-form-urlencoded")

    def upload(self, node: "Node", path: str, **said: str | IO[bytes]) -> Answer:
        """Post a form with files among what it says."""
        return self.ask(node, "POST", path, encode_multipart(BOUNDARY, said | self._token()), MULTIPART_CONTENT)

    def _token(self) -> dict[str, str]:
        token = next(value for name, value in self.cookies.items() if name.endswith("csrftoken"))
        return {"csrfmiddlewaretoken": token}

    def ask(self, node: "Node", method: str, path: str, body: str | bytes | None = None, kind: str = "") -> Answer:
        headers = self.through | {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        line = HTTPConnection("127.0.0.1", node.port, timeout=60)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        for header in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return Answer(answer.status, urlsplit(answer.headers.get("Location", "")).path, content)


class Node:
    """A web server as the services start it: gunicorn, one process that serves, eight threads."""

    def __init__(self, of: Place, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = of.folder / f"node-{self.port}.log"
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--threads",
            "8",
            "--no-control-socket",
        ]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, "neston_sharing.wsgi"],
                cwd=settings.BASE_DIR,
                env=of.environment() | environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            try:
                Browser().get(self, "/health/")
                return
            except (OSError, HTTPException):
                time.sleep(0.1)
        raise AssertionError(f"It did not start: {self.log.read_text()}")

    def kill(self) -> None:
        """Stop it as a power cut would: no process of it does another thing."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def serving(of: Place, nodes: int = 1, **environment: str) -> Iterator[list[Node]]:
    started: list[Node] = []
    try:
        started += (Node(of, **environment) for _ in range(nodes))
        for node in started:
            node.wait()
        yield started
    finally:
        for node in started:
            node.kill()


def rename_away(path: Path) -> Path:
    return Path(shutil.move(path, path.with_name(f"{path.name}.away")))

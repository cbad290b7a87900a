"""What moves to the other engine is all that was acknowledged, or nothing: no half of it is left there, unguarded.

Each of them has both engines, whichever the tests run on.
"""

import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as configured

from neston_sharing.operations.backup.elsewhere import Elsewhere
from tests import engine as engines
from tests.operations.installations import environment, manage_after, refused, said

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("sqlite")]

WRITER = """
import os, uuid, django
django.setup()
from agencies.actions.directory import add_agency
from agencies.models import Agency
while True:
    name = f"Agency {uuid.uuid4()}"
    add_agency(by=None, name=name, kind=Agency.Kind.HEALTH_VISITING, telephone="0151 496 0000")
    os.write(1, f"{name}\\n".encode())  # at once: others write there too
"""
REFUSED_AT_THE_END = """
from neston_sharing.operations import moving
def full(moved):
    raise OSError(28, "No space left on device")
moving._count_on = full
"""
KILLED_AT_THE_END = REFUSED_AT_THE_END.replace(
    'raise OSError(28, "No space left on device")', "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
)
BROKEN_AT_THE_END = REFUSED_AT_THE_END.replace("OSError(28,", "__import__('django.db').db.IntegrityError(")
FILE = "neston.sqlite3"


@pytest.fixture(scope="module")
def cluster() -> str:
    return engines.start_postgresql()


@pytest.fixture
def database(cluster) -> str:
    """An empty one on a server."""
    name = f"moved_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(cluster, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    return cluster.replace("/postgres?", f"/{name}?")


@pytest.fixture
def home(setting, tmp_path) -> Elsewhere:
    """An installation of this test's own, on SQLite."""
    shutil.copytree(setting.folder, tmp_path / "home", ignore=shutil.ignore_patterns("backups"))
    return Elsewhere(tmp_path / "home")


@pytest.fixture
def server(home, database) -> Elsewhere:
    """The same, moved to PostgreSQL."""
    said(home.manage("move", "--to", database))
    (home.folder / FILE).unlink()
    return Elsewhere(home.folder, database)


@contextmanager
def people_at_work(place: Elsewhere, into: Path, number: int = 2) -> Iterator[None]:
    """They note in a file what was acknowledged to them."""
    with into.open("w") as notes:
        given = {"env": environment(place), "cwd": configured.BASE_DIR, "stdout": notes, "stderr": subprocess.DEVNULL}
        people = [subprocess.Popen([sys.executable, "-c", WRITER], **given) for _ in range(number)]
        try:
            until = time.monotonic() + 60
            while into.stat().st_size == 0 and time.monotonic() < until:
                time.sleep(0.1)
            yield
        finally:
            for person in people:
                person.kill()
                person.wait()


def tables_in(database: str) -> list:
    with psycopg.connect(database) as asked:
        return asked.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()


def lying_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(f"{FILE}*"))


def test_while_people_record_it_refuses_in_words_and_leaves_nothing_there(server, tmp_path):
    """They go on in the old database: whoever began with the new one would miss what they were told is kept."""
    notes = tmp_path / "acknowledged"
    with people_at_work(server, notes):
        refused(server.manage("move", "--to", "sqlite"), "Stop the servers, and what else runs of the program")
    assert lying_in(server.folder) == []
    assert "All of it came over" in said(server.manage("move", "--to", "sqlite"))
    names = "SELECT name FROM agencies_agency"
    with psycopg.connect(server.database_url) as here:
        kept = {name for (name,) in here.execute(names)}
    acknowledged = notes.read_text().splitlines()
    assert acknowledged
    assert set(acknowledged) <= kept
    assert lying_in(server.folder) == [FILE]


@pytest.mark.parametrize("went", [REFUSED_AT_THE_END, BROKEN_AT_THE_END], ids=["refused", "broken"])
def test_where_it_fails_nothing_is_left_on_the_server(home, database, went):
    refused(manage_after(home, went, "move", "--to", database), "Nothing here was changed. ")
    assert tables_in(database) == []
    with psycopg.connect(database) as asked:
        assert asked.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'guard%'").fetchall() == []


def test_the_tables_that_a_killed_move_left_on_the_server_are_no_others(home, database):
    assert manage_after(home, KILLED_AT_THE_END, "move", "--to", database).returncode < 0
    assert tables_in(database)
    assert "All of it came over" in said(home.manage("move", "--to", database))
    refused(home.manage("move", "--to", database), "holds tables already, and stays as it is")


@pytest.mark.parametrize("other", ["CREATE TABLE cake ()", "CREATE TABLE audit_entry AS SELECT 1 AS id"])
def test_tables_of_another_program_or_with_entries_in_them_stay(home, database, other):
    with psycopg.connect(database) as asked:
        asked.execute(other)
    refused(home.manage("move", "--to", database), "holds tables already, and stays as it is")
    assert len(tables_in(database)) == 1


def test_where_it_fails_or_is_killed_no_file_stands_in_the_way(server):
    refused(manage_after(server, REFUSED_AT_THE_END, "move", "--to", "sqlite"), "Nothing here was changed. ")
    assert lying_in(server.folder) == []
    assert manage_after(server, KILLED_AT_THE_END, "move", "--to", "sqlite").returncode < 0
    assert FILE not in lying_in(server.folder)
    assert "All of it came over" in said(server.manage("move", "--to", "sqlite"))
    assert lying_in(server.folder) == [FILE]
    refused(server.manage("move", "--to", "sqlite"), "put it in another folder, then move")
    assert (server.folder / FILE).stat().st_mode & 0o077 == 0

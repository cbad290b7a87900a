"""Another installation of this same program, with data of its own, to try things in; gone afterwards."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from neston_sharing.foundation.actions import Refusal

PREFIX = "neston-drill-"


@dataclass(frozen=True)
class Elsewhere:
    """Where it is: its data folder, and what names its database if that is no file in the folder."""

    folder: Path
    database_url: str = ""

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run one of our commands there; it answers with what it said and how it ended."""
        environment = os.environ | {"DATA_DIR": str(self.folder), "DATABASE_URL": self.database_url, "SECRET_KEY": ""}
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603 (our own program)


def is_elsewhere() -> bool:
    """Whether this program was started in such a place: the parts of a drill run nowhere else."""
    return settings.DATA_DIR.name.startswith(PREFIX)


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """Open an empty one, with a database of the engine that is used here."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        if connection.vendor == "sqlite":
            yield Elsewhere(Path(folder))
        else:
            with _database() as url:
                yield Elsewhere(Path(folder), url)


@contextmanager
def _database() -> Iterator[str]:
    """Make a database on the same server, which takes the right to make one, and drop it again."""
    name = f"neston_drill_{os.getpid()}_{os.urandom(4).hex()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            raise Refusal("A drill makes databases of its own: ALTER ROLE … CREATEDB, or run it as another role")
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield _url(name)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _url(name: str) -> str:
    given = connection.settings_dict
    who = quote(given["USER"] or "", safe="") + (f":{quote(given['PASSWORD'], safe='')}" if given["PASSWORD"] else "")
    where = given["HOST"] + (f":{given['PORT']}" if given["PORT"] else "")
    host = given["OPTIONS"].get("host")
    return f"postgresql://{who}@{where}/{name}" + (f"?{urlencode({'host': host})}" if host else "")

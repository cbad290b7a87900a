"""Which database the tests run on: SQLite unless ENGINE=postgresql, which starts a throw-away cluster of Debian's.

Loaded before Django's settings are read (`-p tests.engine`); workers of a parallel run find DATABASE_URL set already.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the tests


def binaries() -> Path:
    """Give the newest PostgreSQL that is installed; Debian keeps its servers off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not found:
        raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1]


def as_server(*command: str | Path) -> None:
    """Run a command as the user that may own a cluster: root may not."""
    user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*user, *map(str, command)], check=True, stdout=subprocess.DEVNULL)


def start_postgresql() -> str:
    """Start a cluster on a socket of its own, give its address; it is stopped and deleted at exit."""
    home = Path(tempfile.mkdtemp(prefix="neston-postgresql-"))
    if os.getuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(home, owner.pw_uid, owner.pw_gid)
    data, bin_ = home / "data", binaries()
    as_server(bin_ / "initdb", "-D", data, "-U", "neston", "-A", "trust", "-E", "UTF8", "--no-sync")
    # Tests roll back what they write: statistics of what was flushed would be all that the planner ever had to go by,
    # and believing in empty tables it joins them for minutes.
    quick = "-c fsync=off -c full_page_writes=off -c autovacuum=off -c jit=off"
    options = f"-k {home} -c listen_addresses= {quick} -c max_connections=60"
    as_server(bin_ / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start")
    atexit.register(stop_postgresql, home)
    return f"postgresql://neston@/postgres?host={home}"


def stop_postgresql(home: Path) -> None:
    as_server(binaries() / "pg_ctl", "-D", home / "data", "-m", "immediate", "stop")
    shutil.rmtree(home, ignore_errors=True)


if "DATA_DIR" not in os.environ:
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="neston-tests-")
    atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
if os.environ.get("ENGINE") == "postgresql" and "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = start_postgresql()

"""Installations of their own, in a process of their own: how they end, what they say, and what may go wrong in one."""

import os
import subprocess
import sys

from django.conf import settings

from neston_sharing.operations.backup.elsewhere import Elsewhere

REAL = ["--name", "St Mary's", "--manager-name", "Ann O'Hara", "--manager-email", "ann@example.org"]
SCAN = "files/scan.pdf"

SET_UP = "import django\ndjango.setup()\n"
RUN = "\nimport sys\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)"


def said(ended: subprocess.CompletedProcess) -> str:
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def refused(ended: subprocess.CompletedProcess, words: str) -> None:
    assert ended.returncode != 0
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr


def manage_after(place: Elsewhere, changes: str, *arguments: str) -> subprocess.CompletedProcess:
    """Run one of our commands there, in a process in which these lines of Python were run before."""
    command = [sys.executable, "-c", SET_UP + changes + RUN, *arguments]
    return subprocess.run(
        command, env=environment(place), cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120
    )


def environment(place: Elsewhere) -> dict[str, str]:
    ours = {"DATA_DIR": str(place.folder), "DATABASE_URL": place.database_url, "SECRET_KEY": ""}
    return os.environ | ours | {"DJANGO_SETTINGS_MODULE": "neston_sharing.settings"}

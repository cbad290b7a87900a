"""Start-up refuses what would not be safe, and says what to do: at the web server's door and in `check --deploy`."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import DatabaseError, connection

from neston_sharing.foundation.models import Setting
from neston_sharing.operations import start_up, state

GOOD = "Vq3_9zX-kTf0bLw2Rj8mHs5nYc7Pd1Ga4Ue6Qi-oZxCvBnMlKj"
CHECK = ("manage.py", "check", "--deploy")
DOOR = ("-c", "import neston_sharing.wsgi")


def ended(*command: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a process of its own, as a web server or a person would."""
    ours = {"DATABASE_URL": "", "HTTPS": "true", "DEBUG": "", "DJANGO_ALLOW_ASYNC_UNSAFE": ""}
    given = os.environ | ours | environment
    command = (sys.executable, *command)
    return subprocess.run(command, cwd=configured.BASE_DIR, env=given, capture_output=True, text=True, timeout=60)


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    """A data folder as quickstart leaves it."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    for name in ("neston.sqlite3", "secret-key", "checkpoint-key"):
        (data / name).touch(mode=0o600)
        (data / name).write_text("" if "sqlite" in name else GOOD)
    settings.DATA_DIR, settings.DEBUG = data, False
    settings.SECRET_KEY = settings.CHECKPOINT_KEY = GOOD
    return data


def reasons(monkeypatch, file: Path | None = None) -> str:
    monkeypatch.setattr(start_up, "database_file", lambda: file)
    return "\n".join(start_up.refusals())


# In a process of its own


def test_what_is_in_order_starts_and_passes_the_check(folder):
    started, checked = ended(*DOOR, DATA_DIR=str(folder)), ended(*CHECK, DATA_DIR=str(folder))
    assert (started.returncode, started.stderr) == (0, "")
    assert "no issues" in checked.stdout, checked.stderr


def test_a_data_folder_set_to_nothing_is_not_the_folder_that_one_stands_in():
    """An empty line in a settings file had keys made beside the program."""
    keys = {"SECRET_KEY": GOOD, "CHECKPOINT_KEY": GOOD, "DATABASE_URL": "postgresql://neston@/neston"}
    asked = ended("-c", "from neston_sharing import settings; print(settings.DATA_DIR)", DATA_DIR="", **keys)
    assert asked.stdout.strip() == str(configured.BASE_DIR / ".data"), asked.stderr


@pytest.mark.only_on("sqlite")
def test_asked_about_the_database_the_check_says_which_journal_it_keeps(folder):
    checked = ended(*CHECK, "--database", "default", DATA_DIR=str(folder))
    assert (checked.returncode, re.findall(r"\((\w+\.\w+)\)", checked.stderr)) == (0, ["operations.I001"])


def test_what_is_not_in_order_is_refused_with_every_reason(folder):
    (folder / "neston.sqlite3").chmod(0o640)
    (folder / ".stfolder").mkdir()
    wrong = {"DATA_DIR": str(folder), "SECRET_KEY": "changeme"}
    for refused in (ended(*DOOR, **wrong), ended(*CHECK, **wrong)):
        assert refused.returncode != 0
        assert f"Run: chmod 600 {folder}/neston.sqlite3" in refused.stderr
        assert "SECRET_KEY is too short or too easily guessed. Take it out" in refused.stderr
        assert "Set DATA_DIR to a folder outside it" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_web_server_stops_and_does_not_try_for_ever(folder):
    stopped = ended(
        "-m", "gunicorn", "--bind", "127.0.0.1:0", "neston_sharing.wsgi", DATA_DIR=str(folder), SECRET_KEY="short"
    )
    assert stopped.returncode != 0
    assert "Not started. SECRET_KEY is too short" in stopped.stderr


def test_quickstart_refuses_before_it_makes_a_database(tmp_path):
    data = tmp_path / "OneDrive - Our Pre-school" / "neston"
    refused = ended("manage.py", "quickstart", "--no-serve", DATA_DIR=str(data))
    assert "which a program copies to other computers" in refused.stderr
    assert not (data / "neston.sqlite3").exists()


# Each reason


@pytest.mark.django_db
def test_debug_is_refused_over_real_data_only(folder, settings, monkeypatch):
    monkeypatch.setattr(start_up, "leave_nothing_open", lambda: None)
    settings.DEBUG = True
    assert reasons(monkeypatch) == ""  # nothing is there yet
    setting = Setting.objects.create(pk=1, name="St Mary's", demonstration=True)
    assert reasons(monkeypatch) == ""
    setting.demonstration = False
    setting.save()
    assert "Take DEBUG out of the environment" in reasons(monkeypatch)
    settings.DEBUG = False
    assert reasons(monkeypatch) == ""


def test_with_debug_a_database_that_does_not_answer_may_hold_anything(folder, settings, monkeypatch):
    def away():
        raise DatabaseError

    settings.DEBUG = True
    monkeypatch.setattr(state, "look", away)
    monkeypatch.setattr(start_up, "leave_nothing_open", lambda: None)
    assert "DEBUG is on" in reasons(monkeypatch)
    assert reasons(monkeypatch, folder / "not there yet") == ""


@pytest.mark.parametrize("name", ["SECRET_KEY", "CHECKPOINT_KEY"])
@pytest.mark.parametrize("key", ["short", "a" * 60, "abcd" * 20, f"django-insecure-{GOOD}", f"CHANGEME{GOOD}"])
def test_a_key_that_can_be_guessed_is_refused(folder, settings, monkeypatch, name, key):
    setattr(settings, name, key)
    assert reasons(monkeypatch).startswith(f"{name} is too short or too easily guessed")


@pytest.mark.parametrize(
    "path",
    [
        "Dropbox (Personal)/neston",
        "OneDrive/a/b",
        "Google Drive/x",
        "Library/CloudStorage/x",
        "Nextcloud",
        "iCloudDrive",
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(folder, settings, monkeypatch, tmp_path, path):
    settings.DATA_DIR = tmp_path / path
    assert f"{tmp_path / path.partition('/')[0]}" in reasons(monkeypatch)


@pytest.mark.parametrize("left", [".stfolder", ".dropbox.cache", ".sync_4f1d.db", ".tmp.drivedownload"])
def test_a_synchronised_folder_is_known_by_what_its_program_leaves(folder, monkeypatch, tmp_path, left):
    (tmp_path / left).touch()
    assert f"lies in {tmp_path}, which a program copies" in reasons(monkeypatch)


def test_a_database_file_elsewhere_is_looked_at_where_it_is(folder, monkeypatch, tmp_path):
    file = tmp_path / "Nextcloud" / "neston.sqlite3"
    file.parent.mkdir()
    file.touch(mode=0o604)
    file.chmod(0o604)
    said = reasons(monkeypatch, file)
    assert f"{file.parent} lies in" in said
    assert f"chmod 600 {file}" in said


@pytest.mark.parametrize("name", ["secret-key", "checkpoint-key", "neston.sqlite3", "neston.sqlite3-journal"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_file_that_others_can_use_is_refused(folder, monkeypatch, name, mode):
    (folder / name).touch()
    (folder / name).chmod(mode)
    assert reasons(monkeypatch, folder / "neston.sqlite3").endswith(f"Run: chmod 600 {folder / name}")


def test_a_folder_that_others_can_look_into_is_refused(folder, monkeypatch):
    folder.chmod(0o750)
    assert reasons(monkeypatch) == f"Others on this computer can look into {folder}. Run: chmod 700 {folder}"


@pytest.mark.only_on("sqlite")
def test_an_sqlite_file_named_by_its_address_would_lose_what_is_saved(folder):
    refused = ended(*DOOR, DATA_DIR=str(folder), DATABASE_URL=f"sqlite:///{folder}/neston.sqlite3")
    assert "Leave DATABASE_URL out" in refused.stderr


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(
    ("name", "on_disk"),
    [("/srv/memory-lane/neston.sqlite3", True), (":memory:", False), ("file:memorydb_default?mode=memory", False)],
)
def test_a_folder_called_after_memory_is_on_disk(monkeypatch, name, on_disk):
    monkeypatch.setitem(connection.settings_dict, "NAME", name)
    assert bool(start_up.database_file()) == on_disk

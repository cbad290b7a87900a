"""Quickstart begins what is not there, goes on with what is, and never touches a real setting's data."""

import os
import re
import socket
import stat
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from consent.models import Law, PolicyVersion
from neston_sharing.foundation.models import Setting
from neston_sharing.operations import machine, set_up, start_up, state
from neston_sharing.operations.demonstration import loader
from neston_sharing.operations.state import Holds
from neston_sharing.staff.actions import accept_invitation
from neston_sharing.staff.models import User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
REAL = ["--name", "St Mary's", "--manager-name", "Ann O'Hara", "--manager-email", "ann@example.org"]


@pytest.fixture(autouse=True)
def on_the_tests_own_tables(data_dir, monkeypatch):
    monkeypatch.setattr(set_up, "make_tables", lambda: None)
    monkeypatch.setattr(start_up, "database_file", lambda: None)  # the tests' own lies where pytest put it
    monkeypatch.setattr(machine, "pango", lambda: machine.Finding("Pango"))  # asked elsewhere; it takes a second


def quickstart(*options: str) -> str:
    out = StringIO()
    call_command("quickstart", "--no-serve", "--no-color", *options, stdout=out)
    return out.getvalue()


def link_in(said: str) -> str:
    return re.search(r"http://localhost:8000/staff/invitations/([\w-]+)/", said)[1]


def test_an_empty_database_gets_the_demonstration_and_who_can_sign_in(monkeypatch):
    told = []
    monkeypatch.setattr(loader, "load", lambda: told.append(True))
    said = quickstart()
    assert told
    assert "practitioner@example.org" in said
    assert "seven-golden-rules" in said


def test_a_real_setting_starts_with_its_name_its_policy_and_its_first_manager():
    said = quickstart("--empty", *REAL)
    assert "in place of http://localhost:8000 in the link" in said
    manager = accept_invitation(code=link_in(said), password=PASSWORD)
    assert Setting.objects.current().name == "St Mary's"
    assert not Setting.objects.current().demonstration
    assert manager.role_names == {"manager"}
    assert PolicyVersion.objects.exists()
    assert Law.objects.exists()


SECOND = ["--second-name", "Bea Moss", "--second-email", "bea@example.org"]


def test_a_second_person_who_backs_decisions_can_be_named_at_the_set_up():
    said = quickstart("--empty", *REAL, *SECOND)
    code = re.findall(r"/staff/invitations/([\w-]+)/", said)[1]
    first, second = said.split("Bea Moss comes in")
    assert "then they invite the others" in first
    assert "they invite the others" not in second
    assert accept_invitation(code=code, password=PASSWORD).has_perm("sharing.back_up")
    assert User.objects.who_may("sharing.back_up").count() == 2


def test_a_second_person_without_an_address_is_refused():
    with pytest.raises(CommandError, match="the second person's name and their e-mail address"):
        quickstart("--empty", *REAL, *SECOND[:2])
    assert not User.objects.exists()


def test_a_real_setting_is_never_given_demonstration_data(monkeypatch):
    monkeypatch.setattr(loader, "load", lambda: pytest.fail("loaded"))
    quickstart("--empty", *REAL)
    assert "holds a setting's data, and stays as it is" in quickstart()


def test_a_link_that_was_lost_is_made_anew_until_somebody_has_come_in():
    first, second = link_in(quickstart("--empty", *REAL)), link_in(quickstart("--empty"))
    assert first != second
    accept_invitation(code=second, password=PASSWORD)
    assert "invitations" not in quickstart("--empty")


def test_with_nobody_to_ask_it_says_which_options_are_missing(monkeypatch):
    monkeypatch.setattr(sys, "stdin", StringIO())
    with pytest.raises(CommandError, match="--manager-name, --manager-email"):
        quickstart("--empty", "--name", "St Mary's")


@pytest.mark.parametrize("second", [["Bea Moss", "bea@example.org"], [""]])
def test_it_asks_whoever_is_there_and_the_second_person_may_be_left_out(monkeypatch, second):
    answers = iter(["St Mary's", "Ann O'Hara", "ann@example.org", *second])
    monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    assert "Ann O'Hara" in quickstart("--empty")
    assert User.objects.count() == 1 + bool(second[0])


def test_a_bad_address_sets_nothing_up():
    with pytest.raises(CommandError, match="such as name@"):
        quickstart("--empty", *REAL[:-1], "ann")
    assert not User.objects.exists()


def test_a_port_in_use_is_said_before_anything_is_done():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with pytest.raises(CommandError, match=f"Port {port} is in use"):
            call_command("quickstart", "--port", port, stdout=StringIO())
    assert not Setting.objects.exists()


def test_a_real_setting_whose_tables_want_changing_is_left_to_a_person(monkeypatch):
    quickstart("--empty", *REAL)
    monkeypatch.setattr(state, "migrations_wait", lambda: True)
    with pytest.raises(CommandError, match="Make a backup"):
        quickstart()


def test_another_programs_database_is_left_alone(monkeypatch):
    monkeypatch.setattr(state.connection.introspection, "table_names", lambda *args: ["invoices"])
    assert state.look() is Holds.SOMETHING_ELSE
    with pytest.raises(CommandError, match="another program's data"):
        quickstart()


def test_root_makes_nothing_in_a_folder_of_another_account(data_dir, monkeypatch):
    data_dir.mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "umask", lambda mask: mask)
    theirs = os.stat_result((0, 0, 0, 0, 2**31 - 7, 0, 0, 0, 0, 0))
    monkeypatch.setattr(type(data_dir), "stat", lambda path, **kwargs: theirs)
    with pytest.raises(CommandError, match=r"belongs to 2147483641, .* neston-manage"):
        set_up.be_private()


def test_a_folder_that_everybody_uses_is_refused(data_dir):
    data_dir.mkdir()
    data_dir.chmod(0o1777)
    with pytest.raises(CommandError, match="Set DATA_DIR to a folder of its own"):
        quickstart()


def test_from_nothing_on_this_computer(settings, tmp_path):
    """The command itself, on a new data folder: only its owner can read what it makes."""
    data = tmp_path / "new"
    environment = {**os.environ, "DATA_DIR": str(data)} | {"DATABASE_URL": ""}
    command = [sys.executable, "manage.py", "quickstart", "--no-serve", "--empty", *REAL]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=300)
    assert link_in(done.stdout), done.stderr
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (data, *data.iterdir())}
    files = ("secret-key", "checkpoint-key", "neston.sqlite3", "emergency-numbers.json")
    assert modes == {"new": 0o700, "making": 0o700} | dict.fromkeys(files, 0o600)
    (data / "neston.sqlite3").rename(tmp_path / "away.sqlite3")
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, timeout=300)
    assert "this folder had a database. Move it back" in done.stderr
    assert not (data / "neston.sqlite3").exists()

"""What goes wrong through no fault of the program's is said in words, at a command and at the web server's door."""

import errno

import pytest
from django.db import IntegrityError, OperationalError, ProgrammingError

from neston_sharing.foundation import foreseen
from tests.operations.test_start_up import DOOR, GOOD, ended, folder  # noqa: F401 (a fixture)

KEYS = {"SECRET_KEY": GOOD, "CHECKPOINT_KEY": GOOD}
NOBODY_THERE = "postgresql://neston:pw@127.0.0.1:9/neston"
MIXED_UP = "postgresql://neston:half/other@127.0.0.1/neston"


def said(folder, *command: str, **environment: str) -> str:  # noqa: F811
    no = ended(*command, DATA_DIR=str(folder), **KEYS, **environment)
    assert no.returncode not in (0, 3)
    assert "Traceback" not in no.stderr
    assert 'File "' not in no.stderr
    return no.stderr


@pytest.mark.parametrize("command", ["verify_audit", "backup"])
def test_a_database_that_is_away_is_said(folder, command):  # noqa: F811
    (folder / "backup-recipient").write_text("age1uh8dpczcmxuxfumdd5wjlmjhlnznqypmkkjnwrj8r6gw92rsupysm750dg")
    assert "mend DATABASE_URL, then run this again" in said(folder, "manage.py", command, DATABASE_URL=NOBODY_THERE)


def test_a_folder_without_a_database_is_perhaps_another_one(folder):  # noqa: F811
    (folder / "neston.sqlite3").unlink()
    assert "Or set DATA_DIR and DATABASE_URL to what the servers are told" in said(folder, "manage.py", "verify_audit")


@pytest.mark.parametrize("command", [("manage.py", "migrate"), DOOR], ids=["a command", "the door"])
@pytest.mark.parametrize(
    ("name", "address"),
    [("DATABASE_URL", MIXED_UP), ("DATABASE_URL", "nonsense"), ("EMAIL_URL", MIXED_UP.replace("postgresql", "smtp"))],
)
def test_an_address_that_cannot_be_read_is_said_without_its_password(folder, command, name, address):  # noqa: F811
    words = said(folder, *command, **{name: address})
    assert f"{name} cannot be read: give" in words
    assert "half" not in words


def after(error: Exception, cause: Exception | None = None) -> Exception:
    error.__cause__ = cause
    return error


def numbered(sqlstate: str) -> Exception:
    cause = Exception()
    cause.sqlstate = sqlstate
    return cause


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OperationalError("database or disk is full"), "The disk is full"),
        (after(OperationalError("could not extend file"), numbered("53100")), "The disk is full"),
        (OSError("No space left on device (os error 28)"), "The disk is full"),
        (OperationalError("attempt to write a readonly database"), "owns the database"),
        (after(ProgrammingError("must be owner of table"), numbered("42501")), "owns the database"),
        (OperationalError("no such table: audit_entry"), "manage.py migrate"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/neston/backups"), "/srv/neston/backups: Permission"),
    ],
)
def test_a_disk_or_a_database_that_refuses_says_what_to_do(error, words):
    assert words in foreseen.in_words(error)


def test_what_was_not_foreseen_says_where_and_nothing_of_a_row():
    name = "Maisie"
    with pytest.raises(IntegrityError) as caught:
        raise IntegrityError(f"Failing row contains ({name})")
    words = foreseen.in_words(caught.value)
    assert "test_foreseen.py" in words
    assert "Maisie" not in words

import sqlite3
import stat

import pytest
from django.db import connection

from neston_sharing.foundation import embedded
from tests.at_once import at_once


@pytest.mark.parametrize(("version", "mode"), [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL")])
def test_the_journal_is_the_one_that_is_sound(version, mode):
    assert embedded.journal_mode(version) == mode


def test_the_key_is_made_once_and_is_its_owners_only(tmp_path):
    folder = tmp_path / "data"
    key = embedded.secret_key(folder)
    assert embedded.secret_key(folder) == key
    assert len(key) >= 50
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_that_start_at_once_agree_on_the_key(tmp_path):
    keys = at_once(8, lambda: embedded.secret_key(tmp_path / "data"))
    assert len(set(keys)) == 1
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize(("pragma", "value"), [("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1)])
def test_sqlite_is_told_to_lose_nothing(db, pragma, value):
    with connection.cursor() as cursor:
        assert cursor.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_every_transaction_takes_the_write_lock_at_once(tmp_path):
    options = embedded.sqlite(tmp_path / "db")["OPTIONS"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    sqlite3.connect(tmp_path / "db").executescript(options["init_command"])


def test_a_file_that_was_moved_away_is_not_made_anew_by_whoever_asks_next(tmp_path):
    path = tmp_path / "neston.sqlite3"
    asked = {"database": str(path), "factory": embedded.sqlite(path)["OPTIONS"]["factory"]}
    with pytest.raises(sqlite3.OperationalError, match="Move it back"):
        sqlite3.connect(**asked)
    assert not path.exists()
    embedded.begin_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    sqlite3.connect(**asked).close()


@pytest.fixture
def two_writers(tmp_path):
    path = tmp_path / "neston.sqlite3"
    embedded.begin_file(path)
    factory = embedded.sqlite(path)["OPTIONS"]["factory"]
    writers = [sqlite3.connect(path, factory=factory, isolation_level=None, timeout=20) for _ in range(2)]
    yield writers
    for writer in writers:
        writer.close()


def test_who_waits_to_write_looks_often_and_begins_once_the_other_is_done(two_writers, monkeypatch):
    """SQLite's own waiting looks ten times a second at last, while newcomers overtake."""
    first, second = two_writers
    pauses = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 20:
            first.execute("ROLLBACK")

    monkeypatch.setattr(embedded.time, "sleep", pause)
    first.execute("BEGIN IMMEDIATE")
    second.cursor().execute("BEGIN IMMEDIATE")
    assert second.in_transaction
    assert len(pauses) == 20
    assert max(pauses) < 0.01
    assert second.execute("PRAGMA busy_timeout").fetchone() == (20_000,)  # for all other statements


def test_nobody_waits_to_write_for_ever(two_writers, monkeypatch):
    first, second = two_writers
    monkeypatch.setattr(embedded.time, "sleep", lambda seconds: None)
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        second.cursor().execute("BEGIN IMMEDIATE")
    assert second.execute("PRAGMA busy_timeout").fetchone() == (20_000,)

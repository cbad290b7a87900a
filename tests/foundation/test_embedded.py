import sqlite3
import stat
import threading

import pytest
from django.db import connection

from neston_sharing.foundation import embedded


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
    keys = []
    threads = [threading.Thread(target=lambda: keys.append(embedded.secret_key(tmp_path / "data"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
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

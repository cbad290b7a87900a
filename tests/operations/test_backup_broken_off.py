"""A backup or a restore that is broken off leaves nothing in plain text for long, and stands in nobody's way."""

import fcntl
import os
from pathlib import Path

import pytest

from neston_sharing.operations.backup import aside, keys
from neston_sharing.operations.backup.elsewhere import Elsewhere
from tests.operations.installations import SCAN, manage_after, refused, said

pytestmark = pytest.mark.django_db(transaction=True)  # a database is made beside ours, which no transaction may do

KILL = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
KILLED_WHILE_ENCRYPTING = f"""
import pyrage
def killed(whole, draft, to):
    open(draft, "wb").write(b"age-encryption.org/v1")
    {KILL}
pyrage.encrypt_file = killed
"""
KILLED_WHILE_OPENING = f"""
from neston_sharing.operations.backup import manifest
def killed(path):
    {KILL}
manifest.sha256 = killed
"""
REFUSED_WHILE_ENCRYPTING = """
import pyrage
def full(whole, draft, to):
    open(draft, "wb").write(b"age-encryption.org/v1")
    raise pyrage.EncryptError("No space left on device (os error 28)")
pyrage.encrypt_file = full
"""
REFUSED_WHILE_DECRYPTING = """
import pyrage
def full(path, whole, keys):
    raise OSError("No space left on device (os error 28)")
pyrage.decrypt_file = full
"""

DISK_FULL = 'raise OSError(28, "No space left on device")'
AT_THE_FILES = f"""
import shutil
copy = shutil.copytree
def full(kept, root, **kwargs):
    copy(kept, root, **kwargs)
    {DISK_FULL}
shutil.copytree = full
"""
AT_THE_DATABASE = f"""
from neston_sharing.operations.backup import snapshot
def full(*asked):
    {DISK_FULL}
snapshot.read = full
"""
KILLED_AT_THE_DATABASE = AT_THE_DATABASE.replace(DISK_FULL, KILL)
AFTER_THE_DATABASE = AT_THE_DATABASE.replace(".read", ".now_held")


def hidden_in(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(".")]


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_one_that_is_killed_left_nothing_in_plain_text_where_it_was_to_go(setting, key, tmp_path):
    """Not the database, and not the keys: a stick is lent, and a share is read by others."""
    assert manage_after(setting, KILLED_WHILE_ENCRYPTING, "backup", "--to", str(tmp_path)).returncode < 0
    (left,) = files_in(tmp_path)
    assert left.read_bytes().startswith(b"age-encryption.org")
    (beside,) = hidden_in(setting.folder)
    assert {path.stat().st_mode & 0o077 for path in (left, beside, *beside.iterdir())} == {0}
    said(setting.manage("backup", "--to", str(tmp_path)))
    assert [path.suffix for path in tmp_path.iterdir()] == [".age"]
    assert (hidden_in(tmp_path), hidden_in(setting.folder)) == ([], [])


def test_one_that_the_disk_refuses_leaves_nothing_at_all(setting, key, tmp_path):
    no = manage_after(setting, REFUSED_WHILE_ENCRYPTING, "backup", "--to", str(tmp_path))
    refused(no, "No backup was made. The disk is full. Make room on it")
    assert (list(tmp_path.iterdir()), hidden_in(setting.folder)) == ([], [])


def test_a_disk_that_is_full_while_it_is_opened_is_no_other_key(backup, key, places):
    no = manage_after(places(), REFUSED_WHILE_DECRYPTING, "restore", str(backup), "--identity", str(key))
    refused(no, "Nothing was restored. The disk is full. Make room on it")


def test_what_a_killed_restore_left_is_cleared_away_by_the_next(backup, key, places):
    there, restore = places(), ("restore", str(backup), "--identity", str(key))
    assert manage_after(there, KILLED_WHILE_OPENING, *restore).returncode < 0
    assert hidden_in(there.folder)
    said(there.manage(*restore))
    assert hidden_in(there.folder) == []


@pytest.mark.parametrize("where", [AT_THE_FILES, AT_THE_DATABASE], ids=["at the files", "at the database"])
def test_where_nothing_was_restored_nothing_is_there_and_a_second_try_works(setting, backup, key, places, where):
    there, restore = places(), ("restore", str(backup), "--identity", str(key))
    own = there.folder / "secret-key"
    said(there.manage("backup_key"))  # whichever command is the first makes the place its own key
    before = own.read_text()
    refused(manage_after(there, where, *restore), "Nothing was restored. The disk is full. Make room on it")
    assert (own.read_text(), list((there.folder / "files").iterdir())) == (before, [])
    assert_restored(there, setting, there.manage(*restore))


def test_after_one_that_was_killed_between_files_and_database_a_second_try_works(setting, backup, key, places):
    there, restore = places(), ("restore", str(backup), "--identity", str(key))
    assert manage_after(there, KILLED_AT_THE_DATABASE, *restore).returncode < 0
    assert (there.folder / SCAN).exists()
    (there.folder / "files" / "of-the-first-try").touch()
    assert_restored(there, setting, there.manage(*restore))


def assert_restored(there: Elsewhere, setting: Elsewhere, ended) -> None:
    assert "the log is whole" in said(ended)
    assert [path.relative_to(there.folder).as_posix() for path in files_in(there.folder / "files")] == [SCAN]
    assert (there.folder / "secret-key").read_text() == (setting.folder / "secret-key").read_text()
    assert not list(there.folder.glob("*restor*"))


def test_what_was_restored_and_could_not_be_verified_is_not_said_to_be_missing(backup, key, places):
    there = places()
    ended = manage_after(there, AFTER_THE_DATABASE, "restore", str(backup), "--identity", str(key))
    refused(ended, "It was put back, and could not be counted and verified to the end")
    assert "Nothing was restored" not in ended.stderr
    assert "all in order" in said(there.manage("verify_audit"))


def test_nobody_restores_where_somebody_else_does(backup, key, places):
    there = places()
    with (there.folder / "restore-begun").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        refused(there.manage("restore", str(backup), "--identity", str(key)), "Another restore is under way")


# Whose it is, and how old


@pytest.fixture
def stick(tmp_path, data_dir) -> Path:
    data_dir.mkdir(mode=0o700)
    return tmp_path


def left_in(folder: Path, name: str, *files: str, days: int) -> Path:
    left = folder / name
    left.mkdir()
    for file in files:
        (left / file).touch()
    return aged(left, days=days)


def aged(path: Path, *, days: int) -> Path:
    then = path.stat().st_mtime - days * 24 * 60 * 60
    os.utime(path, (then, then))
    return path


def test_what_an_earlier_version_left_is_cleared_away_once_it_is_old(stick):
    old = left_in(stick, ".backup-x4k2", "database", "whole.tar", days=2)
    young = left_in(stick, ".backup-p9d1", "database", days=0)
    draft = stick / ".backup-a1.tar.age"
    draft.touch()
    aged(draft, days=2)
    aside.sweep(stick)
    assert [path.exists() for path in (old, young, draft)] == [False, True, False]


def test_what_is_not_ours_stays_however_old(stick):
    others = left_in(stick, ".backup-photos", "summer.jpg", "database", days=900)
    file = stick / ".backup-settings"
    file.touch()
    aged(file, days=900)
    link = stick / ".restore-link"
    link.symlink_to(others)
    aside.sweep(stick)
    assert all(path.exists() for path in (others / "summer.jpg", file, link))


def test_what_somebody_is_working_in_stays(stick):
    with aside.aside(aside.MAKING) as beside:
        (beside / "database").touch()
        aged(beside, days=2)
        aside.sweep(stick)
        assert (beside / "database").exists()
    assert not beside.exists()


def test_the_key_there_is_stays_until_another_is_written_whole(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    keys.make_pair()
    kept = keys.kept_at().read_text()
    (tmp_path / "backup-recipient.new").mkdir()  # as good as a disk that is full
    with pytest.raises(OSError, match="directory"):
        keys.make_pair()
    assert keys.kept_at().read_text() == kept

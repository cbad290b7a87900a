"""A backup is good once it was restored, counted and verified in another place; what is there is never written over."""

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import pikepdf
import pytest

from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations.backup.elsewhere import Elsewhere, elsewhere
from neston_sharing.operations.backup.restore import plain
from tests import engine as engines

pytestmark = pytest.mark.django_db(transaction=True)  # a database is made beside ours, which no transaction may do

REAL = ["--name", "St Mary's", "--manager-name", "Ann O'Hara", "--manager-email", "ann@example.org"]
SCAN = "files/scan.pdf"


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker):
    """Somewhere else to set up, or to restore to: `places()`."""
    from contextlib import ExitStack

    with django_db_blocker.unblock(), ExitStack() as opened:
        yield lambda: opened.enter_context(elsewhere())


@pytest.fixture(scope="module")
def setting(places) -> Elsewhere:
    """An installation of its own, with a file and a key for backups."""
    place = places()
    said(place.manage("quickstart", "--empty", "--no-serve", *REAL))
    (place.folder / "files").mkdir()
    with pikepdf.new() as scan:
        scan.add_blank_page()
        scan.save(place.folder / SCAN)
    return place


@pytest.fixture(scope="module")
def key(setting, tmp_path_factory) -> Path:
    printed = said(setting.manage("backup_key"))
    (private,) = (word for word in printed.split() if word.startswith("AGE-SECRET-KEY-"))
    path = tmp_path_factory.mktemp("safe") / "key"
    path.write_text(private)
    return path


@pytest.fixture(scope="module")
def backup(setting, key) -> Path:
    said(setting.manage("backup"))
    (path,) = (setting.folder / "backups").glob("neston-*.tar.age")
    return path


def said(ended) -> str:
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def refused(ended, words: str) -> None:
    assert ended.returncode != 0
    assert words in ended.stderr


@pytest.fixture(scope="module")
def restored(backup, key, places) -> tuple[Elsewhere, subprocess.CompletedProcess]:
    """Where it was restored, by somebody who knows of a later seal, and what was said."""
    there = places()
    return there, there.manage("restore", str(backup), "--identity", str(key), "--last-seal", "9999")


def lying_in(place: Elsewhere) -> list[tuple]:
    """Which files, with how much in them: a database that was begun and left empty is nothing yet."""
    files = ((path, path.stat().st_size) for path in place.folder.rglob("*") if path.is_file())
    return sorted((path, size) for path, size in files if size)


def test_what_was_backed_up_comes_back_counted_and_verified(setting, restored):
    there, ended = restored
    assert "rows came back, and the log is whole" in said(ended)
    assert (there.folder / SCAN).read_bytes() == (setting.folder / SCAN).read_bytes()
    assert (there.folder / "secret-key").read_text() == (setting.folder / "secret-key").read_text()
    assert "holds a setting's data, and stays as it is" in said(there.manage("quickstart", "--no-serve", "--empty"))


def test_only_its_owner_can_read_a_backup_or_what_was_restored(backup, restored):
    files = [path for path in restored[0].folder.rglob("*") if path.is_file()]
    assert files
    assert {path.stat().st_mode & 0o077 for path in (backup, *files)} == {0}


def test_what_is_there_is_never_written_over(setting, backup, key):
    refused(setting.manage("restore", str(backup), "--identity", str(key)), "There is data here already")


def test_a_changed_byte_or_another_key_restores_nothing(backup, key, places, tmp_path):
    there, spoilt, another = places(), tmp_path / "spoilt", tmp_path / "another"
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    spoilt.write_bytes(content)
    printed = said(there.manage("backup_key"))
    another.write_text(next(word for word in printed.split() if word.startswith("AGE-SECRET-KEY-")))
    before = lying_in(there)
    refused(there.manage("restore", str(spoilt), "--identity", str(key)), "cannot be opened")
    refused(there.manage("restore", str(backup), "--identity", str(another)), "cannot be opened")
    refused(there.manage("restore", str(backup), "--identity", str(backup.parent)), "holds no age key")
    assert lying_in(there) == before


def test_an_older_backup_than_the_seal_that_is_known_is_said_out_loud(restored):
    ended = restored[1]
    assert ended.returncode == 0
    assert "This backup is older than the seal you know of" in ended.stderr


def test_without_a_key_it_says_how_to_make_one(places):
    refused(places().manage("backup"), "Make one: manage.py backup_key")


def test_the_newest_are_kept(setting, key, tmp_path):
    folder = tmp_path / "kept"
    for _ in range(3):
        said(setting.manage("backup", "--to", str(folder), "--keep", "2"))
    assert len(list(folder.iterdir())) == 2


def test_the_worst_day_is_rehearsed(setting, key):
    told = said(setting.manage("drill"))
    assert "acknowledged entries is in it" in told
    assert "Opened a PDF that is kept there" in told


def test_a_part_of_a_drill_touches_no_installation_in_use(setting, key, tmp_path):
    """Its copies are known by the name of their folder."""
    in_use = Elsewhere(tmp_path / "in-use")
    shutil.copytree(setting.folder, in_use.folder, ignore=shutil.ignore_patterns("backups"))
    refused(in_use.manage("drill_under_load", "age1"), "part of manage.py drill")


@pytest.mark.only_on("sqlite")
def test_everything_moves_to_the_other_engine_and_back(restored, tmp_path):
    home = Elsewhere(tmp_path / "home")
    shutil.copytree(restored[0].folder, home.folder)
    server = Elsewhere(home.folder, engines.start_postgresql())
    refused(home.manage("move", "--to", "sqlite"), "Both are of the same kind")
    assert "All of it came over" in said(home.manage("move", "--to", server.database_url))
    assert "all in order" in said(server.manage("verify_audit"))
    refused(home.manage("move", "--to", server.database_url), "holds tables already")
    (home.folder / "neston.sqlite3").rename(tmp_path / "before.sqlite3")
    assert "All of it came over" in said(server.manage("move", "--to", "sqlite"))
    assert "all in order" in said(home.manage("verify_audit"))


def archive(name: str, kind: bytes = tarfile.REGTYPE) -> tarfile.TarFile:
    """An archive of one part."""
    written, part = io.BytesIO(), tarfile.TarInfo(name)
    part.type, part.linkname = kind, "/etc/passwd"
    with tarfile.open(fileobj=written, mode="w") as tar:
        tar.addfile(part)
    return tarfile.open(fileobj=io.BytesIO(written.getvalue()))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../key", tarfile.REGTYPE),
        ("/etc/cron.d/x", tarfile.REGTYPE),
        ("scan", tarfile.SYMTYPE),
        ("x", tarfile.FIFOTYPE),
    ],
)
def test_what_leads_out_of_the_folder_is_no_part_of_a_backup(name, kind):
    with archive(name, kind) as tar, pytest.raises(Refusal, match="no place in a backup"):
        list(plain(tar))


def test_what_is_unpacked_is_for_its_owner_alone():
    with archive("files/scan.pdf") as tar:
        assert [part.mode for part in plain(tar)] == [0o600]

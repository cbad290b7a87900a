"""A backup is good once it was restored, counted and verified in another place; what is there is never written over."""

import io
import shutil
import subprocess
import tarfile
import uuid

import psycopg
import pyrage
import pytest
from django.db import connection

from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from neston_sharing.operations import state
from neston_sharing.operations.backup import keys, noted, snapshot
from neston_sharing.operations.backup.elsewhere import Elsewhere
from neston_sharing.operations.backup.manifest import Manifest
from neston_sharing.operations.backup.restore import plain
from tests import engine as engines
from tests.operations.installations import SCAN, manage_after, refused, said

pytestmark = pytest.mark.django_db(transaction=True)  # a database is made beside ours, which no transaction may do

# A backup that was made before rights were left out of it.
WITH_RIGHTS = """
from neston_sharing.operations.backup import snapshot
run = snapshot.run_tool
snapshot.run_tool = lambda *said: run(*(word for word in said if word != "--no-privileges"))
"""


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


@pytest.mark.parametrize("content", [b"no tar at all", b""], ids=["something else", "nothing"])
def test_what_opens_and_is_no_backup_is_said_to_be_none(key, places, tmp_path, content):
    other = tmp_path / "other.age"
    other.write_bytes(pyrage.encrypt(content, [keys.identity_in(key).to_public()]))
    refused(places().manage("restore", str(other), "--identity", str(key)), "can be opened, but is no backup")


def test_a_file_that_is_not_there_is_not_said_to_be_changed(key, places, tmp_path):
    refused(places().manage("restore", str(tmp_path / "none"), "--identity", str(key)), "is not there")


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


OLDER = """
from neston_sharing.operations import state
state.migrations_wait = lambda: True
"""
FEWER = """
from neston_sharing.operations.backup import snapshot
now = snapshot.now_held
snapshot.now_held = lambda tables: (held := now(tables))._replace(counts=held.counts | {"audit_entry": 3})
"""
RECORDED = """
from neston_sharing.audit.models import Entry
print(*Entry.objects.filter(event="backup_restored").values_list("object_pk", flat=True))
"""


def test_one_of_an_older_version_is_counted_and_recorded_once_it_is_migrated(backup, key, places):
    """What is still due is said; that it was restored is sealed before anybody is let in, and once."""
    there = places()
    told = said(manage_after(there, OLDER, "restore", str(backup), "--identity", str(key)))
    assert "rows came back." in told
    assert "manage.py migrate, which also records that it was restored; then manage.py verify_audit" in told
    assert said(manage_after(there, RECORDED, "check")).splitlines()[0] == ""
    for _ in range(2):
        said(there.manage("migrate"))
    assert said(manage_after(there, RECORDED, "check")).splitlines()[0] == backup.name
    assert "all in order" in said(there.manage("verify_audit"))


def test_one_of_an_older_version_that_came_back_short_is_no_success(backup, key, places):
    ended = manage_after(places(), OLDER + FEWER, "restore", str(backup), "--identity", str(key))
    refused(ended, "audit_entry: 3 rows came back of")
    assert "two things are due" in ended.stdout.lower()


def test_rows_are_counted_in_tables_that_are_no_models_any_more():
    """What an older version had beside ours was counted when it was backed up."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_an_older_version (id integer)")
    try:
        counts = snapshot.now_held(["of_an_older_version", "audit_entry", "never_there"]).counts
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE of_an_older_version")
    assert counts == {"of_an_older_version": 0, "audit_entry": 0}


def test_what_was_noted_waits_while_the_tables_are_of_an_older_version(data_dir, monkeypatch):
    data_dir.mkdir()
    noted.note_restored("neston-1.tar.age", Manifest("2026-09-01T10:00:00+00:00", "sqlite", {}, 7, "ab"))
    monkeypatch.setattr(state, "migrations_wait", lambda: True)
    noted.record_restored()
    monkeypatch.setattr(state, "migrations_wait", lambda: False)
    noted.record_restored(using="there")
    assert not Entry.objects.exists()
    noted.record_restored()
    noted.record_restored()
    entry = Entry.objects.get(event="backup_restored")
    assert (entry.object_pk, list(entry.additional_data)) == ("neston-1.tar.age", ["last_seal"])


def ask(place: Elsewhere, *statements: str) -> None:
    with psycopg.connect(place.database_url, autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("changes", ["", WITH_RIGHTS], ids=["without rights", "with rights"])
def test_it_comes_back_where_the_role_that_served_it_is_not_known(setting, key, places, tmp_path, changes):
    """A server knows its own roles only; what the role may do is granted anew there."""
    there, role = places(), f"app_{uuid.uuid4().hex[:12]}"
    ask(setting, f"CREATE ROLE {role} LOGIN")
    try:
        said(setting.manage("grant_application_role", role))
        said(manage_after(setting, changes, "backup", "--to", str(tmp_path)))
    finally:
        ask(setting, f"DROP OWNED BY {role}", f"DROP ROLE {role}")
    told = said(there.manage("restore", str(next(tmp_path.iterdir())), "--identity", str(key)))
    assert "the log is whole" in told
    assert "manage.py grant_application_role ROLE" in told


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

"""The long log of a benchmark is a real one: sealed, verified, and written nowhere but in a throw-away place."""

import os
import subprocess
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.utils import timezone

from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from neston_sharing.foundation import guards
from neston_sharing.operations.benchmark import bulk, seeding
from neston_sharing.operations.benchmark.place import DATABASE_PREFIX, FOLDER_PREFIX, ROOT, _database, at, on_server
from sharing.models import Decision


@pytest.fixture
def throw_away(settings, tmp_path):
    settings.DATA_DIR = tmp_path / f"{FOLDER_PREFIX}test"
    settings.DATA_DIR.mkdir()


def test_it_verifies_from_end_to_end(db, throw_away):
    seeding.begin(timezone.now() - timedelta(days=400))
    bulk.fill(1_003)
    assert Entry.objects.count() == Seal.objects.count() == 1_003
    assert Decision.objects.recorded().exists()
    assert Decision.objects.abandoned().exists()
    assert [str(fault) for fault in verify(Head())] == []


def test_the_product_goes_on_where_it_ends(db, throw_away):
    seeding.begin(timezone.now() - timedelta(days=400))
    bulk.fill(1_000)
    seeding.signed_in("lead@example.org")
    assert Seal.objects.first().sequence == 1_001
    assert [str(fault) for fault in verify(Head())] == []
    assert guards.missing_or_altered() == []


def test_it_is_written_in_a_throw_away_place_only(db):
    with pytest.raises(ImproperlyConfigured):
        bulk.fill(1_000)


def test_its_settings_start_nowhere_else(tmp_path):
    """Nor does Django's admin, which stands in them."""
    told = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-c", "import neston_sharing.operations.benchmark.settings"]
    done = subprocess.run(command, env=told, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "ImproperlyConfigured" in done.stderr


def test_nor_do_they_on_a_database_that_was_not_made_for_them(tmp_path):
    folder = tmp_path / f"{FOLDER_PREFIX}test"
    folder.mkdir()
    told = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": "postgresql://neston@localhost/neston"}
    command = [sys.executable, "-c", "import neston_sharing.operations.benchmark.settings"]
    done = subprocess.run(command, env=told, cwd=ROOT, capture_output=True, text=True)
    assert "ImproperlyConfigured" in done.stderr


def test_the_installation_knows_no_admin(settings):
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_a_server_is_named_by_its_address():
    with pytest.raises(CommandError, match="Name a PostgreSQL server"):
        call_command("benchmark", database="neston.sqlite3")


@pytest.mark.only_on("postgresql")
def test_on_a_server_it_makes_databases_of_its_own_and_drops_them(tmp_path):
    server = os.environ["DATABASE_URL"]
    names = "SELECT datname FROM pg_database"
    before = on_server(server, names)
    with _database(tmp_path, server) as url:
        made = urlsplit(url).path.removeprefix("/")
        assert made.startswith(DATABASE_PREFIX)
        assert url == at(server, made)
        on_server(server, "CREATE DATABASE {} TEMPLATE {}", f"{made}_many", made)
    assert on_server(server, names) == before

from contextlib import ExitStack
from pathlib import Path

import pikepdf
import pytest
from django.db import transaction
from django.test import override_settings

from neston_sharing.operations.backup.elsewhere import Elsewhere, elsewhere
from neston_sharing.operations.demonstration.loader import load
from tests.operations.installations import REAL, SCAN, said


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """The demonstration, told once for all tests of a module, and rolled back after them."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), quick, transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture(scope="session")
def places(django_db_setup, django_db_blocker):
    """Somewhere else to set up, or to restore to: `places()`."""
    opened = ExitStack()

    def place() -> Elsewhere:
        with django_db_blocker.unblock():
            return opened.enter_context(elsewhere())

    yield place
    with django_db_blocker.unblock():
        opened.close()


@pytest.fixture(scope="session")
def setting(places) -> Elsewhere:
    """An installation of its own, with a file and a key for backups."""
    place = places()
    said(place.manage("quickstart", "--empty", "--no-serve", *REAL))
    (place.folder / "files").mkdir()
    with pikepdf.new() as scan:
        scan.add_blank_page()
        scan.save(place.folder / SCAN)
    return place


@pytest.fixture(scope="session")
def key(setting, tmp_path_factory) -> Path:
    printed = said(setting.manage("backup_key"))
    (private,) = (word for word in printed.split() if word.startswith("AGE-SECRET-KEY-"))
    path = tmp_path_factory.mktemp("safe") / "key"
    path.write_text(private)
    return path


@pytest.fixture(scope="session")
def backup(setting, key) -> Path:
    said(setting.manage("backup"))
    (path,) = (setting.folder / "backups").glob("neston-*.tar.age")
    return path

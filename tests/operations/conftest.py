import pytest
from django.db import transaction
from django.test import override_settings

from neston_sharing.operations.demonstration.loader import load


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

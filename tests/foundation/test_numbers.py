"""The numbers to call stand on the page of a fault of ours, whatever the fault is: the database may be it."""

import stat

import pytest
from django.core.management import call_command
from django.db import OperationalError

from neston_sharing.foundation import numbers
from neston_sharing.foundation.details import change_setting
from neston_sharing.foundation.models import Setting
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

DETAILS = {"name": "St Winifred's", "social_care_phone": "0151 496 0110", "lado_phone": "0151 496 0112"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def setting(django_capture_on_commit_callbacks) -> Setting:
    with django_capture_on_commit_callbacks(execute=True):
        return change_setting(by=None, **DETAILS)


def test_numbers_are_kept_beside_the_database_and_say_nothing_else(setting, folder):
    assert numbers.kept() == {
        "social_care_phone": "0151 496 0110",
        "social_care_out_of_hours_phone": "",
        "lado_phone": "0151 496 0112",
    }
    [file] = folder.iterdir()
    assert "Winifred" not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_fault_shows_them_without_the_database(client, setting, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("no such host as secret.example")

    client.force_login(UserFactory(roles=["helper"]))
    client.raise_request_exception = False
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    monkeypatch.setattr(Setting.objects, "current", away)
    answer = client.get("/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert all(f'href="tel:{number}"' in page for number in ("999", "01514960110", "01514960112"))
    assert "not set: ask your manager" in page
    assert "secret.example" not in page


def test_an_installation_older_than_the_file_gets_one_when_it_migrates(folder):
    Setting.objects.create(pk=1, **DETAILS)
    call_command("migrate", verbosity=0)
    assert numbers.kept()["lado_phone"] == "0151 496 0112"


@pytest.mark.parametrize("written", ["", "nonsense", "[]", "{}", "5"])
def test_a_file_that_cannot_be_read_gives_none(folder, written):
    (folder / "emergency-numbers.json").write_text(written)
    assert numbers.kept() == {}


def test_a_disk_that_refuses_stops_no_change(settings, folder, setting):
    settings.DATA_DIR = folder / "gone"
    numbers.keep(setting)
    assert numbers.kept() == {}

import gc
import os
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.test import TransactionTestCase

from neston_sharing.foundation import guards

HERE, BEGAN = Path(__file__).parent, date.today()

# A slow computer is no fault of what is tested.
hypothesis.settings.register_profile("any computer", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("any computer")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, request, tmp_path_factory):
    """SQLite in a file, as in real life: a database in memory locks otherwise than one on disk.

    With --reuse-db the file stays beside pytest's cache, so that the next run has its tables already.
    """
    from django.conf import settings
    from django.db import connections

    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        kept = request.config.getoption("reuse_db")
        folder = request.config.cache.mkdir("database") if kept else tmp_path_factory.mktemp("database")
        os.umask(0o077)  # what others could read would not be opened
        path = folder / f"test-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.sqlite3"
        for configured in (settings.DATABASES["default"], connections["default"].settings_dict):
            configured["TEST"]["NAME"] = str(path)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The tables are made without migrations; what tells our database from another program's is there all the same."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    with django_db_blocker.unblock():
        MigrationRecorder(connection).ensure_schema()


@pytest.fixture(scope="session", autouse=True)
def flushes_lift_guards():
    """Tests that commit are flushed after; what is recorded refuses that, so the guards are down for the flush."""
    teardown = TransactionTestCase._fixture_teardown

    def with_guards_lifted(self):
        with guards.lifted():
            teardown(self)

    TransactionTestCase._fixture_teardown = with_guards_lifted
    yield
    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(autouse=True)
def the_day_it_began(request):
    """A run that goes past midnight stays in the day for which its tests were collected, with their dates.

    Not where a browser or another process looks at the clock of the wall.
    """
    looked_at = request.node.path.is_relative_to(HERE / "operations") or request.node.get_closest_marker("browser")
    if looked_at or date.today() == BEGAN:
        yield
    else:
        with time_machine.travel(datetime.combine(BEGAN, time(22), ZoneInfo("Europe/London")), tick=True):
            yield


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Argon2 is slow on purpose; tests that are not about it need not wait for it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def a_password_is_enough(request, monkeypatch):
    """Tests that are not about the second factor sign in without one; those that are bear its mark."""
    if not request.node.get_closest_marker("second_factor"):
        monkeypatch.setattr("neston_sharing.staff.second_factor.needs_one", lambda user: False)


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A PDF comes with the request that asks for it, however busy the computer; tests of what waits say otherwise."""
    monkeypatch.setattr("neston_sharing.foundation.patience.PATIENCE", 60)


@pytest.fixture(autouse=True)
def files_of_this_test(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.IN_THE_MAKING = tmp_path / "making"


@pytest.fixture(autouse=True)
def nothing_verified_elsewhere(monkeypatch):
    """A process of its own would look at another database than the test's; tests of it say what it does."""
    monkeypatch.setattr("neston_sharing.audit.verifying.elsewhere", lambda person: None)


@pytest.fixture(scope="session")
def engine() -> str:
    return os.environ.get("ENGINE", "sqlite")


def pytest_collection_finish(session):
    """Spare the collector what stays to the end, the modules and the tests themselves: a fifth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(config, items):
    """Leave out tests that belong to the other database's run: here there is nothing to try, so none is skipped."""
    vendor = os.environ.get("ENGINE", "sqlite")
    elsewhere = [item for item in items for mark in item.iter_markers("only_on") if mark.args[0] != vendor]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


def pytest_terminal_summary(terminalreporter):
    """In CI a test that was skipped has proved nothing: the run fails."""
    if os.environ.get("CI") and (skipped := terminalreporter.stats.get("skipped")):
        terminalreporter.section("skipped in CI")
        terminalreporter.line(f"{len(skipped)} tests were skipped: install what they need")
        terminalreporter._session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def shipped(db):
    """The policies and the law list that come with the product."""
    from consent.actions.laws import load_shipped_laws
    from consent.actions.policies import load_shipped_policies

    return load_shipped_policies(), load_shipped_laws()

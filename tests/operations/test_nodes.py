"""Served as in real life: by one node or two, one of which is killed, and over a database that goes away."""

import re
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPException
from pathlib import Path
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from neston_sharing.operations.services import Installation, files
from tests.foundation.test_uploads import pdf
from tests.operations.nodes import Browser, Place, at_the_server, place, rename_away, serving

pytestmark = pytest.mark.django_db  # for the tests' own tables, which are copied

LOGIN = "/accounts/login/"
NUMBERS = ("tel:999", "tel:01514960110", "tel:01514960112")
SAID_WITHIN, BACK_WITHIN = 25, 10  # seconds, for two pages and for the first that works again
COUNTED = "SELECT (SELECT count(*) FROM sharing_concern), (SELECT count(*) FROM foundation_onetimekey)"
VISITORS, BEFORE, AFTER = 6, 1.0, 1.0  # people at work, and the seconds before and after a node is killed


@pytest.fixture(scope="module")
def installation(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), place() as made:
        yield made


@pytest.fixture(scope="module")
def nodes(installation):
    """One; on PostgreSQL two, of which the last test kills the second."""
    with serving(installation, 1 if connection.vendor == "sqlite" else 2) as started:
        yield started


@pytest.fixture
def one(nodes):
    return nodes[0]


@pytest.fixture
def two(nodes):
    return nodes


def sign_in(node, email: str, password: str, **how) -> Browser:
    browser = Browser(**how)
    browser.get(node, LOGIN)
    browser.answer = browser.post(node, LOGIN, login=email, password=password)
    return browser


def concern(there: dict, key: str, text: str = "A bruise") -> dict[str, str]:
    said = {"happened_at": "1 September 2026 09:00", "safe_to_go_home": "yes"}
    return {"key": key, "child": there["child"], "facts": text} | said


# --- The database goes away -------------------------------------------------------------------------------------------


class Away:
    """Takes the database away from the program, and gives it back."""

    def __init__(self, of: Place) -> None:
        self.of, self.file = of, of.folder / "neston.sqlite3"

    def __enter__(self) -> None:
        if connection.vendor == "sqlite":
            self.moved = rename_away(self.file)
        else:
            at_the_server(
                f'ALTER DATABASE "{self.of.database}" WITH ALLOW_CONNECTIONS false',
                f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.of.database}'",
            )

    def __exit__(self, *args) -> None:
        if connection.vendor == "sqlite":
            self.moved.rename(self.file)
        else:
            at_the_server(f'ALTER DATABASE "{self.of.database}" WITH ALLOW_CONNECTIONS true')


def test_without_the_database_the_numbers_to_call_are_there_and_then_all_goes_on(installation, one):
    browser = sign_in(one, installation.there["who"], installation.there["password"])
    assert browser.get(one, "/health/").status == 200
    with Away(installation):
        began = time.monotonic()
        health, home = browser.get(one, "/health/"), browser.get(one, "/")
        assert time.monotonic() - began < SAID_WITHIN
    assert (health.status, home.status) == (503, 500)
    first = "server that keeps it, then the program; if" if installation.database else "program; if"
    assert f"The database does not answer. Restart the {first}" in health.text
    assert all(number in home.text for number in NUMBERS)
    secrets = (str(installation.folder), installation.database or "sqlite", "Traceback", installation.there["who"])
    assert not any(secret in health.text + home.text for secret in secrets)
    until = time.monotonic() + BACK_WITHIN
    while (again := browser.get(one, "/").status) != 200 and time.monotonic() < until:
        time.sleep(0.5)
    assert again == 200  # and nobody was signed out


def test_over_real_data_it_does_not_start_with_debug(installation):
    door = ("-c", "import neston_sharing.wsgi")
    assert installation.run(*door).returncode == 0
    refused = installation.run(*door, DEBUG="true")
    assert refused.returncode != 0
    assert refused.stderr.startswith("Not started. DEBUG is on, and this database holds a setting's data")


# --- Behind a proxy, as the service files say -------------------------------------------------------------------------

NAME = "sharing.example.org"
BY_CADDY = {"Host": NAME, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9", "Origin": f"https://{NAME}"}


def test_behind_the_proxy_people_sign_in_encrypted_and_from_their_own_address(installation):
    of = Installation(Path("/opt/neston"), Path("/usr/bin/python3"), installation.folder, domain=NAME)
    lines = files(of, "caddy")["neston.env"].splitlines()
    told = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    who = installation.there["who"], installation.there["password"]
    with serving(installation, **told) as (node,):
        assert Browser(through={"Host": NAME}).get(node, LOGIN).status == 301  # not encrypted: sent to where it is
        assert Browser(through=BY_CADDY | {"Host": "evil.example"}).get(node, LOGIN).status == 400
        browser = sign_in(node, *who, through=BY_CADDY)
        assert (browser.answer.status, browser.get(node, "/").status) == (302, 200)
        assert browser.post(node, reverse("account_logout")).status == 302  # where the next page says something
    assert {name.removeprefix("__Host-") for name in browser.cookies} == {"csrftoken", "sessionid"}
    assert all(name.startswith("__Host-") for name in browser.cookies)
    [(address,)] = installation.rows(
        "SELECT remote_addr FROM audit_entry WHERE event = 'sign_in' ORDER BY id DESC LIMIT 1"
    )
    assert str(address).partition("/")[0] == BY_CADDY["X-Forwarded-For"]


# --- Two nodes over one database --------------------------------------------------------------------------------------


@pytest.mark.only_on("postgresql")
def test_who_signs_in_at_one_goes_on_at_the_other(installation, two):
    here, there = two
    browser = sign_in(here, installation.there["who"], installation.there["password"])
    assert browser.answer.status == 302
    assert browser.get(there, "/").status == 200
    form, key = reverse("sharing:concern-new"), str(uuid.uuid4())
    said = concern(installation.there, key, "Said once, sent twice")
    first, second = browser.post(here, form, **said), browser.post(there, form, **said)
    assert (first.status, second.status) == (302, 302)
    assert first.location == second.location
    assert installation.rows("SELECT count(*) FROM sharing_concern WHERE facts = 'Said once, sent twice'") == [(1,)]


@pytest.mark.only_on("postgresql")
def test_wrong_tries_at_either_are_counted_together(installation, two):
    email, password = installation.there["other"], installation.there["password"]
    for number in range(5):
        sign_in(two[number % 2], email, "wrong")
    for node in two:
        refused = sign_in(node, email, password)
        assert refused.answer.status != 302
        assert refused.get(node, "/").status == 302  # to sign in


@pytest.mark.only_on("postgresql")
def test_what_is_uploaded_at_one_is_read_at_the_other(installation, two):
    """The files are in one folder for all, which the README asks for; nothing of an upload stays with its node."""
    here, there = two
    browser = sign_in(here, installation.there["who"], installation.there["password"])
    said = {"agency": str(installation.there["agency"]), "from_whom": "Sam Ito", "route": "secure_email"}
    letter = {"upload": SimpleUploadedFile("letter.pdf", pdf(), "application/pdf")}
    form = reverse("sharing:received-new", args=[installation.there["child"]])
    key = {"key": str(uuid.uuid4()), "received_at": "1 September 2026 09:00"}
    recorded = browser.upload(here, form, **said, **letter, **key)
    assert recorded.status == 302, recorded.text
    opened = browser.get(there, f"{recorded.location}attachment/")
    assert (opened.status, opened.content[:5]) == (200, b"%PDF-")


class AtWork(threading.Thread):
    """Somebody who records one concern after the other, at whichever node answers, and sends it again if none did."""

    def __init__(self, there: dict, cookies: dict[str, str], nodes: list, stop: threading.Event, seed: int) -> None:
        super().__init__()
        self.there, self.browser, self.nodes, self.stop = there, Browser(cookies), nodes, stop
        self.random, self.acknowledged, self.broken, self.faults = Random(seed), [], 0, []

    def run(self) -> None:
        while not self.stop.is_set():
            self.record(str(uuid.uuid4()))

    def record(self, key: str) -> None:
        for node in self.random.sample(self.nodes, len(self.nodes)):
            try:
                answer = self.browser.post(node, reverse("sharing:concern-new"), **concern(self.there, key))
            except (OSError, HTTPException):
                self.broken += 1
                time.sleep(0.01)
                continue
            if answer.status == 302 and re.search("/concerns/.+/raised/$", answer.location):
                self.acknowledged.append(key)
            else:
                self.faults.append((answer.status, answer.text[:500]))
            return


@contextmanager
def at_work(installation, nodes) -> Iterator[list[AtWork]]:
    """Have people at work before and after something happens, and see then that nothing is lost."""
    browser = sign_in(nodes[0], installation.there["who"], installation.there["password"])
    before = installation.rows(COUNTED)[0]
    stop = threading.Event()
    people = [AtWork(installation.there, browser.cookies, nodes, stop, number) for number in range(VISITORS)]
    for person in people:
        person.start()
    try:
        time.sleep(BEFORE)
        yield people
        time.sleep(AFTER)
    finally:
        stop.set()
        for person in people:
            person.join()
    acknowledged = {key for person in people for key in person.acknowledged}
    kept = {str(uuid.UUID(str(key))) for (key,) in installation.rows("SELECT key FROM foundation_onetimekey")}
    after = installation.rows(COUNTED)[0]
    assert [fault for person in people for fault in person.faults] == []
    assert any(person.broken for person in people), "nobody met the node that was killed"
    assert len(acknowledged) > VISITORS
    assert acknowledged <= kept
    assert after[0] - before[0] == after[1] - before[1]  # one row for each key, whoever sent it twice
    verified = installation.run("manage.py", "verify_audit")
    assert (verified.returncode, "all in order" in verified.stdout) == (0, True), verified.stderr


@pytest.mark.only_on("postgresql")
def test_a_node_that_is_killed_under_load_loses_nothing_that_was_acknowledged(installation, two):
    with at_work(installation, two):
        two[1].kill()


@pytest.mark.only_on("sqlite")
def test_the_only_node_killed_under_load_and_started_again_loses_nothing_that_was_acknowledged(installation, nodes):
    with ExitStack() as later, at_work(installation, nodes):
        nodes[0].kill()
        nodes[:] = later.enter_context(serving(installation))

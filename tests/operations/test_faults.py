"""Whatever breaks, nothing that was acknowledged is lost, nothing is half there, and the log is whole.

The numbers are small here, so that they can be tried at every change; `KILLS=100`, and `WRITERS=16 SAVES=800`, are the
whole. A power cut is no part of this: the operating system, which keeps what was written, goes on.
"""

import os
import time
import uuid
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from django.db import connection
from django.urls import reverse

from agencies.actions.directory import add_agency
from agencies.models import Agency
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from neston_sharing.foundation.models import OneTimeKey
from sharing.models import Concern
from tests.at_once import at_once
from tests.factories import ChildFactory, UserFactory
from tests.operations.nodes import Browser
from tests.operations.writers import FAILED, Acknowledge, Writer

pytestmark = pytest.mark.django_db(transaction=True)

KILLS, WRITERS, SAVES = (int(os.environ.get(*said)) for said in (("KILLS", "10"), ("WRITERS", "16"), ("SAVES", "10")))
AT_WORK = 4  # writers while one after the other is killed


def record_one() -> str:
    """Two rows, their entries and their seals, in one transaction."""
    name = f"Agency {uuid.uuid4()}"
    add_agency(by=None, name=name, kind=Agency.Kind.HEALTH_VISITING, telephone="0151 496 0000")
    return name


def record_for_ever(acknowledge: Acknowledge) -> None:
    while True:
        acknowledge(record_one())


def record_some(acknowledge: Acknowledge) -> None:
    for _ in range(SAVES):
        acknowledge(record_one())


def all_is_well(acknowledged: list[str]) -> None:
    """Each is there; each that is there is whole; the log is whole and tells of every row."""
    there = set(Agency.objects.values_list("name", flat=True))
    assert [said for said in acknowledged if said.startswith(FAILED)] == []
    assert [name for name in acknowledged if name not in there] == []
    assert not Agency.objects.filter(routes=None).exists()
    head = Head()
    assert list(verify(head)) == []
    assert head.sequence == 2 * len(there)


def test_nothing_acknowledged_is_lost_when_writers_are_killed():
    random, acknowledged = Random(KILLS), []
    writers = [Writer(record_for_ever) for _ in range(AT_WORK)]
    try:
        for _ in range(KILLS):
            time.sleep(random.uniform(0.02, 0.3))
            for writer in writers:
                writer.listen()
            victim = writers.pop(random.randrange(AT_WORK))
            victim.kill()
            acknowledged += victim.said
            writers.append(Writer(record_for_ever))
    finally:
        for writer in writers:
            writer.kill()
            acknowledged += writer.said
    assert len(acknowledged) > KILLS
    all_is_well(acknowledged)


def test_many_who_save_at_once_get_no_error():
    writers = [Writer(record_some) for _ in range(WRITERS)]
    for writer in writers:
        writer.end()
    acknowledged = [name for writer in writers for name in writer.said]
    all_is_well(acknowledged)
    assert len(acknowledged) == Agency.objects.count() == WRITERS * SAVES


def test_the_same_form_sent_ten_times_at_once_is_recorded_once(live_server, client):
    client.force_login(UserFactory(roles=["practitioner"]))
    path, said = reverse("sharing:concern-new"), concern(ChildFactory())
    browser = Browser({name: morsel.value for name, morsel in client.cookies.items()})
    node = SimpleNamespace(port=live_server.thread.port)
    browser.get(node, path)
    answers = at_once(10, lambda: Browser(browser.cookies).post(node, path, **said))
    recorded = Concern.objects.get()
    assert [(answer.status, answer.location) for answer in answers] == [
        (302, reverse("sharing:concern-raised", args=[recorded.reference]))
    ] * 10
    assert list(verify(Head())) == []


def concern(child) -> dict[str, str]:
    return {
        "key": str(uuid.uuid4()),
        "child": child.reference,
        "facts": "A bruise. " * 200,
        "happened_at": "1 September 2026 09:00",
        "safe_to_go_home": "yes",
    }


# --- The disk is full -------------------------------------------------------------------------------------------------


def pragma(words: str) -> int:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {words}").fetchone()[0]


@pytest.mark.only_on("sqlite")
def test_a_full_disk_gives_the_plain_page_and_keeps_nothing_by_halves(client):
    client.force_login(UserFactory(roles=["practitioner"]))
    client.raise_request_exception = False
    path, child, recorded = reverse("sharing:concern-new"), ChildFactory(), 0
    largest = pragma("max_page_count")
    pragma(f"max_page_count = {pragma('page_count') + 8}")
    try:
        while (answer := client.post(path, said := concern(child))).status_code == 302:
            recorded += 1
    finally:
        pragma(f"max_page_count = {largest}")
    assert answer.status_code == 500
    assert 'href="tel:999"' in answer.content.decode()
    assert Concern.objects.count() == recorded
    assert not OneTimeKey.objects.filter(key=said["key"]).exists()
    assert list(verify(Head())) == []
    assert client.post(path, said).status_code == 302  # the same form, once there is room
    assert Concern.objects.count() == recorded + 1


@pytest.mark.only_on("sqlite")
def test_a_disk_that_refuses_in_mid_transaction_undoes_it():
    """The operating system itself says no, wherever in the file or its journal the limit is met."""
    size, acknowledged = Path(connection.settings_dict["NAME"]).stat().st_size, []
    for more in (0, 4096, 20_000):
        writer = Writer(lambda acknowledge, limit=size + more: record_until_full(acknowledge, limit))
        writer.end()
        *names, failure = writer.said
        assert failure.startswith(f"{FAILED}OperationalError"), failure
        acknowledged += names
    all_is_well(acknowledged)


def record_until_full(acknowledge: Acknowledge, limit: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    record_for_ever(acknowledge)

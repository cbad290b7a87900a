"""People record while the log is verified: what they do is no fault, and what was changed past the product still is."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from agencies.models import Agency
from neston_sharing.audit import snapshots
from neston_sharing.foundation.actions import is_recording
from tests.audit.by_other_means import unguarded
from tests.factories import AgencyFactory

pytestmark = pytest.mark.django_db


def meanwhile(monkeypatch, act: Callable[[], object], *, read: int) -> None:
    """Do this once, after the agencies' rows were read for the `read`th time and before their entries are."""
    before, reads = snapshots.gone, []

    def gone(table: str, *numbers) -> set[int]:
        if table == "agencies_agency":
            reads.append(table)
            if len(reads) == read:
                act()
        return before(table, *numbers)

    monkeypatch.setattr(snapshots, "gone", gone)


def change_past_the_product(agency) -> None:
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("UPDATE agencies_agency SET name = 'Other' WHERE id = %s", [agency.pk])


def found() -> list[str]:
    return [str(fault) for fault in snapshots.differences()]


def rename(agency) -> None:
    agency.name += "!"
    agency.save()


def test_what_is_changed_between_a_row_and_its_entries_is_no_fault(monkeypatch):
    agency = AgencyFactory()
    meanwhile(monkeypatch, lambda: rename(agency), read=1)
    assert found() == []


def test_what_is_added_after_the_last_rows_were_read_is_not_gone(monkeypatch):
    AgencyFactory()
    meanwhile(monkeypatch, AgencyFactory, read=2)
    assert found() == []


def test_what_was_changed_past_the_product_is_named_though_somebody_records_meanwhile(monkeypatch):
    agency, other = AgencyFactory(), AgencyFactory()
    change_past_the_product(other)
    meanwhile(monkeypatch, lambda: rename(agency), read=1)
    [said] = found()
    assert said.startswith(f"The agency number {other.pk} is not as it was recorded")


def test_what_seems_wrong_is_read_again_while_nobody_else_can_write(monkeypatch):
    held, before = [], snapshots._wrong

    def wrong(*read) -> dict[int, str]:
        held.append(is_recording())
        return before(*read)

    agency = AgencyFactory()
    change_past_the_product(agency)
    monkeypatch.setattr(snapshots, "_wrong", wrong)
    assert len(found()) == 1
    assert held.count(True) == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_who_works_meanwhile_makes_the_log_look_tampered_with(monkeypatch):
    agencies, done = [AgencyFactory() for _ in range(5)], threading.Event()
    worked: list = []
    monkeypatch.setattr(snapshots.auditlog, "get_models", lambda: [Agency])
    monkeypatch.setattr(snapshots, "CHUNK", 3)

    def work() -> None:
        try:
            while not done.wait(0.002):
                rename(agencies[len(worked) % 5])
                worked.append(len(worked) < 20 and AgencyFactory().pk)
        finally:
            connection.close()

    writer = threading.Thread(target=work)
    writer.start()
    try:
        said = [words for _ in range(10) for words in found()]
    finally:
        done.set()
        writer.join()
    assert said == []
    assert worked

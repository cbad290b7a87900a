"""One writer at a time: whoever holds the writers' lock reads what nobody changes meanwhile."""

import threading

import pytest
from django.db import connection, transaction

from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import nobody_recording


@pytest.mark.django_db(transaction=True)
def test_nobody_records_until_who_holds_the_lock_is_done():
    """On PostgreSQL the transaction begins after the lock was taken: its snapshot has whatever was recorded before."""
    recorded = threading.Event()

    def record() -> None:
        record_event("backup_made", by=None)
        recorded.set()
        connection.close()

    writer = threading.Thread(target=record)
    with nobody_recording(), transaction.atomic():
        writer.start()
        assert not recorded.wait(0.5)
    assert recorded.wait(20)
    writer.join()

"""Many entries sealed in one pass: the same chain, and none that is committed without its seal."""

from contextlib import suppress

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from neston_sharing.audit import canonical
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.sealing import CHUNK, together
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from neston_sharing.foundation.actions import Refusal, action

pytestmark = pytest.mark.django_db


@pytest.fixture
def amy():
    return get_user_model().objects.create_user("amy@example.org", name="Amy Khan")


def faults() -> list:
    return list(verify(Head()))


def write(by, number: int, start: int = 0) -> None:
    for each in range(start, start + number):
        record_event("tried", by=by, data={"number": each})


def test_they_follow_on_what_was_sealed_before_and_the_next_one_follows_on_them(amy):
    write(amy, 2)
    with together():
        write(amy, CHUNK + 2)
    write(amy, 2)
    assert not Entry.objects.unsealed().exists()
    assert faults() == []


def test_every_seal_is_the_one_that_the_entry_would_have_had_alone(amy):
    with together():
        write(amy, 3)
    before = canonical.FIRST
    for seal in Seal.objects.order_by("sequence"):
        assert seal.previous == before
        assert seal.hash == canonical.link(seal.sequence, seal.entry_id, seal.digest, before)
        before = seal.hash


def test_inside_a_larger_one_it_waits_for_the_larger_ones_end(amy):
    with together():
        with together():
            write(amy, 2)
        assert Entry.objects.unsealed().count() == 2
    assert faults() == []


def test_after_an_error_that_somebody_catches_nothing_unsealed_is_left(amy):
    with suppress(Refusal), together():
        write(amy, 2)
        raise Refusal("Not like this")
    write(amy, 1)
    assert Entry.objects.filter(event="tried").count() == 1
    assert faults() == []


def test_what_was_rolled_back_inside_leaves_no_seal(amy):
    with together():
        write(amy, 1)
        with transaction.atomic():
            write(amy, 2, start=1)
            transaction.set_rollback(True)
        write(amy, 1, start=3)
    assert [entry.additional_data["number"] for entry in Entry.objects.filter(event="tried").order_by("id")] == [0, 3]
    assert faults() == []


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_sealed_is_not_saved(amy, monkeypatch):
    monkeypatch.setattr(canonical, "digest", lambda row: 1 / 0)
    with pytest.raises(ZeroDivisionError), together():
        write(amy, 2)
    assert not Entry.objects.filter(event="tried").exists()


def test_a_refusal_inside_cannot_be_passed_over(amy):
    """Actions inside share one savepoint, so that what a refused one began can only go together with all the rest."""

    @action
    def refuse(*, by):
        record_event("tried", by=by)
        raise Refusal("No")

    def pass_over():
        with together():
            with suppress(Refusal):
                refuse(by=amy)
            write(amy, 1)

    with pytest.raises(transaction.TransactionManagementError):
        pass_over()
    assert not Entry.objects.filter(event="tried").exists()


def test_an_entry_costs_one_statement_besides_a_few_for_all(amy, django_assert_num_queries):
    extra = 1 if connection.vendor == "postgresql" else 0  # the writers' lock, once
    with django_assert_num_queries(20 + 5 + extra), together():  # two savepoints, the head, the rows, the seals
        write(amy, 20)

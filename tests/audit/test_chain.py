"""Every entry is sealed as it is stored, in its own transaction, in one contiguous chain."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import IntegrityError, connection, transaction

from neston_sharing.audit import canonical, sealing
from neston_sharing.audit.context import acting
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.models.entry import OutsideTransaction
from neston_sharing.audit.storable import Unstorable, storable
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from neston_sharing.foundation.models import Setting
from tests.at_once import at_once

User = get_user_model()

# One row and what version 1 makes of it. If this changes, every seal ever set is broken: make a version 2 instead.
ROW = (
    7, datetime(2026, 11, 22, 14, 5, 0, 123999, tzinfo=UTC), None, "foundation.setting", "1", 1, "Zoë's", 1,
    "", "C-7K3M9QZ2",
    {"name": ["Öl", 'a "quoted" line\n'], "b": [None, 1.5], "aa": [True, 10**20]}, None, {"z": 1, "a": []},
    "2001:db8::1", "c" * 32, "5" * 32,
)  # fmt: skip
DIGEST = "d1a51a0c8f6f895f2101713c89df4fc4f45cebfaa49bf2e4c4e2c2f008719329"


@pytest.fixture
def amy(db):
    return User.objects.create_user("amy@example.org", name="Amy Khan")


def test_version_1_of_the_canonical_form_never_changes():
    assert canonical.digest(ROW) == DIGEST


def test_a_row_that_was_stored_gives_the_same_digest_on_either_engine(db):
    kind = ContentType.objects.get_for_model(Setting)
    values = dict(zip(canonical.FIELDS, ROW, strict=True)) | {"actor": None, "content_type": kind}
    Entry(**values).save_base(raw=True, force_insert=True)
    *row, _head, _previous = sealing._as_stored(7)
    assert canonical.digest(sealing.named(row, sealing._name_of)) == DIGEST


@pytest.mark.parametrize("value", [1.0, 1e16, 1e308, -0.0, 1.5e-7, 0.1, float("nan"), float("inf"), 2**70, "½", "💚"])
def test_every_number_and_text_comes_back_as_it_was_sealed(amy, value):
    entry = record_event("tried", by=amy, data={"value": value, "nested": [{"deep": value}]})
    assert Entry.objects.get(pk=entry.pk).additional_data == storable({"value": value, "nested": [{"deep": value}]})
    assert list(verify(Head())) == []


def test_each_seal_follows_from_the_one_before(amy):
    for number in range(3):
        record_event("tried", by=amy, data={"number": number})
    seals = list(Seal.objects.order_by("sequence"))
    assert [seal.sequence for seal in seals] == list(range(1, len(seals) + 1))
    assert [seal.previous for seal in seals] == [canonical.FIRST, *(seal.hash for seal in seals[:-1])]


def test_saving_a_row_writes_one_sealed_entry_of_what_changed(amy):
    with acting(amy):
        amy.post = "Room leader"
        amy.save()
    entry = Entry.objects.latest("id")
    assert (entry.changes, entry.actor, entry.seal.sequence) == (
        {"post": ["", "Room leader"]},
        amy,
        Seal.objects.count(),
    )


def test_neither_password_nor_relations_are_in_an_entry(amy):
    amy.set_password("correct horse battery staple")
    amy.save()
    created = Entry.objects.earliest("id")
    assert set(created.changes) == {"id", "email", "name", "post", "is_active", "joined_at"}
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused():
    with pytest.raises(OutsideTransaction):
        Entry.objects.create(event="tried")
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_sealed_is_not_saved(monkeypatch):
    amy = User.objects.create_user("amy@example.org", name="Amy Khan")
    monkeypatch.setattr(canonical, "digest", lambda row: 1 / 0)
    amy.post = "Room leader"
    with pytest.raises(ZeroDivisionError):
        amy.save()
    assert User.objects.get().post == ""
    assert Entry.objects.count() == Seal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_entry_whose_seal_fails_goes_even_where_the_error_is_caught(monkeypatch):
    """As of every row that Django saves: whoever caught it cannot commit the rest."""
    amy = User.objects.create_user("amy@example.org", name="Amy Khan")
    link = sealing.link
    monkeypatch.setattr(sealing, "link", lambda row, head, previous: link(row, head - 1, previous))
    with transaction.atomic(), suppress(IntegrityError):
        record_event("tried", by=amy)
    assert Entry.objects.count() == Seal.objects.count() == 1


@pytest.mark.parametrize("text", ["a\x00b", "half \ud83d"])
def test_what_one_engine_cannot_store_is_refused_on_both(amy, text):
    with pytest.raises(Unstorable), transaction.atomic():
        record_event("tried", by=amy, data={"text": [text]})


def test_an_entry_is_neither_saved_again_nor_deleted(amy):
    entry = record_event("tried", by=amy)
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


def test_an_entry_that_a_fixture_brings_back_is_not_sealed_again(db):
    (again,) = serializers.deserialize("json", serializers.serialize("json", [Entry(id=7, timestamp=ROW[1])]))
    again.save()
    assert Entry.objects.filter(pk=7).exists()
    assert not Seal.objects.exists()


def test_a_chain_has_no_fork(amy):
    last = record_event("tried", by=amy).seal
    entry = record_event("tried", by=amy)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(sequence=99, entry=entry, digest="d", previous=last.previous, hash="h")


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_contiguous_chain():
    amy = User.objects.create_user("amy@example.org", name="Amy Khan")

    def write() -> None:
        for number in range(20):
            record_event("tried", by=amy, data={"number": number})

    errors = [answer for answer in at_once(6, write) if answer]
    head = Head()
    assert (errors, list(verify(head)), head.sequence) == ([], [], 121)


def test_sealing_costs_one_statement(amy, django_assert_num_queries):
    with acting(amy):
        extra = 1 if connection.vendor == "postgresql" else 0  # the writers' lock
        with django_assert_num_queries(2 + extra):
            record_event("tried", by=amy)


def test_acting_gives_the_outer_person_back(amy):
    jo = User.objects.create_user("jo@example.org", name="Jo Lee")
    with acting(amy):
        with acting(jo):
            inner = record_event("tried", by=None)
        outer = record_event("tried", by=None)
    after = record_event("tried", by=None)
    assert [inner.actor, outer.actor, after.actor] == [jo, amy, None]


def test_what_an_entry_is_sealed_from_is_compiled_once(amy):
    record_event("tried", by=amy)
    before = sealing._columns.cache_info().misses
    record_event("tried", by=amy)
    assert sealing._columns.cache_info().misses == before


def test_an_entry_after_one_that_was_rolled_back_follows_the_one_before_it(amy):
    """The head of the chain is read for each entry: what is remembered would not know of a rollback."""
    with transaction.atomic():
        record_event("tried", by=amy)
        transaction.set_rollback(True)
    record_event("tried", by=amy)
    assert list(verify(Head())) == []

"""Sixteen ways to falsify the log: refused while the guards stand, named by the verifier once somebody lifted them.

Run as somebody with the database in hand would: by SQL, past the product.
"""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from neston_sharing.audit import canonical
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.verification import entries_until, seals_until, verify
from neston_sharing.audit.verifier import Head, faults
from neston_sharing.foundation import guards

POSTGRESQL = connection.vendor == "postgresql"
UNCHECKED = "PRAGMA ignore_check_constraints = ON"
SQLITE_ONLY = pytest.mark.only_on("sqlite")
POSTGRESQL_ONLY = pytest.mark.only_on("postgresql")


@pytest.fixture
def log(db):
    """Nine entries; the numbers of the first, of two in the middle and of the last."""
    amy = get_user_model().objects.create_user("amy@example.org", name="Amy Khan")
    numbers = [record_event("tried", by=amy, data={"number": number}).pk for number in range(8)]
    return {"first": numbers[0] - 1, "middle": numbers[3], "next": numbers[4], "last": numbers[-1]}


@pytest.fixture
def unguarded(log):
    """The same log in the hands of somebody who took the guards away and lets foreign keys dangle."""
    whole = transaction.savepoint()
    guards.lift()
    if POSTGRESQL:
        run("ALTER TABLE audit_seal DROP CONSTRAINT " + foreign_key())
    yield log
    transaction.savepoint_rollback(whole)


def foreign_key() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = 'audit_seal'::regclass AND contype = 'f'")
        return f'"{cursor.fetchone()[0]}"'


def run(sql: str, **values) -> None:
    with connection.cursor() as cursor:
        for statement in sql.format(**values).split(";"):
            cursor.execute(statement)


def found() -> list[str]:
    return [fault.words for fault in verify(Head()) if fault.entry is not None]


REFUSED = {
    "edit": "UPDATE audit_entry SET object_repr = 'x' WHERE id = {middle}",
    "edit a seal": "UPDATE audit_seal SET hash = 'x' WHERE entry_id = {middle}",
    "delete": "DELETE FROM audit_entry WHERE id = {middle}",
    "delete a seal": "DELETE FROM audit_seal WHERE entry_id = {middle}",
    "delete the tail": "DELETE FROM audit_seal WHERE entry_id > {middle}; DELETE FROM audit_entry WHERE id > {middle}",
    "reorder": "UPDATE audit_entry SET id = 999999 WHERE id = {middle}",
    "back-date": "UPDATE audit_entry SET timestamp = '2020-01-01' WHERE id = {last}",
    "change who": "UPDATE audit_entry SET actor_id = NULL WHERE id = {middle}",
}


@pytest.mark.parametrize("way", REFUSED)
def test_while_the_guards_stand_it_is_refused(log, way):
    with pytest.raises(IntegrityError, match="cannot be changed or deleted"), transaction.atomic():
        run(REFUSED[way], **log)
    assert found() == []


SEAL = "(sequence, digest, previous, hash, entry_id)"


@SQLITE_ONLY
@pytest.mark.parametrize(
    "sql",
    [
        f"INSERT OR REPLACE INTO audit_seal {SEAL} VALUES (1, 'd', 'p', 'h', 999)",
        f"INSERT OR REPLACE INTO audit_seal {SEAL} VALUES (999, 'd', 'p', 'h', {{middle}})",
        "REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE id = {middle}",
    ],
)
def test_replacing_is_refused(log, sql):
    with pytest.raises(IntegrityError, match="cannot be changed or deleted"), transaction.atomic():
        run(sql, **log)


@POSTGRESQL_ONLY
@pytest.mark.parametrize("table", ["audit_seal", "audit_entry CASCADE"])
def test_truncating_is_refused(log, table):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="cannot be changed or deleted"), transaction.atomic():
        run(f"TRUNCATE {table}")


def test_flushing_the_database_is_refused(log):
    if POSTGRESQL:
        run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(CommandError), transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
    assert found() == []


FOUND = {
    "edit": (
        "UPDATE audit_entry SET object_repr = 'x' WHERE id = {middle}",
        "Entry {middle} was changed after it was written",
    ),
    "edit what was recorded": (
        "UPDATE audit_entry SET additional_data = '{{\"number\": 4}}' WHERE id = {middle}",
        "Entry {middle} was changed after it was written",
    ),
    "delete": ("DELETE FROM audit_entry WHERE id = {middle}", "Entry {middle} is gone"),
    "delete with its seal": (
        "DELETE FROM audit_seal WHERE entry_id = {middle}; DELETE FROM audit_entry WHERE id = {middle}",
        "is missing before entry {next}",
    ),
    "delete a seal": ("DELETE FROM audit_seal WHERE entry_id = {middle}", "is missing before entry {next}"),
    "delete the newest entries": ("DELETE FROM audit_entry WHERE id = {last}", "Entry {last} is gone"),
    "delete the newest seals": ("DELETE FROM audit_seal WHERE entry_id = {last}", "Entry {last} has no seal"),
    "delete the oldest": (
        "DELETE FROM audit_seal WHERE entry_id = {first}; DELETE FROM audit_entry WHERE id = {first}",
        "Seal 1 is missing",
    ),
    "truncate the seals": ("DELETE FROM audit_seal", "Entry {first} has no seal"),
    "truncate the entries": ("DELETE FROM audit_entry", "Entry {first} is gone"),
    "reorder two entries": (
        "UPDATE audit_entry SET id = -1 WHERE id = {middle}; UPDATE audit_entry SET id = {middle} WHERE id = {next}; "
        "UPDATE audit_entry SET id = {next} WHERE id = -1",
        "Entry {middle} was changed after it was written",
    ),
    "reorder two seals": (
        "UPDATE audit_seal SET sequence = 0 WHERE entry_id = {middle}; "
        "UPDATE audit_seal SET sequence = sequence - 1 WHERE entry_id = {next}; "
        "UPDATE audit_seal SET sequence = (SELECT max(sequence) - 3 FROM audit_seal) WHERE entry_id = {middle}",
        "the order was changed",
    ),
    "edit a seal's digest": (
        "UPDATE audit_seal SET digest = previous WHERE entry_id = {middle}",
        "The seal of entry {middle} was changed",
    ),
    "back-date": (
        "UPDATE audit_entry SET timestamp = '2020-01-01' WHERE id = {last}",
        "Time runs back at entry {last}",
    ),
    "change whence": (
        "UPDATE audit_entry SET remote_addr = '10.0.0.1' WHERE id = {middle}",
        "Entry {middle} was changed",
    ),
}


@pytest.mark.parametrize("way", FOUND)
def test_once_the_guards_are_lifted_it_is_named(unguarded, way):
    sql, words = FOUND[way]
    run(sql, **unguarded)
    assert words.format(**unguarded) in " / ".join(found())


def test_an_entry_that_was_slipped_in_is_named(unguarded):
    (entry,) = Entry.objects.bulk_create([Entry(timestamp=Entry.objects.latest("id").timestamp, event="tried")])
    assert found() == [f"Entry {entry.pk} has no seal: its seal was removed, or it was added by other means"]


@pytest.mark.parametrize("number", [0, -1, -5, -(2**63)])
def test_an_entry_below_every_number_that_the_product_gives_is_named(log, number):
    """The guards let a row be added; the walk begins below all numbers, so none can be added where it does not look."""
    Entry.objects.bulk_create([Entry(pk=number, timestamp=Entry.objects.earliest("id").timestamp, event="tried")])
    assert found() == [f"Entry {number} has no seal: it was added by other means than the product"]


def test_an_entry_below_every_number_is_named_in_a_log_without_seals(db):
    Entry.objects.bulk_create([Entry(pk=-5, timestamp=timezone.now(), event="tried")])
    assert found() == ["Entry -5 has no seal: its seal was removed, or it was added by other means"]


def test_a_seal_below_every_number_is_named(unguarded):
    run("ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_sequence_check" if POSTGRESQL else UNCHECKED)
    run("UPDATE audit_seal SET sequence = -5 WHERE entry_id = {middle}", **unguarded)
    if not POSTGRESQL:
        run("PRAGMA ignore_check_constraints = OFF")
    assert "Seal 1 is missing before entry {middle}".format(**unguarded) in found()


def test_a_seal_that_was_set_again_over_a_changed_entry_is_named_at_the_next(unguarded):
    """Whoever rewrites an entry must rewrite every seal after it."""
    run("UPDATE audit_entry SET object_repr = 'x' WHERE id = {middle}", **unguarded)
    seal = Seal.objects.get(entry=unguarded["middle"])
    from neston_sharing.audit import sealing

    *row, _head, _previous = sealing._as_stored(seal.entry_id)
    digest = canonical.digest(sealing.named(row, sealing._name_of))
    hash_ = canonical.link(seal.sequence, seal.entry_id, digest, seal.previous)
    run(f"UPDATE audit_seal SET digest = '{digest}', hash = '{hash_}' WHERE sequence = {seal.sequence}")
    (fault,) = found()
    assert fault == f"The seal of entry {unguarded['next']} does not follow from the seal before it"


def test_a_tail_removed_whole_is_beyond_the_verifier(unguarded):
    """Said honestly: entries that go together with their seals leave no trace inside; a printed seal would show it."""
    run("DELETE FROM audit_seal WHERE entry_id > {middle}; DELETE FROM audit_entry WHERE id > {middle}", **unguarded)
    assert found() == []


@SQLITE_ONLY
@pytest.mark.parametrize("column", ["changes = 'no json'", "timestamp = 'no time'", "remote_addr = 'no address'"])
def test_an_unreadable_entry_is_named_and_the_walk_goes_on(unguarded, column):
    run(UNCHECKED + "; UPDATE audit_entry SET " + column + " WHERE id = {middle}", **unguarded)
    run("PRAGMA ignore_check_constraints = OFF")
    assert found() == [f"Entry {unguarded['middle']} was changed after it was written: it no longer fits its seal"]


@SQLITE_ONLY
def test_an_entry_whose_text_is_none_is_named_and_the_walk_goes_on(unguarded):
    run("UPDATE audit_entry SET object_repr = CAST(x'ff' AS TEXT) WHERE id = {middle}", **unguarded)
    assert found() == [f"Entry {unguarded['middle']} was changed after it was written: it no longer fits its seal"]


@POSTGRESQL_ONLY
@pytest.mark.parametrize("time", ["infinity", "2026-01-01 BC", "12026-01-01"])
def test_an_entry_with_a_time_beyond_all_is_named_and_the_walk_goes_on(unguarded, time):
    run(f"UPDATE audit_entry SET timestamp = '{time}' WHERE id = {{middle}}", **unguarded)
    assert found() == [f"Entry {unguarded['middle']} was changed after it was written: it no longer fits its seal"]


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("entry_id = 'x'", "The seal numbered “5” was changed after it was set: it names no entry"),
        ("sequence = 'x'", "Seal 5 is missing before entry {next}"),
        ("hash = CAST(x'ff' AS TEXT)", "The seal numbered “5” was changed after it was set: it names no entry"),
        ("digest = x'ff'", "The seal of entry {middle} was changed after it was set"),
    ],
)
def test_a_seal_that_was_made_unreadable_is_named_and_the_walk_goes_on(unguarded, change, words):
    run(f"UPDATE audit_seal SET {change} WHERE entry_id = {{middle}}", **unguarded)
    head = Head()
    said = [fault.words for fault in verify(head)]
    assert words.format(**unguarded) in said
    assert head.entry == unguarded["last"]


# --- The command ----------------------------------------------------------------------------------------------------


def test_the_command_counts_and_gives_the_last_seal(log, capsys):
    last = Seal.objects.first()
    call_command("verify_audit")
    said = capsys.readouterr().out
    assert f"{last.sequence} entries, all in order" in said
    assert canonical.code(last.hash) in said


def test_the_command_says_what_is_wrong_and_exits_1(unguarded, capsys):
    run("UPDATE audit_entry SET object_repr = 'x' WHERE id = {middle}", **unguarded)
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_audit")
    said = capsys.readouterr().err
    assert f"Entry {unguarded['middle']} was changed" in said
    assert "guards are missing or altered" in said


def test_an_empty_log_is_in_order(db, capsys):
    call_command("verify_audit")
    assert "The audit log is empty." in capsys.readouterr().out


def test_the_walk_takes_as_many_statements_for_many_entries_as_for_few(log, django_assert_max_num_queries):
    seals, entries = seals_until(10**9), entries_until(10**9)
    with django_assert_max_num_queries(5):
        assert list(faults(seals, entries)) == []

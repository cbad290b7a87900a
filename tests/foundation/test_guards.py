"""Each kind of guard, with real triggers on tables of its own, on the engine that the tests run on."""

from contextlib import contextmanager, suppress
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from neston_sharing.foundation import checks, guards
from neston_sharing.foundation.checks import guards_stand
from neston_sharing.foundation.guards import database
from neston_sharing.foundation.guards.triggers import unique_columns
from neston_sharing.foundation.models import Setting

POSTGRESQL = connection.vendor == "postgresql"


@contextmanager
def refused(words: str):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        yield


def run(sql: str, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.fixture
def tables(db):
    """Two tables: a sheet, which may be shut, and its lines."""
    run("CREATE TABLE sheet (id integer PRIMARY KEY, name text UNIQUE, shut_at text)")
    run("CREATE TABLE line (id integer PRIMARY KEY, sheet_id integer, words text)")
    run("INSERT INTO sheet VALUES (1, 'open', NULL), (2, 'shut', '2026')")
    run("INSERT INTO line VALUES (1, 1, 'one'), (2, 2, 'two')")


def table_of(name: str, *unique: str):
    """A stand-in for a model: its table and unique columns."""
    fields = [SimpleNamespace(column=column, unique=True) for column in unique]
    return SimpleNamespace(_meta=SimpleNamespace(db_table=name, local_fields=fields, constraints=[]))


def guard(model, *kinds) -> None:
    model.guards = kinds
    with connection.cursor() as cursor:
        database._put_back(model, connection.vendor, cursor)


@pytest.mark.parametrize("sql", ["UPDATE sheet SET name = 'other' WHERE id = 1", "DELETE FROM sheet WHERE id = 1"])
def test_append_only_rows_are_neither_changed_nor_deleted(tables, sql):
    guard(table_of("sheet", "id"), *guards.append_only("A sheet"))
    run("INSERT INTO sheet VALUES (3, 'new', NULL)")
    with refused("A sheet cannot be changed or deleted once recorded"):
        run(sql)


@pytest.mark.only_on("postgresql")  # SQLite has no TRUNCATE
@pytest.mark.parametrize(
    "kinds",
    [
        guards.append_only("A sheet"),
        guards.frozen_when("OLD.shut_at IS NOT NULL", "A sheet"),
        guards.frozen_with_parent("line", "id", "TRUE", "A sheet"),
    ],
)
def test_a_guarded_table_is_not_truncated(tables, kinds):
    guard(table_of("sheet", "id"), *kinds)
    with refused("A sheet cannot be changed"):
        run("TRUNCATE sheet")


@pytest.mark.only_on("sqlite")  # PostgreSQL has no INSERT OR REPLACE
@pytest.mark.parametrize("row", ["(1, 'other', NULL)", "(9, 'open', NULL)"])
def test_insert_or_replace_does_not_pass_by_the_guards(tables, row):
    run("PRAGMA recursive_triggers = OFF")  # as another program would open the file
    guard(table_of("sheet", "id", "name"), *guards.append_only("A sheet"))
    try:
        with refused("A sheet cannot be changed"):
            run(f"INSERT OR REPLACE INTO sheet VALUES {row}")
    finally:
        run("PRAGMA recursive_triggers = ON")


@pytest.mark.only_on("sqlite")  # PostgreSQL has no INSERT OR REPLACE
def test_insert_or_replace_takes_the_place_of_no_frozen_closed_or_latched_row(tables):
    run("PRAGMA recursive_triggers = OFF")
    guard(
        table_of("sheet", "id"),
        *guards.frozen_when("OLD.name = 'open'", "A sheet"),
        *guards.latch("shut_at", what="The end"),
    )
    guard(table_of("line", "id"), *guards.frozen_with_parent("sheet", "sheet_id", "p.shut_at = '2026'", "A line"))
    try:
        for sql, words in (
            ("sheet VALUES (1, 'x', NULL)", "A sheet"),
            ("sheet VALUES (2, 'x', NULL)", "The end"),
            ("line VALUES (2, 1, 'x')", "A line"),
        ):
            with refused(words):
                run(f"INSERT OR REPLACE INTO {sql}")
    finally:
        run("PRAGMA recursive_triggers = ON")


def test_frozen_rows_are_closed_and_others_open(tables):
    guard(table_of("sheet", "id"), *guards.frozen_when("OLD.shut_at IS NOT NULL", "A shut sheet"))
    run("UPDATE sheet SET name = 'still open' WHERE id = 1")
    for sql in ("UPDATE sheet SET name = 'other' WHERE id = 2", "DELETE FROM sheet WHERE id = 2"):
        with refused("A shut sheet cannot be changed"):
            run(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO line VALUES (3, 2, 'late')",
        "UPDATE line SET words = 'other' WHERE id = 2",
        "UPDATE line SET sheet_id = 2 WHERE id = 1",
        "UPDATE line SET sheet_id = 1 WHERE id = 2",
        "DELETE FROM line WHERE id = 2",
    ],
)
def test_rows_close_with_their_parent(tables, sql):
    guard(
        table_of("line", "id"),
        *guards.frozen_with_parent("sheet", "sheet_id", "p.shut_at IS NOT NULL", "A line"),
    )
    run("UPDATE line SET words = 'other' WHERE id = 1")
    with refused("A line cannot be changed"):
        run(sql)


def test_a_parent_may_be_named_as_a_model():
    assert 'FROM "foundation_setting" p' in guards.frozen_with_parent(Setting, "x", "1 = 1", "A row")[0].when


def test_a_latch_closes_once(tables):
    guard(table_of("sheet", "id"), *guards.latch("shut_at", what="The end of a sheet"))
    run("UPDATE sheet SET shut_at = '2027' WHERE id = 1")
    for value in ("'2028'", "NULL"):
        with refused("The end of a sheet is set once"):
            run(f"UPDATE sheet SET shut_at = {value} WHERE id = 1")
    run("UPDATE sheet SET name = 'renamed' WHERE id = 1")


def test_an_apostrophe_and_a_percent_sign_in_a_refusal_are_said_as_they_are(tables):
    guard(table_of("sheet", "id"), guards.Guard("odd", "100% the parent's", ("DELETE",)))
    with refused("100% the parent's"):
        run("DELETE FROM sheet WHERE id = 1")


# --- What stands in the database ------------------------------------------------------------------------------------


def test_every_guard_has_a_name_of_its_own():
    for vendor in ("sqlite", "postgresql"):
        names = [trigger.name for model in guards.guarded_models() for trigger in guards.triggers(model, vendor)]
        assert len(names) == len(set(names))
        assert all(len(name) <= 63 for name in names)  # PostgreSQL keeps no more of a name


def test_all_guards_stand_after_migrate(db):
    assert guards.missing_or_altered() == []
    assert guards.standing() == guards.expected(connection.vendor)


@pytest.mark.django_db(transaction=True)
def test_migrate_puts_back_what_was_lifted():
    guards.lift()
    assert guards.standing() == {}
    call_command("migrate", verbosity=0, skip_checks=True)
    assert guards.missing_or_altered() == []


def test_guards_are_put_back_although_the_work_without_them_failed(db):
    with suppress(ZeroDivisionError), guards.lifted():
        assert guards.standing() == {}
        1 / 0  # noqa: B018
    assert guards.missing_or_altered() == []


def drop(name: str, table: str = "audit_entry") -> None:
    run(f'DROP TRIGGER "{name}" ON {table}' if POSTGRESQL else f'DROP TRIGGER "{name}"')


NAME = "guard_audit_entry_append_only_delete"


def test_the_check_names_a_guard_that_is_gone(db):
    drop(NAME)
    assert guards.missing_or_altered() == [NAME]
    (warning,) = guards_stand(databases=["default"])
    assert NAME in warning.msg


def test_after_an_upgrade_the_check_counts_what_migrate_will_put_in_place(db, monkeypatch):
    """Each by its name, as if it had been taken away, they were hundreds."""
    drop(NAME)
    drop(NAME.replace("delete", "update"))
    monkeypatch.setattr(checks, "_is_of_an_older_version", lambda using: True)
    (warning,) = guards_stand(databases=["default"])
    assert warning.msg.startswith("2 guards are not as this version has them")


def test_the_check_asks_no_database_unless_told():
    assert guards_stand(databases=None) == []


def altered_on_sqlite() -> list[str]:
    return [
        f'CREATE TRIGGER "{NAME}" BEFORE DELETE ON audit_entry WHEN 1 = 0 BEGIN SELECT 1; END',
        f'CREATE TRIGGER "{NAME}" BEFORE DELETE ON audit_seal BEGIN SELECT RAISE(ABORT, "no"); END',
    ]


def altered_on_postgresql() -> list[str]:
    create = f'CREATE TRIGGER "{NAME}" BEFORE DELETE ON'
    return [
        f'{create} audit_entry FOR EACH ROW WHEN (FALSE) EXECUTE FUNCTION "{NAME}"()',
        f'{create} audit_seal FOR EACH ROW EXECUTE FUNCTION "{NAME}"()',
        f'CREATE TRIGGER "{NAME}" AFTER DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION "{NAME}"()',
        f'{create} audit_entry FOR EACH ROW EXECUTE FUNCTION "{NAME}"(); '
        f'ALTER TABLE audit_entry DISABLE TRIGGER "{NAME}"',
        f'{create} audit_entry FOR EACH ROW EXECUTE FUNCTION "{NAME}"(); '
        f'CREATE OR REPLACE FUNCTION "{NAME}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$',
    ]


@pytest.mark.parametrize("sql", altered_on_postgresql() if POSTGRESQL else altered_on_sqlite())
def test_the_check_names_a_guard_that_is_weakened(db, sql):
    drop(NAME)
    run(sql)
    assert guards.missing_or_altered() == [NAME]


def test_every_unique_column_is_a_way_to_meet_a_row():
    class Thing(models.Model):  # noqa: DJ008
        name = models.CharField(max_length=9, unique=True)
        one, two = models.IntegerField(), models.IntegerField()

        class Meta:
            app_label = "foundation"
            constraints = [models.UniqueConstraint(fields=["one", "two"], name="once")]

    apps.all_models["foundation"].pop("thing")
    apps.clear_cache()
    assert unique_columns(Thing) == [["id"], ["name"], ["one", "two"]]

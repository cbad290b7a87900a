"""The guards that stand in a database: taken down, put back, and compared with those that ought to."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from neston_sharing.foundation.guards.triggers import (
    guarded_models,
    squeezed,
    triggers,
)

# A guard that is disabled, or that has been given a condition of its own, is left out: it does not stand.
STANDING_ON_POSTGRESQL = """
    SELECT t.tgname, c.relname || ' ' || t.tgtype || ' ' || p.prosrc
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE t.tgname LIKE 'guard\\_%' AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL
    AND t.tgattr::text = '' AND c.relnamespace = current_schema()::regnamespace
"""
STANDING_ON_SQLITE = r"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\_%' ESCAPE '\'"
FUNCTIONS_ON_POSTGRESQL = (
    "SELECT proname FROM pg_proc WHERE proname LIKE 'guard\\_%' AND pronamespace = current_schema()::regnamespace"
)


def lift(using: str = "default") -> None:
    """Drop every guard that stands in the database, those of models long gone included."""
    database = connections[using]
    with database.cursor() as cursor:
        for statement in _drops(database, cursor):
            cursor.execute(statement)


def _drops(database: BaseDatabaseWrapper, cursor) -> list[str]:
    if database.vendor != "postgresql":
        cursor.execute(STANDING_ON_SQLITE)
        return [f'DROP TRIGGER "{name}"' for name, _ in cursor.fetchall()]
    cursor.execute(FUNCTIONS_ON_POSTGRESQL)
    drops = [f'DROP FUNCTION "{name}"() CASCADE' for (name,) in cursor.fetchall()]
    if drops and database.in_atomic_block:  # a table with deferred checks outstanding would refuse
        drops.insert(0, "SET CONSTRAINTS ALL IMMEDIATE")
    return drops


def put_back(app: AppConfig | None = None, using: str = "default") -> None:
    """Create the guards of an app's models, or of all, whose tables exist; those that stand are replaced."""
    database = connections[using]
    with transaction.atomic(using=using), database.cursor() as cursor:
        tables = set(database.introspection.table_names(cursor))
        for model in guarded_models():
            if app in (None, model._meta.app_config) and model._meta.db_table in tables:
                _put_back(model, database.vendor, cursor)


def _put_back(model, vendor: str, cursor) -> None:
    for trigger in triggers(model, vendor):
        if vendor == "postgresql":
            cursor.execute(f'DROP FUNCTION IF EXISTS "{trigger.name}"() CASCADE')
        else:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"')
        for statement in trigger.create(vendor):
            cursor.execute(statement)


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Work with the guards down, and put them back whatever happens. For flushing test databases."""
    lift(using)
    try:
        yield
    finally:
        put_back(using=using)


def before_migrate(sender, using="default", **kwargs) -> None:
    """Rebuilding a table fails where a guard names it: all guards are down while migrations run."""
    lift(using)


def after_migrate(sender, using="default", **kwargs) -> None:
    put_back(sender, using)


def standing(using: str = "default") -> dict[str, str]:
    """Give the name and the fingerprint of every guard that stands in the database now."""
    database = connections[using]
    postgresql = database.vendor == "postgresql"
    with database.cursor() as cursor:
        cursor.execute(STANDING_ON_POSTGRESQL if postgresql else STANDING_ON_SQLITE)
        return {name: squeezed(text) for name, text in cursor.fetchall()}


def missing_or_altered(using: str = "default") -> list[str]:
    """Name the guards that ought to stand on the tables there are and do not, or stand with another meaning."""
    now, database = standing(using), connections[using]
    tables = set(database.introspection.table_names())
    return [
        trigger.name
        for model in guarded_models()
        if model._meta.db_table in tables
        for trigger in triggers(model, database.vendor)
        if now.get(trigger.name) != trigger.fingerprint(database.vendor)
    ]

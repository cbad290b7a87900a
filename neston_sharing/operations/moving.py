"""Moves an installation from one engine to the other: every row as it is stored, seals and all.

Rows are carried below the models: nothing is saved again, so nothing is logged or sealed a second time. The guards are
down in the new database while it is filled, and stand before anybody is let in.
"""

from collections.abc import Iterator

import environ
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction

from neston_sharing.foundation import embedded, guards
from neston_sharing.foundation.actions import Refusal

THERE, SQLITE = "there", "sqlite"
CHUNK = 500
NOT_MOVED = {"sessions.Session"}  # whoever is signed in signs in again


def connect(url: str) -> None:
    """Make the database that `url` names known as `there`: postgresql://…, or "sqlite" for the file in the data folder.

    Refuses one of the engine that is used here, and one that holds tables.
    """
    if url != SQLITE and not url.startswith(("postgresql://", "postgres://")):
        raise Refusal('Say where to: "sqlite" for the file in the data folder, or postgresql://…')
    named = _embedded() if url == SQLITE else environ.Env.db_url_config(url)
    connections.settings[THERE] = connections.configure_settings({"default": {}, THERE: named})[THERE]
    database = connections[THERE]
    if database.vendor == connection.vendor:
        raise Refusal("Both are of the same kind: to move between two of a kind, restore a backup in the new place")
    if database.introspection.table_names():
        raise Refusal("The database there holds tables already, and stays as it is: name an empty one")


def _embedded() -> dict:
    file = settings.DATA_DIR / "neston.sqlite3"
    embedded.begin_file(file)
    return embedded.sqlite(file)


def move() -> Iterator[tuple[str, int]]:
    """Make the tables there and fill them; give each table's name and the number of rows that it holds now."""
    call_command("migrate", database=THERE, interactive=False, verbosity=0)
    guards.lift(THERE)
    with transaction.atomic(), transaction.atomic(using=THERE):
        moved = _all_models()
        _empty(moved)
        for model in moved:
            yield model._meta.db_table, _carry(model)
    _count_on(moved)
    guards.put_back(using=THERE)


def _all_models() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and model._meta.label not in NOT_MOVED and _is_here(model)]


def _is_here(model: type[models.Model]) -> bool:
    return not model._meta.proxy and model._meta.db_table in connection.introspection.table_names()


def _empty(moved: list[type[models.Model]]) -> None:
    """Take out what making the tables put in (kinds of record, permissions): theirs have other numbers."""
    with connections[THERE].cursor() as cursor:
        for model in reversed(moved):
            cursor.execute(f"DELETE FROM {_quoted(model._meta.db_table)}")  # noqa: S608 (our tables)


def _carry(model: type[models.Model]) -> int:
    """Carry one table's rows over, as they are stored; a difference in their number stops everything."""
    there, fields = connections[THERE], model._meta.concrete_fields
    columns = ", ".join(_quoted(field.column) for field in fields)
    insert = f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields)).iterator(CHUNK)
    number = 0
    with there.cursor() as cursor:
        for row in rows:
            cursor.execute(insert, [_stored(field, value) for field, value in zip(fields, row, strict=True)])
            number += 1
        cursor.execute(f"SELECT COUNT(*) FROM {_quoted(model._meta.db_table)}")  # noqa: S608
        if cursor.fetchone()[0] != number:
            raise Refusal(f"{model._meta.db_table} does not hold there what it holds here: nothing was moved")
    return number


def _stored(field: models.Field, value):
    return field.get_db_prep_save(value, connection=connections[THERE])


def _quoted(name: str | None) -> str:
    return connections[THERE].ops.quote_name(name or "")


def _count_on(moved: list[type[models.Model]]) -> None:
    """Let numbers go on where they ended."""
    there = connections[THERE]
    with there.cursor() as cursor:
        for statement in there.ops.sequence_reset_sql(no_style(), moved):
            cursor.execute(statement)

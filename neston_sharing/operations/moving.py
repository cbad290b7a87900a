"""Moves an installation from one engine to the other: every row as it is stored, seals and all.

Rows are carried below the models: nothing is saved again, so nothing is logged or sealed a second time. The guards are
down while the new database is filled, in the one transaction that fills it: nobody else ever finds it without them.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from neston_sharing.audit.models import Entry, Seal
from neston_sharing.foundation import addressed, embedded, guards
from neston_sharing.foundation.actions import Refusal, nobody_recording

THERE, SQLITE = "there", "sqlite"
CHUNK = 500
NOT_MOVED = {"sessions.Session"}  # whoever is signed in signs in again
WENT_ON = (
    "People went on recording here, and what they recorded is not there: that database was cleared away again. "
    "Stop the servers, and what else runs of the program, then move."
)


class Moved(NamedTuple):
    """How many rows are there now, and with which seal the log ends."""

    rows: int
    head: tuple[int, str] | None


def connect(url: str) -> None:
    """Make the database that `url` names known as `there`: postgresql://…, or "sqlite" for the file in the data folder.

    Refuses one of the engine that is used here, and one that holds tables, but for what a killed move left.
    """
    if url != SQLITE and not url.startswith(("postgresql://", "postgres://")):
        raise Refusal('Say where to: "sqlite" for the file in the data folder, or postgresql://…')
    named = embedded.sqlite(_draft()) if url == SQLITE else addressed.database(url, told_by="--to")
    connections.settings[THERE] = connections.configure_settings({"default": {}, THERE: named})[THERE]
    database = connections[THERE]
    if database.vendor == connection.vendor:
        raise Refusal("Both are of the same kind: to move between two of a kind, restore a backup in the new place")
    if url == SQLITE and _holds_tables(_file()):
        raise Refusal(f"{_file()} holds tables already, and stays as it is: put it in another folder, then move")
    if url != SQLITE and not _is_free_there():
        raise Refusal("The database there holds tables already, and stays as it is: name an empty one")


def _is_free_there() -> bool:
    """Whether a server's database is empty, or holds our tables without a person or an entry: a move was killed, since
    what fills them is one transaction. `migrate` goes on where that one stopped.
    """
    there = connections[THERE]
    with there.cursor() as cursor:
        names = set(there.introspection.table_names(cursor))
        if not names <= {*there.introspection.django_table_names(), MigrationRecorder.Migration._meta.db_table}:
            return False
        for model in (get_user_model(), Entry):
            if model._meta.db_table in names and model._base_manager.using(THERE).exists():
                return False
    return True


def _file() -> Path:
    return settings.DATA_DIR / "neston.sqlite3"


def _draft() -> Path:
    """What is filled is not the file yet: it takes the file's name once all of it is there."""
    return settings.DATA_DIR / "neston.sqlite3.moving"


def _holds_tables(file: Path) -> bool:
    if not file.exists():
        return False
    with closing(sqlite3.connect(file)) as there:
        return bool(there.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0])


def move() -> Moved:
    """Make the tables there and fill them; where that fails, nothing is left there. Whoever wants to record waits."""
    if connections[THERE].vendor == "sqlite":
        _delete(_draft())  # a move that was killed left one
        embedded.begin_file(_draft())
    try:
        call_command("migrate", database=THERE, interactive=False, verbosity=0)
        with _one_moment():
            moved = Moved(_fill(), _head())
    except BaseException:
        clear_there()
        raise
    if connections[THERE].vendor == "sqlite":
        _take_its_name()
    return moved


@contextmanager
def _one_moment() -> Iterator[None]:
    """See what stood when the last of those who record was done: PostgreSQL takes its snapshot under their lock."""
    with nobody_recording(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _fill() -> int:
    """Carry every row, in one transaction there, and give their number."""
    moved = _all_models()
    with transaction.atomic(using=THERE):
        guards.lift(THERE)
        connections[THERE].check_constraints()  # from here on they wait again for the last row
        _empty(moved)
        rows = sum(map(_carry, moved))
        _count_on(moved)
        connections[THERE].check_constraints()
        guards.put_back(using=THERE)
    return rows


def _head() -> tuple[int, str] | None:
    return Seal.objects.order_by("-sequence").values_list("sequence", "hash").first()


def _take_its_name() -> None:
    there = connections[THERE]
    there.close()
    _delete(_file())  # an empty one, or the journal of one that was moved away
    _draft().replace(_file())
    there.settings_dict["NAME"] = str(_file())


def refuse_what_went_on(moved: Moved) -> None:
    """Refuse if the log here has gone on since: what is there is not all, and is cleared away."""
    if _head() != moved.head:
        clear_there()
        raise Refusal(WENT_ON)


def clear_there() -> None:
    """Take away all that was made there, where nothing was before."""
    there = connections[THERE]
    if there.vendor == "sqlite":
        there.close()
        _delete(Path(there.settings_dict["NAME"]))
        return
    with suppress(DatabaseError), transaction.atomic(using=THERE), there.cursor() as cursor:
        guards.lift(THERE)
        for table in there.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {_quoted(table)} CASCADE")


def _delete(file: Path) -> None:
    for end in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)


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
    """Carry one table's rows over, as they are stored; a difference from their number here stops everything."""
    there, fields = connections[THERE], model._meta.concrete_fields
    columns = ", ".join(_quoted(field.column) for field in fields)
    insert = f"INSERT INTO {_quoted(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields)).iterator(CHUNK)
    number = model._base_manager.count()
    with there.cursor() as cursor:
        for row in rows:
            cursor.execute(insert, [_stored(field, value) for field, value in zip(fields, row, strict=True)])
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

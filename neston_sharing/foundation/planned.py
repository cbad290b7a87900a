"""Statements that the database plans once for each connection, not each time that they are asked.

For what a page asks of gates and facts, the plan takes ten times as long as the answer. Here the values that never
change stand in the text, and the others go beside it. To PostgreSQL Django sends every value as part of the text, so
that no text is ever the same. SQLite keeps the statements that it has seen by itself; but a statement that compares
what a partial index is about with a value beside it, it plans anew whenever it is given values.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import NotSupportedError

VALUE = re.compile(r"(?<!%)%s")


def with_places(sql: str, params: tuple, places: Mapping[Any, str], connection: Any) -> tuple[str, tuple]:
    """Give the statement with its values written into it, but those that are `places` (value → its type), and these in
    their order."""
    place, write = DIALECTS[connection.vendor]
    written = (
        place.format(places[value]) if value in places else write(value, connection).replace("%", "%%")
        for value in params
    )
    first, *after = VALUE.split(sql)
    text = "".join(value + rest for value, rest in zip(written, after, strict=True))
    return first + text, tuple(value for value in params if value in places)


def _as_sqlite_writes(value: Any, connection: Any) -> str:
    return connection.schema_editor().quote_value(value)


def _as_postgresql_writes(value: Any, connection: Any) -> str:
    from django.db.backends.postgresql.psycopg_any import mogrify

    return mogrify("%s", [value], connection)


DIALECTS = {"sqlite": ("%s", _as_sqlite_writes), "postgresql": ("%s::{}", _as_postgresql_writes)}


@contextmanager
def planned_once(connection: Any) -> Iterator[Any]:
    """Open a cursor whose statements the database prepares, and plans no more once it has seen them some times.

    Where Django notes what is asked, it is asked in Django's way, whose cursors can say it again.
    """
    if connection.queries_logged:
        with connection.cursor() as usual:
            yield usual
        return
    preparing = _preparing()
    with (
        connection.cursor() as usual,  # which sees to it that there is a connection, and that it is sound
        connection._prepare_cursor(preparing(usual.cursor.connection)) as cursor,
    ):
        try:
            yield cursor
        except NotSupportedError:  # a table was altered meanwhile: what was prepared is of no use any more
            usual.cursor.connection._prepared.clear()
            raise


@cache
def _preparing() -> type:
    from django.db.backends.postgresql import base

    server_binding: Any = base.ServerBindingCursor

    class Preparing(server_binding):
        def execute(self, query, params=None, **how):
            return super().execute(query, params, prepare=True, **how)

    return Preparing

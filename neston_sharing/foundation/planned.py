"""Statements that PostgreSQL plans once for each connection, not each time that they are asked.

For what a page asks of gates and facts, the plan takes ten times as long as the answer. Django sends every value as
part of the text, so that no text is ever the same; here those that never change stay in it, and the others go beside
it. SQLite keeps the statements that it has seen by itself.
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
    from django.db.backends.postgresql.psycopg_any import mogrify

    def written(value: Any) -> str:
        if value in places:
            return f"%s::{places[value]}"
        return mogrify("%s", [value], connection).replace("%", "%%")

    first, *after = VALUE.split(sql)
    text = "".join(written(value) + rest for value, rest in zip(params, after, strict=True))
    return first + text, tuple(value for value in params if value in places)


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

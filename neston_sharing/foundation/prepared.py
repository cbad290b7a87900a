"""Questions to the database that are built and compiled once, and asked again with other values.

Django builds a queryset and compiles it anew each time, which on pages that ask much takes longer than the answers.
What comes of it depends on what the asker may do and on the day, as with a gate (see `models.gates`), and is kept for
these.

    @prepared(reference=models.CharField())
    def draft(user, reference):
        return Decision.objects.worked_on_by(user).filter(reference=reference)

    one_of(draft(request.user, reference="IS-2026-0042"))
"""

import json
import re
from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from functools import lru_cache, wraps
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import Expression
from django.utils import timezone

from neston_sharing.foundation.models.gates import NOBODY, NOW, Asker, keeping, now, refuse
from neston_sharing.foundation.planned import with_places
from neston_sharing.foundation.together import Question, Rows, fetch_each


class Place(Expression):
    """Stands for a value while a question is compiled."""

    def __init__(self, field: models.Field) -> None:
        self.mark = object()  # among the parameters
        super().__init__(output_field=field)

    def as_sql(self, compiler, connection) -> tuple[str, tuple]:
        return "%s", (self.mark,)

    def type_(self, connection: Any) -> str:
        """What PostgreSQL is told that the value is; a text that may be longer than the column is one, and differs."""
        return "text" if isinstance(self.output_field, models.CharField) else str(self.output_field.db_type(connection))

    def fill(self, value: Any, connection: Any) -> Any:
        return self.output_field.get_db_prep_value(value, connection)


class Several(Place):
    """Stands for any number of values, after `__in`. They go to the database as one: SQLite takes a list in JSON,
    PostgreSQL an array, by which it finds rows along an index, however many tables are joined to them."""

    def as_sql(self, compiler, connection) -> tuple[str, tuple]:
        return "(SELECT value FROM json_each(%s))", (self.mark,)

    def as_postgresql(self, compiler, connection) -> tuple[str, tuple]:
        return "(ANY %s)", (self.mark,)  # put right in `_compiled`: Django has written IN before it

    def type_(self, connection: Any) -> str:
        return f"{super().type_(connection)}[]"

    def fill(self, value: Any, connection: Any) -> Any:
        values = [self.output_field.get_prep_value(each) for each in value]
        return values if connection.vendor == "postgresql" else json.dumps(values)


IN_ANY = re.compile(r"\bIN \(ANY (%s::\w+\[\])\)")
KEYS, TEXTS = Several(models.BigIntegerField()), Several(models.TextField())
PREPARED: list[Callable[..., Question]] = []
"""Every one that there is, for the test that asks each of them both ways."""


def prepared(**places: models.Field | Several) -> Callable[[Callable], Callable[..., Question]]:
    """Make `build(user, …, **places)`, which gives a queryset, give a question for `fetch_each` or `one_of`.

    It may depend on what a gate may depend on, and on what is given by position, for each of which it is compiled; the
    values of `places` may differ each time. It asks the database nothing. A value never decides what is asked: no
    `if`, no slice, no None in its place.
    """
    kept = {name: each if isinstance(each, Several) else Place(each) for name, each in places.items()}

    def prepare(build: Callable) -> Callable[..., Question]:
        @wraps(build)
        def asked(*given: Any, **values: Any) -> Question:
            told = tuple(Asker.like(each) if _is_user(each) else each for each in given)
            connection = connections[DEFAULT_DB_ALIAS]
            question = _compiled(build, told, tuple(kept.items()), timezone.localdate(), connection.vendor)
            known = {place.mark: place.fill(values[name], connection) for name, place in kept.items()}
            asker = next((each.pk for each in given if _is_user(each)), None)
            return _filled(question, known | {NOBODY: asker, NOW: now(connection)})

        asked.places = kept  # type: ignore[attr-defined]
        PREPARED.append(asked)
        return asked

    return prepare


def one_of(question: Question) -> Any:
    """Give the first row, or None."""
    return next(iter(rows_of(question)), None)


def rows_of(question: Question) -> Rows:
    (rows,) = fetch_each(question)
    return rows


def _is_user(given: Any) -> bool:
    return not isinstance(given, type) and hasattr(given, "get_all_permissions")


@lru_cache(maxsize=256)  # some dozen a day
def _compiled(build: Callable, given: tuple[Hashable, ...], places: tuple, day: date, vendor: str) -> Question:
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.execute_wrapper(refuse), keeping():
        question = replace(Question.of(build(*given, **dict(places))), is_kept=True)
    known = {NOBODY: "bigint", NOW: "timestamptz"} | {place.mark: place.type_(connection) for _, place in places}
    sql, params = with_places(question.sql, question.params, known, connection)
    return replace(question, sql=IN_ANY.sub(r"= ANY(\1)", sql), params=params)


def _filled(question: Question, known: dict) -> Question:
    return replace(question, params=tuple(known.get(each, each) for each in question.params))

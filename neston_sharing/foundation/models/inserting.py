"""A row's INSERT, compiled once. A register of 500 children is 9,000 rows with their entries and seals."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any, ClassVar

from django.db import connection, connections, models, transaction
from django.db.models.sql import InsertQuery


class InsertedQuickly(models.Model):
    """Django compiles the statement anew for each row, which takes longer than running it; here it is kept.

    What is sent to the database is the same. Fixtures, values that are expressions, and columns that the database
    fills in take Django's own way.
    """

    returned_too: ClassVar[Any] = staticmethod(lambda: "")
    """() → SQL of what the statement gives back beside the row's number, after a comma; `returned` has it then."""
    returned: list | None = None

    class Meta:
        abstract = True

    def _do_insert(self, manager, using, fields, returning_fields, raw):
        values = [] if raw else [field.pre_save(self, add=True) for field in fields]
        if raw or _is_out_of_the_ordinary(values, returning_fields):
            return super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]
        database = connections[using]
        statement = _statement(type(self), using, tuple(fields), tuple(returning_fields))
        with database.cursor() as cursor:
            pairs = zip(fields, values, strict=True)
            told = self.returned_too() if returning_fields else ""
            cursor.execute(statement + told, [field.get_db_prep_save(value, database) for field, value in pairs])
            if not returning_fields:
                return []
            number, *self.returned = cursor.fetchone()
            return [(number,)]


def insert(row: models.Model) -> None:
    """Insert one row, its key included, and tell nobody: as `insert_all`."""
    fields = tuple(row._meta.concrete_fields)
    with _or_undone(), connection.cursor() as cursor:
        cursor.execute(_statement(type(row), connection.alias, fields, ()), _values(row, fields))
    row._state.adding, row._state.db = False, connection.alias


def insert_all(rows: list[models.Model]) -> None:
    """Insert rows of one kind, keys included, by one statement run many times. It tells nobody (no signal, no entry in
    the log): it is for rows about which there is nothing to log."""
    if rows:
        fields = tuple(rows[0]._meta.concrete_fields)
        values = [_values(row, fields) for row in rows]
        with _or_undone(), connection.cursor() as cursor:
            cursor.executemany(_statement(type(rows[0]), connection.alias, fields, ()), values)


def _or_undone() -> AbstractContextManager[None]:
    """What fails takes the transaction with it, whoever catches the error: as of every row that Django saves."""
    return transaction.mark_for_rollback_on_error(using=connection.alias)


def _values(row: models.Model, fields: tuple) -> list:
    return [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]


def _is_out_of_the_ordinary(values, returning_fields) -> bool:
    only_number = all(isinstance(field, models.AutoField) for field in returning_fields)
    return not only_number or any(hasattr(value, "resolve_expression") for value in values)


@cache
def _statement(model: type[models.Model], using: str, fields: tuple, returning: tuple) -> str:
    query = InsertQuery(model)
    query.insert_values(fields, [model()])
    compiler = query.get_compiler(using)
    compiler.returning_fields = returning
    [(statement, _)] = compiler.as_sql()
    return statement

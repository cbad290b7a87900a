"""A subquery that is compiled once: Django compiles one anew for every query, which can take far longer than its run.

For facts that are fetched with each row of many pages, and that ask of the row nothing but its key. What is sent to
the database is the same.
"""

import re
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.db import connections, models
from django.db.models import F
from django.db.models.expressions import Expression

ALIAS = re.compile(r"\b([T-Z])(\d+)\b")
OUTER, FACT = "{outer}", "fact"


class CompiledOnce(Expression):
    """`build(*given)` makes a subquery (or EXISTS) over OuterRef("pk") of `model`, and gives the same each time.

    Whatever else it depends on, such as the day, is `given`, so that another one is compiled for another day.
    """

    def __init__(self, model: type[models.Model], build: Callable, *given: Hashable, key: str = "pk") -> None:
        self.model, self.build, self.given = model, build, given
        self.key: Any = F(key)
        super().__init__(output_field=_compiled(model, build, given, "default")[2])

    def get_source_expressions(self) -> list:
        return [self.key]

    def set_source_expressions(self, exprs) -> None:
        (self.key,) = exprs

    def as_sql(self, compiler, connection) -> tuple[str, tuple]:
        text, params, _ = _compiled(self.model, self.build, self.given, connection.alias)
        outer, none = compiler.compile(self.key)
        if none:
            raise ValueError("The key of the outer row is a column")
        return text.replace(OUTER, outer), params


@lru_cache(maxsize=64)  # some a day
def _compiled(model: type[models.Model], build: Callable, given: tuple, using: str) -> tuple[str, tuple, models.Field]:
    """Give the subquery's text with a place for the outer row's key, its parameters, and what it gives.

    Its own aliases are renamed after what builds it, so that it never takes those of a query around it for its own.
    """
    query = model._base_manager.annotate(**{FACT: build(*given)}).order_by().values(FACT).query
    compiler = query.get_compiler(connection=connections[using])
    text, params = compiler.as_sql()
    table = connections[using].ops.quote_name(model._meta.db_table)
    text = text.removeprefix("SELECT ").removesuffix(f" FROM {table}")
    text = text.rpartition(" AS ")[0]
    pk = connections[using].ops.quote_name(str(model._meta.pk.column))
    return (
        ALIAS.sub(rf"{build.__name__}_\1\2", text).replace(f"{table}.{pk}", OUTER),
        tuple(params),
        query.annotations[FACT].output_field,
    )

"""Gates that are compiled once: who may see which rows, asked of the database on every page.

A gate such as `visible_to(user)` nests questions about the child, her merged rows, exclusions, restrictions and care.
Django builds and compiles these anew for every query, in many times the time that the database takes to answer. What
comes of it depends only on what the asker may do and on the day; so it is kept, with a place for the asker's key.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from typing import Any, NoReturn, TypeVar, cast

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import connections, models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import Expression
from django.utils import timezone

from neston_sharing.foundation.models.compiled import ALIAS, OUTER

NOBODY = 2**62  # no row has this key; it keeps the asker's place among the parameters
EVERY_ROW = "(1 = 1)"  # said out loud, so that NOT turns it into none
NOW = "{now}"  # keeps that of the moment of asking
_keeping: ContextVar[bool] = ContextVar("what is compiled now is kept", default=False)
Narrows = TypeVar("Narrows", bound=Callable)


@dataclass(frozen=True)
class Asker:
    """Stands for whoever asks while a gate is built, which may ask no more of them than this."""

    permissions: frozenset[str]
    sees_through_glass: frozenset[int]
    pk: int = NOBODY

    @classmethod
    def like(cls, user) -> "Asker":
        if isinstance(user, Asker):  # a gate within a gate
            return user
        return cls(frozenset(user.get_all_permissions()), getattr(user, "sees_through_glass", frozenset()))

    def has_perm(self, permission: str) -> bool:
        return permission in self.permissions


def gate(build: Narrows) -> Narrows:
    """Make a queryset's method `(self, user)`, which only narrows it, one that is compiled once.

    It may depend on the user's key and permissions, on broken glass, on the day and on `ThisMoment()`, and asks the
    database nothing. It narrows by conditions alone: rows of a union or a slice cannot be told by one.
    """

    @wraps(build)
    def narrowed(self: Any, user: Any) -> Any:
        return self.filter(Asked(_Gate(type(self), self.model, build, Asker.like(user)), user.pk))

    narrowed.is_gate = True  # type: ignore[attr-defined]
    return cast(Narrows, narrowed)


@dataclass(frozen=True)
class _Gate:
    vocabulary: type[models.QuerySet]
    model: type[models.Model]
    build: Callable
    asker: Asker

    @property
    def prefix(self) -> str:
        """Its own aliases are named after it, so that it never takes those of a query around it for its own."""
        return f"{self.model._meta.model_name}_{self.build.__name__}_"

    def rows(self, using: str) -> Any:
        with connections[using].execute_wrapper(refuse):
            rows = self.build(self.vocabulary(self.model, using=using), self.asker).order_by()
        if rows.query.combinator or rows.query.is_sliced:
            raise TypeError(f"{self.build.__qualname__} is no gate: what it gives is not told by a condition")
        return rows


class Asked(Expression):
    """Whether this gate is open, for the user with this key, to the row that is asked of."""

    conditional = True

    def __init__(self, which: _Gate, user: int | None) -> None:
        self.which, self.user = which, user
        self.row: Any = F("pk")
        super().__init__(output_field=models.BooleanField())

    def __invert__(self) -> Q:  # type: ignore[override]
        return ~Q(self)  # in brackets, which NOT before an expression has not

    def get_source_expressions(self) -> list:
        return [self.row]

    def set_source_expressions(self, exprs) -> None:
        (self.row,) = exprs

    def as_sql(self, compiler, connection) -> tuple[str, tuple]:
        text, params = _compiled(self.which, timezone.localdate(), connection.alias, connection.vendor)
        if text is None:
            raise EmptyResultSet
        row, _ = compiler.compile(self.row)
        places = {NOBODY: self.user, NOW: now(connection)}
        return text.replace(OUTER, row.rpartition(".")[0]), tuple(places.get(each, each) for each in params)


class ThisMoment(Expression):
    """The moment at which a query is asked, also of a gate that was compiled earlier."""

    def __init__(self) -> None:
        super().__init__(output_field=models.DateTimeField())

    def as_sql(self, compiler, connection) -> tuple[str, tuple]:
        return "%s", (now(connection),)


def now(connection: Any) -> Any:
    """Give this moment as the database takes it; of what is compiled to be kept, the place that it will have."""
    return NOW if _keeping.get() else connection.ops.adapt_datetimefield_value(timezone.now())


@contextmanager
def keeping() -> Iterator[None]:
    """What is compiled in here is kept: it has a place for the moment of asking."""
    token = _keeping.set(True)
    try:
        yield
    finally:
        _keeping.reset(token)


@lru_cache(maxsize=1024)  # some hundred a day
def _compiled(which: _Gate, day: date, using: str, vendor: str) -> tuple[str | None, tuple]:
    """Give the condition's text with a place for the row's table (None: no row), and its parameters."""
    query = _of_one_table(which.rows(using), using).query
    try:
        with keeping():
            text, params = query.get_compiler(connection=connections[using]).compile(query.where)
    except FullResultSet:
        return EVERY_ROW, ()
    except EmptyResultSet:
        return None, ()
    table = connections[using].ops.quote_name(which.model._meta.db_table)
    return bare(ALIAS.sub(rf"{which.prefix}\1\2", text).replace(f"{table}.", f"{OUTER}.")), tuple(params)


def bare(text: str) -> str:
    """Take off the brackets around all of a condition, unless what they hold is joined by OR.

    Django joins conditions by AND, or puts brackets of its own around them. SQLite reads some hundred levels of
    brackets, and gates are nested.
    """
    inner, top, depth = text[1:-1], "", 0
    for each in inner:
        depth += (each == "(") - (each == ")")
        if depth < 0:  # the first bracket ends before the last begins
            return text
        top += "" if depth else each
    return inner if text.startswith("(") and " OR " not in top else text


def _of_one_table(rows: Any, using: str) -> Any:
    """Give the same rows by a condition that asks nothing of another table but in a query of its own."""
    joined = [alias for alias, count in rows.query.alias_refcount.items() if count]
    if len(joined) < 2:
        return rows
    return rows.model._base_manager.using(using).filter(Exists(rows.filter(pk=OuterRef("pk"))))


def refuse(*_asked: Any) -> NoReturn:
    raise RuntimeError("A gate that is compiled once asks the database nothing while it is built")

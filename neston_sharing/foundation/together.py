"""Rows of several querysets from one question to the database, as `counting` does for their numbers.

A child's file consists of many short lists. Asked for one by one, each costs a way to the database and back; here the
lists of one level are the parts of one UNION ALL, and what is prefetched with their rows is the next level. Django
itself writes each part's SQL, makes the objects and assigns them.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet, ObjectDoesNotExist
from django.db import connections, models
from django.db.models.constants import LOOKUP_SEP
from django.db.models.query import ModelIterable, Prefetch, get_prefetcher, prefetch_one_level

from neston_sharing.foundation.planned import planned_once

Lookup = Prefetch | str
Rows = list[Any]
Inside = Any
"""A QuerySet of which this module uses what Django keeps to itself: its lookups, its class of rows, its copies."""

TEXT_IN_JSON = (models.DateField, models.TimeField, models.UUIDField, models.DecimalField)
"""What PostgreSQL's JSON holds as text, and the field reads from it. (A DateTimeField is a DateField.)"""


Row = TypeVar("Row", bound=models.Model, covariant=True)


class TogetherQuerySet(models.QuerySet[Row]):
    """Fetches what is prefetched with its rows by one statement a level, not by one a relation."""

    _prefetch_related_lookups: tuple[Lookup, ...]

    def _prefetch_related_objects(self) -> None:
        prefetch_each(self._result_cache or [], *self._prefetch_related_lookups)
        self._prefetch_done = True


def fetch_each(*querysets: Inside) -> list[Rows]:
    """Give the rows of each queryset, in its order, with what it prefetches; one statement for each level of these.

    A question that is kept compiled (see `prepared`) may stand in a queryset's place.
    """
    fetched = _ask(querysets)
    asked = [each.queryset if isinstance(each, Question) else each for each in querysets]
    _descend(
        [
            (rows, lookup)
            for rows, queryset in zip(fetched, asked, strict=True)
            for lookup in queryset._prefetch_related_lookups
        ]
    )
    return fetched


def prefetch_each(rows: Sequence[models.Model], *lookups: Lookup) -> None:
    """Do as Django's prefetch_related_objects, with one statement a level."""
    _descend([(list(rows), lookup) for lookup in lookups])


def give(row: models.Model, **related: Rows) -> None:
    """Give a row what was fetched of its relations, as if it had been prefetched with it."""
    for name, rows in related.items():
        asked: Inside = getattr(row, name).all()
        back: Any = row._meta.get_field(name).remote_field
        for each in rows:
            setattr(each, back.name, row)
        asked._result_cache, asked._prefetch_done = rows, True
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = asked


# --- Levels -------------------------------------------------------------------------------------------------------
class _Part:
    """One relation of the rows of one level, and what comes below it."""

    def __init__(self, rows: Rows, prefetcher: Any, lookups: list[Prefetch]) -> None:
        """Take the lookups of one relation: one with a queryset may end with it, others lead further."""
        name = lookups[0].prefetch_through.partition(LOOKUP_SEP)[0]
        whole = _whole(lookups) or Prefetch(name)
        asked: Inside = _related_model(rows, name)._default_manager.all() if whole.queryset is None else whole.queryset
        self.rows, self.prefetcher, self.lookup = rows, prefetcher, whole
        further = [_further(lookup) for lookup in lookups if LOOKUP_SEP in lookup.prefetch_through]
        self.below: list[Lookup] = [*asked._prefetch_related_lookups, *further]
        self.bare = asked.prefetch_related(None)
        self.asked = self._learn()

    def _learn(self) -> Inside:
        """Give the rows that Django would ask for, without asking."""
        noted: list[Inside] = []

        def note(asked: Inside) -> Rows:
            noted.append(asked)
            return []

        list(self._related(note)[0])
        return _getting(noted[0], ModelIterable)

    def _related(self, rows_for: Callable[[Inside], Rows]) -> tuple:
        return self.prefetcher.get_prefetch_querysets(self.rows, [_getting(self.bare, _from(rows_for))])

    def assign(self, fetched: Rows) -> list[tuple[Rows, Lookup]]:
        """Give the rows what was fetched for them, as Django does; give what comes below it."""
        how = self._related(lambda _asked: fetched)[1:]
        prefetch_one_level(self.rows, _Answer((fetched, *how)), self.lookup, 0)
        return [(fetched, lookup) for lookup in self.below]


@dataclass(frozen=True)
class _Answer:
    """Stands for Django's prefetcher when what it would ask is known already."""

    answer: tuple

    def get_prefetch_querysets(self, _instances: Rows, _querysets: list | None = None) -> tuple:
        return self.answer


def _descend(level: list[tuple[Rows, Lookup]]) -> None:
    while parts := _parts(level):
        answers = zip(parts, _ask([part.asked for part in parts]), strict=True)
        level = [below for part, fetched in answers for below in part.assign(fetched)]


def _parts(level: list[tuple[Rows, Lookup]]) -> list[_Part]:
    """Give each relation that is to be asked for, once."""
    found: dict[tuple, tuple[Rows, Any, list[Prefetch]]] = {}
    for rows, lookup in level:
        for missing, prefetcher, unmet in _unmet(rows, lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)):
            key = (tuple(map(id, missing)), unmet.prefetch_to.partition(LOOKUP_SEP)[0])
            found.setdefault(key, (missing, prefetcher, []))[2].append(unmet)
    return [_Part(*part) for part in found.values()]


def _unmet(rows: Rows, lookup: Prefetch) -> Iterator[tuple[Rows, Any, Prefetch]]:
    """Follow a lookup through what is fetched; give the rows that lack the next relation, if any do."""
    head, _, rest = lookup.prefetch_through.partition(LOOKUP_SEP)
    for row in rows:
        row.__dict__.setdefault("_prefetched_objects_cache", {})
    if not rows:
        return
    known: Any = get_prefetcher(rows[0], head, lookup.get_current_to_attr(0)[0])
    prefetcher, _, _, is_fetched = known
    if missing := [row for row in rows if not is_fetched(row)]:
        yield missing, prefetcher, lookup
    elif rest:
        yield from _unmet(_behind(rows, head), _further(lookup))


def _whole(lookups: list[Prefetch]) -> Prefetch | None:
    """Give the lookup that ends with this relation, if one does; refuse a queryset that would be passed over."""
    whole = [lookup for lookup in lookups if LOOKUP_SEP not in lookup.prefetch_through]
    if any(each.queryset is not None for each in whole[1:]):
        raise ValueError(f"{whole[0].prefetch_to!r} lookup was already seen with a different queryset")
    return whole[0] if whole else None


def _further(lookup: Prefetch) -> Prefetch:
    """What a lookup asks of the rows behind its first relation."""
    return Prefetch(lookup.prefetch_through.partition(LOOKUP_SEP)[2], lookup.queryset, lookup.to_attr)


def _related_model(rows: Rows, name: str) -> type[models.Model]:
    return type(rows[0])._meta.get_field(name).related_model


def _behind(rows: Rows, name: str) -> Rows:
    """Give the rows to which a relation that was fetched leads, each once."""
    found = {}
    for row in rows:
        try:
            related = getattr(row, name)
        except ObjectDoesNotExist:
            continue
        for each in related.all() if isinstance(related, models.Manager) else [related]:
            found[id(each)] = each
    return [each for each in found.values() if each is not None]


def _getting(queryset: Inside, rows: type[ModelIterable]) -> Inside:
    """Give a copy that, however it is narrowed, gets its rows in this way."""
    copy = queryset._chain()
    copy._iterable_class = rows
    return copy


def _from(rows_for: Callable[[Inside], Rows]) -> type[ModelIterable]:
    """Rows from here, and not from the database."""

    class Given(ModelIterable):
        def __iter__(self) -> Iterator[Any]:
            return iter(rows_for(self.queryset))

    return Given


# --- One statement ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Question:
    """A queryset as SQL, and what makes its objects of the answers. Of one without SQL the answer is known: nothing.

    It may be kept and asked again, also in another thread: what is asked changes nothing of it.
    """

    queryset: Inside
    compiler: Any
    sql: str
    params: tuple
    columns: tuple[tuple[str, models.Field], ...] = ()
    converters: dict | None = None  # Django looks them up, column by column, for every answer
    is_kept: bool = False  # so that its text is always the same

    @classmethod
    def of(cls, queryset: Inside) -> "Question":
        queryset = queryset._chain()
        queryset.query.subquery = True  # no column is added for the sake of the order
        compiler = queryset.query.get_compiler(queryset.db)
        try:
            sql, params = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            return cls(queryset, compiler, "", ())
        columns = tuple((alias, expression.output_field) for expression, _, alias in compiler.select)
        converters = compiler.get_converters([expression for expression, _, _ in compiler.select])
        return cls(queryset, compiler, sql, tuple(params), columns, converters)

    def objects(self, answers: Rows) -> Rows:
        if not answers:
            return []
        compiler, query = copy(self.compiler), copy(self.queryset.query)
        compiler.connection = connections[self.queryset.db]
        compiler.execute_sql = lambda *_args, **_how: [answers]
        compiler.get_converters = lambda _columns: self.converters
        query.get_compiler = lambda *_args, **_how: compiler
        known = {name: getattr(self.queryset, name) for name in ("db", "_fields", "_known_related_objects")}
        return list(self.queryset._iterable_class(SimpleNamespace(query=query, **known)))


def _ask(asked: Sequence[Inside]) -> list[Rows]:
    """Give the rows of each queryset, or question, without what it prefetches."""
    questions = [each if isinstance(each, Question) else Question.of(each) for each in asked]
    answers = iter(_answers([question for question in questions if question.sql]))
    return [question.objects(next(answers)) if question.sql else [] for question in questions]


def _answers(asked: list[Question]) -> list[Rows]:
    """Give for each question the rows as the database gives them for it alone."""
    if not asked:
        return []
    connection = connections[asked[0].queryset.db]
    with _cursor(connection, asked) as cursor:
        if len(asked) == 1:
            cursor.execute(asked[0].sql, asked[0].params)
            return [cursor.fetchall()]
        say, read = DIALECTS[connection.vendor]
        sql = " UNION ALL ".join(f"SELECT {part}, ROW_NUMBER() OVER (), {each}" for part, each in enumerate(say(asked)))
        cursor.execute(sql, [param for question in asked for param in question.params])
        answers: list[Rows] = [[] for _ in asked]
        for part, _, *columns in sorted(cursor.fetchall(), key=_by_part_and_place):
            answers[part].append(read(asked[part], columns))
    return answers


def _cursor(connection: Any, asked: list[Question]) -> AbstractContextManager[Any]:
    all_kept = connection.vendor == "postgresql" and all(question.is_kept for question in asked)
    return planned_once(connection) if all_kept else connection.cursor()


def _by_part_and_place(row: tuple) -> tuple:
    return row[:2]


def _in_columns(asked: list[Question]) -> Iterator[str]:
    """SQLite asks of the parts that they are equally wide; the sign keeps one part's types from another's values."""
    widest = max(len(question.columns) for question in asked)
    for question in asked:
        columns = [f'+part."{name}"' for name, _ in question.columns]
        padding = ["NULL"] * (widest - len(columns))
        yield f"{', '.join(columns + padding)} FROM ({question.sql}) part"


def _in_json(asked: list[Question]) -> Iterator[str]:
    """PostgreSQL asks that the columns of all parts have one type."""
    for question in asked:
        yield f"to_jsonb(part) FROM ({question.sql}) part"


def _from_columns(question: Question, columns: list) -> list:
    return columns


def _from_json(question: Question, columns: list[str]) -> list:
    named = json.loads(columns[0])
    return [_of_json(named[name], output) for name, output in question.columns]


def _of_json(value: Any, output: models.Field) -> Any:
    if isinstance(output, models.JSONField):
        return json.dumps(value)
    return output.to_python(value) if isinstance(output, TEXT_IN_JSON) else value


DIALECTS = {"sqlite": (_in_columns, _from_columns), "postgresql": (_in_json, _from_json)}

"""The rows of a child's file by class of record, and the days that clocks are counted from."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from consent.keeping import FILE, Facts
from consent.models import Child, Parent, ParentMerge
from sharing.disposal.belongings import WAYS, models_of
from sharing.models import AbuseMark

Rows = dict[type[models.Model], set[int]]


def rows_of(child: Child, kinds: Iterable[str]) -> dict[str, Rows]:
    """Give class of record → kind of row → numbers, of all rows that stand for this child."""
    keys = [row.pk for row in Child.objects.same_as(child)]
    return {kind: _rows(keys, kind) for kind in kinds}


def _rows(keys: list[int], kind: str) -> Rows:
    found = {model: _theirs(model, ways, keys) for model, ways in models_of(kind).items()}
    return {model: numbers for model, rows in found.items() if (numbers := set(rows.values_list("pk", flat=True)))}


def _theirs(model: type[models.Model], ways: tuple[str, ...], keys: list[int]) -> models.QuerySet:
    any_of = Q()
    for way in ways:
        any_of |= Q(**{f"{way}__in": keys})
    return model._base_manager.filter(any_of).order_by()


def facts_of(child: Child) -> Facts:
    """What the clocks of this child's file are counted from; the newest of anything said of a record is its day."""
    keys = [row.pk for row in Child.objects.same_as(child)]
    newest = {kind: day for kind in WAYS if kind != FILE and (day := _newest(kind, keys))}
    marked = AbuseMark.objects.standing().about_child(child).exists()
    return Facts(child.date_of_birth, child.leaves_on, marked, newest)


def _newest(kind: str, keys: list[int]) -> date | None:
    days = [day for model, ways in models_of(kind).items() if (day := _newest_row(model, ways, keys))]
    return max(days, default=None)


def _newest_row(model: type[models.Model], ways: tuple[str, ...], keys: list[int]) -> date | None:
    """The last moment that any of these rows tells of; of rows that tell of none, today: they are as new as can be."""
    rows = _theirs(model, ways, keys)
    columns = _moments(model)
    if not columns:
        return timezone.localdate() if rows.exists() else None
    last = rows.aggregate(**{f"last_{name}": Max(name) for name in columns}).values()
    return max((timezone.localdate(moment) for moment in last if moment), default=None)


@cache
def _moments(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.DateTimeField)]


def parents_of(child: Child) -> Rows:
    """Give the parents of this child, in all their rows, with how these are one: they may be named by other files."""
    linked = Parent.objects.filter(links__child__in=Child.objects.same_as(child))
    ones = {row.one_id for row in linked}
    rows = set(Parent.objects.filter(Q(pk__in=ones) | Q(merged_into__in=ones)).values_list("pk", flat=True))
    merges = ParentMerge.objects.filter(Q(kept__in=rows) | Q(merged__in=rows)).values_list("pk", flat=True)
    return {Parent: rows, ParentMerge: set(merges)} if rows else {}

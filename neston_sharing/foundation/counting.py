"""Several counts in one question to the database."""

from collections.abc import Mapping, Sized

from django.db.models import CharField, Count, QuerySet, Value


def count_each(rows: Mapping[str, QuerySet | Sized]) -> dict[str, int]:
    """Give for each name how many rows its queryset has, or how long its list is; one query for all of them."""
    known = {name: len(each) for name, each in rows.items() if not isinstance(each, QuerySet)}
    asked = [_counted(name, each) for name, each in rows.items() if isinstance(each, QuerySet)]
    counted = dict(asked[0].union(*asked[1:], all=True)) if asked else {}
    return dict.fromkeys(rows, 0) | known | counted


def _counted(name: str, rows: QuerySet) -> QuerySet:
    named = rows.order_by().annotate(counted_as=Value(name, CharField()))
    return named.values("counted_as").annotate(counted=Count("pk", distinct=True)).values_list("counted_as", "counted")

"""Two rows for one person, as queries and guards ask for them: what stands at one row stands at all of its person.

A row that was merged names the row that is shown for it in `merged_into`; a person is known by the key of that one.
"""

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from neston_sharing.foundation.guards import Guard


def one(path: str = "") -> Coalesce:
    """The key of the person whose row stands at this path (of the row itself, if there is none)."""
    return Coalesce(*_columns(path), output_field=BigIntegerField())


def outer_one(path: str = "") -> Coalesce:
    """The same of the outer query's row."""
    return Coalesce(*map(OuterRef, _columns(path)), output_field=BigIntegerField())


def _columns(path: str) -> list[str]:
    return [f"{path}__{column}" if path else column for column in ("merged_into", "pk")]


def stand_for(persons) -> Q:
    """Rows that stand for persons with these keys (a list or a query of them)."""
    return Q(pk__in=persons) | Q(merged_into__in=persons)


def persons_of(rows: QuerySet, path: str = "child") -> QuerySet:
    """The keys of the persons at whose rows these point, as a query for `stand_for`.

    It is asked once a statement, where a subquery that compares persons is asked for each row of the outer one.
    """
    return rows.annotate(person=one(path)).values("person")


def rows_of(table: str, row: str) -> str:
    """Give SQL, for guards, that selects the keys of all rows of the person whose row has this key (SQL too)."""
    shown = "COALESCE(this_row.merged_into_id, this_row.id)"
    return (
        f"(SELECT same_row.id FROM {table} same_row, {table} this_row WHERE this_row.id = {row} "  # noqa: S608 (constants)
        f"AND (same_row.id = {shown} OR same_row.merged_into_id = {shown}))"
    )


def merged_by_a_merge(table: str) -> Guard:
    """A row is merged, and parted again, where a merge with its reason stands, and not otherwise."""
    standing = f"(SELECT m.kept_id FROM {table} m WHERE m.merged_id = NEW.id AND m.undone_at IS NULL)"  # noqa: S608 (constants)
    return Guard(
        "merged",
        "Two rows are merged, and parted again, by a merge that says why",
        ("INSERT", "UPDATE"),
        when=f"NEW.merged_into_id IS DISTINCT FROM {standing}",
    )

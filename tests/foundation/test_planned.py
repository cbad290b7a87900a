"""What a database plans once says what Django would have sent, with places for what changes."""

import pytest
from django.db import NotSupportedError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from neston_sharing.foundation.context import _current
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.planned import planned_once, with_places
from neston_sharing.foundation.prepared import one_of, rows_of
from tests.factories import ChildFactory
from tests.foundation.test_prepared import named, with_keys

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.only_on("postgresql")
PLACE, OTHER = object(), object()
NASTY = "O'Hara %s \\ {0} $1 100%"


def test_values_that_never_change_are_written_into_it_and_the_others_have_places():
    sql, params = with_places(
        "SELECT %s, %s LIKE '%%x', %s, %s", (PLACE, NASTY, 7, OTHER), {PLACE: "bigint", OTHER: "text[]"}, connection
    )
    assert params == (PLACE, OTHER)
    place, other = ("%s::bigint", "%s::text[]") if connection.vendor == "postgresql" else ("%s", "%s")
    assert sql.startswith(f"SELECT {place}, ")
    assert sql.endswith(f" LIKE '%%x', 7, {other}")


@pytest.mark.parametrize("value", [NASTY, "", 7, None])
def test_a_value_that_is_written_into_it_is_read_as_what_it_is(value):
    opened = planned_once(connection) if connection.vendor == "postgresql" else connection.cursor()
    with opened as cursor:
        cursor.execute("SELECT " + with_places("%s", (value,), {}, connection)[0], ())
        assert cursor.fetchone() == (value,)


@on_postgresql
def test_it_is_prepared_once_and_runs_for_every_value():
    one, other = ChildFactory(family_name=NASTY), ChildFactory(family_name="Ash")
    for child in (one, other, one):
        assert one_of(named(name=child.family_name)) == child
        assert rows_of(with_keys(keys=[child.pk])) == [child]
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE NOT from_sql")
        prepared = [statement for (statement,) in cursor.fetchall() if "consent_child" in statement]
    assert len(prepared) == len(set(prepared)) == 2
    assert all("$1" in statement and NASTY not in statement for statement in prepared)


@on_postgresql
def test_it_is_counted_and_refused_as_every_statement():
    with CaptureQueriesContext(connection) as seen:
        rows_of(named(name=NASTY))
    assert ["Hara %s" in query["sql"] for query in seen] == [True]
    noted: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *others: noted.append(sql) or execute(sql, *others)):
        rows_of(named(name=NASTY))
    assert len(noted) == 1
    with pytest.raises(ProgrammingError), transaction.atomic(), planned_once(connection) as cursor:
        cursor.execute("SELECT nothing_such FROM consent_child", ())
    assert rows_of(named(name=NASTY)) == []


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_after_a_table_was_altered_one_page_fails_and_no_more():
    """What was prepared before is forgotten, and prepared anew."""
    setting = Setting.objects.create(name="Neston")
    assert one_of(_current()) == setting
    elsewhere = connection.copy()
    with elsewhere.cursor() as cursor:
        cursor.execute("ALTER TABLE foundation_setting ALTER COLUMN name TYPE varchar(333)")
    elsewhere.close()
    with pytest.raises(NotSupportedError):
        one_of(_current())
    assert one_of(_current()) == setting

"""An INSERT that is compiled once writes what Django would have written."""

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from neston_sharing.audit.models import Entry, Seal
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.models.inserting import InsertedQuickly
from neston_sharing.staff.models import User

pytestmark = pytest.mark.django_db


def statements(do) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        do()
    return [each["sql"].split("VALUES")[0] for each in seen if each["sql"].startswith("INSERT")]


def make(number: int) -> User:
    return User.objects.create(email=f"p{number}@example.org", name="Zoë")


def test_the_statements_are_djangos_own(monkeypatch):
    quick = statements(lambda: make(1))
    monkeypatch.setattr(InsertedQuickly, "_do_insert", models.Model._do_insert)
    assert statements(lambda: make(2)) == quick
    assert len(quick) == 3  # the row, its entry, its seal


def test_each_row_has_its_own_values_and_number():
    people = [make(number) for number in range(3)]
    assert len({person.pk for person in people}) == 3
    assert [User.objects.get(pk=person.pk).email for person in people] == [person.email for person in people]
    assert Entry.objects.count() == Seal.objects.count() == 3


def test_what_is_computed_by_the_database_takes_djangos_way():
    made = Setting.objects.create(pk=1, name="Nest", address=Value("1 High Street"))
    made.refresh_from_db()
    assert made.address == "1 High Street"


def test_a_fixture_is_written_as_it_stands():
    person = make(1)
    text = serializers.serialize("json", [person]).replace("p1@", "p2@").replace(f'"pk": {person.pk}', '"pk": 4711')
    for each in serializers.deserialize("json", text):
        with transaction.atomic():
            each.save()
    assert User.objects.get(pk=4711).email == "p2@example.org"


def test_what_the_database_refuses_is_refused_as_ever():
    make(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(1)

"""What a question that is compiled once may depend on, and what comes of it when it is asked."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, models
from django.utils import timezone

from consent.models import Child
from neston_sharing.foundation.models.gates import ThisMoment
from neston_sharing.foundation.prepared import KEYS, TEXTS, one_of, prepared, rows_of
from neston_sharing.foundation.together import fetch_each
from neston_sharing.staff.models import User
from tests.factories import ChildFactory, UserFactory

pytestmark = pytest.mark.django_db


@prepared(name=models.CharField())
def named(name):
    return Child.objects.filter(family_name=name).order_by("id")


@prepared(name=models.CharField())
def named_and_called(name):
    return Child.objects.filter(family_name=name, known_as="100% O'Hara")


@prepared(keys=KEYS)
def with_keys(keys):
    return Child.objects.filter(pk__in=keys).select_related("key_person").order_by("-id")


@prepared(references=TEXTS)
def keys_of(references):
    return Child.objects.filter(reference__in=references).order_by("id").values_list("pk", flat=True)


@prepared()
def theirs(user):
    return Child.objects.filter(key_person=user.pk)


@prepared()
def leaving_later():
    return Child.objects.filter(leaves_on__gt=timezone.localdate())


@prepared()
def signed_in_before_now():
    return User.objects.filter(last_login__lt=ThisMoment())


@prepared()
def asking():
    return Child.objects.filter(pk__in=list(Child.objects.values_list("pk", flat=True)))


def test_it_is_built_once_and_asked_with_other_values(django_assert_num_queries, monkeypatch):
    one, other = ChildFactory(family_name="O'Hara %s {0}"), ChildFactory(family_name='"; --')
    assert rows_of(named(name=one.family_name)) == [one]
    monkeypatch.setattr(models.sql.compiler.SQLCompiler, "as_sql", None)
    with django_assert_num_queries(2):
        assert rows_of(named(name=other.family_name)) == [other]
        assert one_of(named(name="Nobody")) is None


def test_what_never_changes_stands_in_its_text_and_the_rest_beside_it():
    """So that a database that plans by what stands there needs to do so only once."""
    asked = []

    def note(execute, sql, params, *others):
        asked.append((sql, params))
        return execute(sql, params, *others)

    with connection.execute_wrapper(note):
        rows_of(named_and_called(name="Ash"))
    ((sql, params),) = asked
    assert params == ("Ash",)
    assert "'100%% O''Hara'" in sql


def test_any_number_of_keys_and_texts_is_one_value(django_assert_num_queries):
    children = [ChildFactory(), ChildFactory(), ChildFactory()]
    for some in ([], children[:1], children):
        with django_assert_num_queries(2):
            found = rows_of(with_keys(keys=[child.pk for child in some]))
            assert [child.key_person.pk for child in found] == [child.key_person_id for child in reversed(some)]
            assert found == some[::-1]
            assert rows_of(keys_of(references=[child.reference for child in some])) == [child.pk for child in some]


def test_the_key_of_whoever_asks_is_theirs():
    mine, yours = ChildFactory(key_person=UserFactory()), ChildFactory(key_person=UserFactory())
    for child in (mine, yours):
        assert rows_of(theirs(child.key_person)) == [child]


def test_the_day_and_the_moment_are_those_of_asking():
    today = timezone.localdate()
    child, user = ChildFactory(leaves_on=today + timedelta(days=1)), UserFactory(last_login=timezone.now())
    with time_machine.travel(timezone.now() - timedelta(minutes=1), tick=False):
        assert user not in rows_of(signed_in_before_now())
    with time_machine.travel(timezone.now() + timedelta(seconds=1), tick=False):
        assert user in rows_of(signed_in_before_now())
    assert rows_of(leaving_later()) == [child]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert rows_of(leaving_later()) == []


def test_what_is_asked_does_not_change_what_is_kept():
    one, other = ChildFactory(family_name="Ash"), ChildFactory(family_name="Birch")
    first, second = named(name="Ash"), named(name="Birch")
    assert fetch_each(second, first, second) == [[other], [one], [other]]
    assert fetch_each(first, Child.objects.filter(pk=other.pk)) == [[one], [other]]


def test_it_asks_the_database_nothing_while_it_is_built():
    with pytest.raises(RuntimeError):
        asking()


def test_every_place_needs_its_value():
    with pytest.raises(KeyError):
        named()

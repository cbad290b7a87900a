"""What a gate that is compiled once may depend on, and what becomes of its text within another query."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import Q, QuerySet
from django.utils import timezone

from consent.models import Child
from neston_sharing.foundation.models.gates import bare, gate
from tests.factories import ChildFactory, UserFactory

pytestmark = pytest.mark.django_db


class Toy(QuerySet):
    @gate
    def every(self, user):
        return self

    @gate
    def leaving_later(self, user):
        return self.filter(leaves_on__gt=timezone.localdate())

    @gate
    def asking(self, user):
        return self.filter(pk__in=list(Child.objects.values_list("pk", flat=True)))

    @gate
    def without_some(self, user):
        return self.difference(self.filter(pk__gt=0))

    @gate
    def the_first(self, user):
        return self[:1]

    @gate
    def theirs(self, user):
        return self.filter(Q(key_person=user.pk) | Q(cover=user.pk), leaves_on__isnull=True)


def test_a_gate_that_lets_all_through_lets_nobody_through_turned_round():
    child, user = ChildFactory(), UserFactory()
    seen = Toy(Child).every(user)
    assert list(seen) == [child]
    condition = seen.query.where.children[0].lhs
    assert not Toy(Child).filter(~condition).exists()
    assert not Toy(Child).exclude(condition).exists()


def test_the_day_is_that_on_which_it_is_asked():
    today = timezone.localdate()
    child, user = ChildFactory(leaves_on=today + timedelta(days=1)), UserFactory()
    asked_later = Toy(Child).leaving_later(user)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert list(asked_later) == []
    assert list(Toy(Child).leaving_later(user)) == [child]


@pytest.mark.parametrize(
    ("name", "error"), [("asking", RuntimeError), ("without_some", TypeError), ("the_first", TypeError)]
)
def test_what_no_condition_can_tell_is_refused_and_not_told_wrongly(name, error):
    with pytest.raises(error):
        list(getattr(Toy(Child), name)(UserFactory()))


def test_what_is_joined_by_or_stays_together():
    mine, cover, leaver = UserFactory(), UserFactory(), UserFactory()
    child = ChildFactory(key_person=mine, cover=cover)
    ChildFactory(key_person=leaver, leaves_on=timezone.localdate())
    for user, seen in ((mine, [child]), (cover, [child]), (leaver, [])):
        assert list(Toy(Child).theirs(user)) == seen
        assert list(Toy(Child).filter(pk=0) | Toy(Child).theirs(user)) == seen
        turned_round = ~Toy(Child).theirs(user).query.where.children[0].lhs
        assert Toy(Child).filter(turned_round).count() == Toy(Child).count() - len(seen)


@pytest.mark.parametrize(
    ("text", "is_left"),
    [
        ("(a AND b)", "a AND b"),
        ("(a OR b)", "(a OR b)"),
        ("((a OR b) AND c)", "(a OR b) AND c"),
        ("(a AND b) AND (c AND d)", "(a AND b) AND (c AND d)"),
        ("(a) OR (b)", "(a) OR (b)"),
        ("NOT (a)", "NOT (a)"),
        ("(a)", "a"),
    ],
)
def test_brackets_go_where_nothing_is_said_by_them(text, is_left):
    assert bare(text) == is_left

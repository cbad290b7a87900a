"""Who sees which visits, and the questions that pages ask of them."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from consent.actions.merging import merge_children
from consent.models import Exclusion
from sharing.models import Visit
from sharing.waiting.groups import fetch_listed
from sharing.waiting.visits import left_open
from tests.factories import ChildFactory, SupervisionHandoverFactory, UserFactory, VisitFactory
from tests.factories.visits import ago

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime(2026, 11, 24, 12, 0))


@pytest.fixture(autouse=True)
def it_is_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def visit():
    return VisitFactory(arrived_at=ago(hours=1))


def exclude(person, child) -> None:
    Exclusion.objects.create(child=child, user=person, reason="Family", set_by=UserFactory())


def sees(person) -> bool:
    return Visit.objects.visible_to(person).exists()


@pytest.mark.parametrize(
    ("role", "may"), [("manager", True), ("lead", True), ("deputy", True), ("practitioner", False),
                      ("officer", False), ("auditor", False), ("helper", False)],
)  # fmt: skip
def test_a_visit_is_read_by_those_who_read_the_childs_file(visit, role, may):
    assert sees(UserFactory(roles=[role])) is may


def test_the_key_person_reads_it_and_whoever_had_a_hand_in_it(visit):
    took_over = SupervisionHandoverFactory(visit=visit).to_supervisor
    assert [sees(person) for person in (visit.child.key_person, visit.signed_in_by, took_over)] == [True] * 3


def test_exclusion_beats_every_role_and_a_hand_in_it(visit):
    for person in (UserFactory(roles=["manager"]), visit.child.key_person, visit.signed_in_by):
        exclude(person, visit.child)
        assert not sees(person)
        assert not Visit.objects.handled_by(person).exists()


def test_the_board_shows_the_visitor_to_everyone_who_works_here_and_names_the_child_to_those_who_may_know(visit):
    excluded, bank = UserFactory(roles=["manager"]), UserFactory(roles=["practitioner"])
    exclude(excluded, visit.child)
    named = [Visit.objects.on_board_of(person).get().names_child for person in (excluded, bank)]
    assert named == [False, True]
    assert not Visit.objects.on_board_of(UserFactory(roles=["officer", "auditor", "helper"])).exists()


def test_visits_of_a_child_are_those_of_every_row_that_stands_for_them(visit):
    kept = ChildFactory()
    merge_children(by=UserFactory(roles=["manager"]), kept=kept, merged=visit.child, reason="Same certificate")
    assert Visit.objects.about_child(kept).get() == visit
    assert Visit.objects.get().about == kept


def test_in_the_building_is_whoever_has_not_left(visit):
    VisitFactory(arrived_at=ago(hours=3), left_at=ago(hours=2))
    assert Visit.objects.in_the_building().get() == visit


def test_left_open_is_what_began_before_today(visit):
    yesterday = VisitFactory(arrived_at=ago(hours=13))
    VisitFactory(arrived_at=ago(days=2), left_at=ago(days=1))
    assert Visit.objects.left_open().get() == yesterday
    assert yesterday.is_left_open
    assert not visit.is_left_open
    assert not Visit.objects.left_open(before=timezone.localdate() - timedelta(days=1)).exists()


def test_a_day_has_the_visits_that_reached_into_it(visit):
    overnight = VisitFactory(arrived_at=ago(hours=13), left_at=ago(hours=11))
    over = VisitFactory(arrived_at=ago(days=1), left_at=ago(hours=20))
    today, yesterday = timezone.localdate(), timezone.localdate() - timedelta(days=1)
    assert set(Visit.objects.on(today)) == {visit, overnight}
    assert set(Visit.objects.on(yesterday)) == {overnight, over}


def shown(listed):
    return fetch_listed({"it": listed})["it"]


def test_a_visit_left_open_is_raised_with_those_who_lead_and_with_whoever_signed_it_in():
    visit = VisitFactory(arrived_at=ago(days=1))
    for person in (UserFactory(roles=["manager"]), UserFactory(roles=["lead"]), visit.signed_in_by):
        assert f"/visits/{visit.pk}/sign-out/" in [task.url for task in shown(left_open(person)).tasks]
    for person in (UserFactory(roles=["practitioner"]), UserFactory(roles=["officer"])):
        assert shown(left_open(person)) is None

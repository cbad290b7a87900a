from datetime import timedelta

import pytest
from django.utils import timezone

from consent.actions.exclusions import exclude, lift_exclusion
from consent.actions.flags import end_flag, set_flag
from consent.models import Child
from neston_sharing.foundation.actions import Refusal
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def child():
    return ChildFactory()


def test_a_flag_is_taken_down_once_and_with_a_reason(manager, child):
    flag = set_flag(by=manager, child=child, kind="do_not_discuss")
    with pytest.raises(Refusal, match="why"):
        end_flag(by=manager, flag=flag, why="")
    end_flag(by=manager, flag=flag, why="The enquiry is closed")
    assert not child.flags.standing().exists()
    with pytest.raises(Refusal, match="already"):
        end_flag(by=manager, flag=flag, why="Again")


def test_a_court_order_says_what_staff_must_do(manager, child):
    with pytest.raises(Refusal, match="what the order is"):
        set_flag(by=manager, child=child, kind="court_order")


def test_the_same_flag_stands_once(manager, child):
    set_flag(by=manager, child=child, kind="in_need")
    with pytest.raises(Refusal, match="stands already"):
        set_flag(by=manager, child=child, kind="in_need")


@pytest.fixture
def father(child):
    return FamilyLinkFactory(child=child, relationship="Father", ground="married").parent


ORDER = {"kind": "court_order", "detail": "He may not collect"}
YESTERDAY = timezone.localdate() - timedelta(days=1)


def test_a_court_order_limits_one_parent_until_its_last_day(manager, child, father):
    today = timezone.localdate()
    flag = set_flag(by=manager, child=child, about_parent=father, limits_information=True, ends_on=today, **ORDER)
    assert (flag.limits, list(child.flags.limiting())) == ("what they may be told", [flag])


@pytest.mark.parametrize(
    ("limits", "field"),
    [({"limits_contact": True}, "about_parent"), ({"about": True}, "limits"), ({"ends_on": YESTERDAY}, "ends_on")],
)
def test_an_order_says_whom_it_limits_in_what_and_has_not_ended(manager, child, father, limits, field):
    about = father if limits.pop("about", False) else None
    with pytest.raises(Refusal) as refused:
        set_flag(by=manager, child=child, about_parent=about, **limits, **ORDER)
    assert refused.value.field == field


def test_an_order_limits_nobody_who_is_not_of_this_child(manager, child):
    stranger = FamilyLinkFactory().parent
    with pytest.raises(Refusal, match="this child's parents"):
        set_flag(by=manager, child=child, about_parent=stranger, limits_contact=True, **ORDER)


def test_nothing_but_a_court_order_limits_anybody(manager, child, father):
    with pytest.raises(Refusal, match="Only a court order"):
        set_flag(by=manager, child=child, kind="in_need", about_parent=father, limits_contact=True)


@pytest.mark.parametrize("role", ["practitioner", "lead", "deputy", "manager"])
def test_whoever_is_excluded_loses_sight_at_once_whatever_the_role(manager, child, role):
    person = UserFactory(roles=[role])
    child.key_person = person
    child.save()
    exclude(by=manager, child=child, user=person, reason="Her aunt")
    assert not Child.objects.visible_to(person).exists()
    assert not Child.objects.findable_by(person).exists()


def test_sight_comes_back_when_the_exclusion_is_lifted_with_a_reason(manager, child):
    lead = UserFactory(roles=["lead"])
    exclusion = exclude(by=manager, child=child, user=lead, reason="Her aunt")
    with pytest.raises(Refusal, match="why"):
        lift_exclusion(by=manager, exclusion=exclusion, why="")
    lift_exclusion(by=manager, exclusion=exclusion, why="Mistaken for somebody else")
    assert Child.objects.visible_to(lead).exists()


def test_nobody_lifts_their_own_exclusion(manager, child):
    exclusion = exclude(by=manager, child=child, user=manager, reason="My son")
    with pytest.raises(Refusal, match="another manager"):
        lift_exclusion(by=manager, exclusion=exclusion, why="I want to")


def test_a_person_is_excluded_once(manager, child):
    exclude(by=manager, child=child, user=manager, reason="My son")
    with pytest.raises(Refusal, match="already"):
        exclude(by=manager, child=child, user=manager, reason="Again")

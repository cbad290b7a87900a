"""Who works with a child begins and ends by its dates, and so does who opens the file."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from consent.actions.care import assign_care, call_off_care, end_care, end_standing_cover
from consent.carers import carers_of
from consent.models import CareAssignment, Child, Exclusion
from neston_sharing.foundation.actions import Refusal
from tests.factories import ChildFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def child():
    return ChildFactory()


@pytest.fixture
def person():
    return UserFactory(roles=["practitioner"])


def today() -> date:
    return timezone.localdate()


def sees(person, child, on: date) -> bool:
    asked = Child.objects.get(pk=child.pk)
    both = (Child.objects.cared_for_by(person, on).contains(child), person in carers_of(asked, on).everyone)
    assert both[0] == both[1]  # the query and the words agree
    return both[0]


def cover(manager, child, person, first=3, last=16):
    dates = {"since": today() + first * DAY, "until": today() + last * DAY}
    return assign_care(by=manager, child=child, person=person, role="cover", **dates)


@pytest.mark.parametrize(("day", "seen"), [(2, False), (3, True), (16, True), (17, False)])
def test_cover_for_two_weeks_begins_and_ends_by_itself(day, seen, manager, child, person):
    cover(manager, child, person)
    assert sees(person, child, today() + day * DAY) is seen
    assert sees(child.key_person, child, today() + day * DAY)


def test_a_new_key_person_takes_the_place_of_the_old_on_the_day(manager, child, person):
    assign_care(by=manager, child=child, person=person, role="key_person", since=today() + 5 * DAY)
    for day, who, not_who in ((4, child.key_person, person), (5, person, child.key_person)):
        assert sees(who, child, today() + day * DAY)
        assert not sees(not_who, child, today() + day * DAY)


def test_the_next_one_ends_an_open_time_the_day_before(manager, child, person):
    first = assign_care(by=manager, child=child, person=person, role="key_person", since=today())
    assign_care(by=manager, child=child, person=UserFactory(roles=["lead"]), role="key_person", since=today() + 9 * DAY)
    first.refresh_from_db()
    assert first.until == today() + 8 * DAY


def test_after_a_time_that_ends_the_standing_key_person_is_back(manager, child, person):
    assign_care(by=manager, child=child, person=person, role="key_person", since=today(), until=today() + DAY)
    assert sees(child.key_person, child, today() + 2 * DAY)


def test_ending_and_calling_off(manager, child, person):
    call_off_care(by=manager, assignment=cover(manager, child, person))
    assert not sees(person, child, today() + 3 * DAY)
    running = cover(manager, child, person, first=0)
    end_care(by=manager, assignment=running, until=today())
    assert sees(person, child, today())
    assert not sees(person, child, today() + DAY)
    with pytest.raises(Refusal, match="begun"):
        call_off_care(by=manager, assignment=running)


def test_the_standing_cover_ends(manager, person):
    child = end_standing_cover(by=manager, child=ChildFactory(cover=person))
    assert not sees(person, child, today())


def test_what_cannot_be_is_refused_in_words(manager, child, person):
    kept_out = UserFactory(roles=["practitioner"])
    Exclusion.objects.create(child=child, user=kept_out, reason="Uncle", set_by=manager)
    right = {"by": manager, "child": child, "person": person, "role": "key_person", "since": today()}
    for wrong, words in (
        ({"by": person}, "Ask the designated"),
        ({"since": today() - DAY}, "to come"),
        ({"until": today() - DAY}, "check both"),
        ({"person": kept_out}, "somebody else"),
        ({"person": UserFactory(roles=["helper"])}, "somebody else"),
    ):
        with pytest.raises(Refusal, match=words):
            assign_care(**right | wrong)
    assert not CareAssignment.objects.exists()


def test_two_key_people_for_the_same_days_are_refused(manager, child, person):
    right = {"by": manager, "child": child, "role": "key_person"}
    assign_care(**right, person=person, since=today(), until=today() + 9 * DAY)
    with pytest.raises(Refusal, match="entered as key person"):
        assign_care(**right, person=UserFactory(roles=["lead"]), since=today() + DAY)


def test_key_person_and_cover_lose_the_file_after_the_last_day(person):
    """Need to know: the child's time here is over. The designated lead and managers keep the file."""
    child = ChildFactory(cover=person, leaves_on=today())
    for carer in (person, child.key_person):
        assert Child.objects.cared_for_by(carer, today()).contains(child)
        assert not Child.objects.cared_for_by(carer, today() + DAY).contains(child)

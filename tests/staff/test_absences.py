"""Who backs decisions says when they are away and who stands in; at least two must be left, or it is said plainly."""

from datetime import date, timedelta

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from neston_sharing.foundation.actions import Refusal
from neston_sharing.staff.actions import end_absence, record_absence
from neston_sharing.staff.models import Absence, User
from sharing.waiting.upkeep import upkeep
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


@pytest.fixture
def today():
    with time_machine.travel("2026-11-24 09:00Z"):
        yield


@pytest.fixture
def team() -> dict[str, User]:
    return {role: UserFactory(name=role.title(), roles=[role]) for role in ("manager", "lead", "deputy")}


def away(person, **facts) -> Absence:
    return record_absence(**{"by": person, "person": person, "first_on": MONDAY, "last_on": FRIDAY} | facts)


def stood_in_for(user) -> list[User]:
    return list(User.objects.stood_in_for_by(user))


def test_only_whoever_is_named_stands_in_and_everybody_who_can_back_if_nobody_is(team):
    away(team["manager"], substitute=team["lead"])
    assert stood_in_for(team["lead"]) == [team["manager"]]
    assert stood_in_for(team["deputy"]) == []
    team["another"] = UserFactory(roles=["deputy"])
    away(team["deputy"], though_few=True)
    assert stood_in_for(team["another"]) == [team["deputy"]]


def test_nobody_without_the_permission_stands_in(team):
    away(team["manager"])
    assert stood_in_for(UserFactory(roles=["practitioner"])) == []
    with pytest.raises(Refusal, match="somebody else who can back"):
        away(team["lead"], substitute=UserFactory(roles=["practitioner"]))


def test_where_the_substitute_is_away_too_everybody_stands_in(team):
    away(team["manager"], substitute=team["lead"])
    away(team["lead"], though_few=True)
    assert set(stood_in_for(team["deputy"])) == {team["manager"], team["lead"]}


def test_it_lasts_from_the_first_day_to_the_last_or_until_they_are_back(team):
    absence = away(team["manager"], first_on=date(2026, 11, 25), last_on=date(2026, 11, 26))
    seen = []
    for day in (24, 25, 26, 27):
        with time_machine.travel(f"2026-11-{day} 09:00Z"):
            seen.append(len(stood_in_for(team["lead"])))
    assert seen == [0, 1, 1, 0]
    end_absence(by=team["manager"], absence=absence)
    with time_machine.travel("2026-11-25 09:00Z"):
        assert not stood_in_for(team["lead"])


@pytest.mark.parametrize("left", ["one", "nobody"])
def test_an_absence_that_leaves_fewer_than_two_is_refused_unless_it_is_known(team, left):
    away(team["deputy"], first_on=FRIDAY, last_on=FRIDAY)
    if left == "nobody":
        away(team["lead"], first_on=FRIDAY, last_on=FRIDAY, though_few=True)
    words = {"one": "Only Lead could back decisions on 27 November 2026", "nobody": "Nobody could back"}[left]
    with pytest.raises(Refusal, match=words):
        away(team["manager"])
    assert away(team["manager"], though_few=True).pk


def test_too_few_left_today_stands_on_managers_pages(client, team):
    client.force_login(team["manager"])
    assertNotContains(client.get("/staff/"), "Fewer than two people can back")
    for role in ("lead", "deputy"):
        away(team[role], though_few=True)
    assertContains(client.get("/staff/"), "Fewer than two people can back")
    assert any(task.title == "Too few people can back decisions" for task in upkeep(team["manager"]).tasks)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"last_on": MONDAY - timedelta(days=1)}, "before the first"),
        ({"first_on": MONDAY, "last_on": MONDAY}, "before today"),
    ],
)
def test_dates_that_make_no_sense_are_refused(team, facts, words):
    with pytest.raises(Refusal, match=words):
        away(team["manager"], **facts)


def test_no_two_absences_on_a_day_and_nobody_absent_stands_in(team):
    away(team["manager"])
    with pytest.raises(Refusal, match="recorded already"):
        away(team["manager"], first_on=FRIDAY, last_on=FRIDAY + timedelta(days=5))
    with pytest.raises(Refusal, match="is away on one of these days"):
        away(team["lead"], substitute=team["manager"], though_few=True)


def test_only_a_manager_says_it_for_somebody_else(team):
    assert away(team["lead"], by=team["manager"]).recorded_by == team["manager"]
    with pytest.raises(Refusal, match="Only a manager"):
        away(team["deputy"], by=team["lead"])


def test_it_is_recorded_and_ended_on_ones_own_page(client, team):
    client.force_login(team["lead"])
    posted = {"first_on": "23/11/2026", "last_on": "27/11/2026", "substitute": team["deputy"].pk}
    assertRedirects(client.post("/staff/me/away/", posted), "/staff/me/")
    assertContains(client.get("/staff/me/"), "From 23 November 2026 to 27 November 2026: Deputy stands in.")
    path = f"/staff/absences/{Absence.objects.get().pk}/end/"
    assertRedirects(client.post(path), "/staff/me/")
    assertContains(client.get("/staff/me/"), "No absence is recorded")


def test_nobody_but_a_manager_ends_the_absence_of_another(client, team):
    path = f"/staff/absences/{away(team['lead']).pk}/end/"
    client.force_login(team["deputy"])
    assert client.get(path).status_code == 404
    client.force_login(team["manager"])
    assertRedirects(client.post(path), team["lead"].get_absolute_url())


def test_the_staff_list_says_who_is_away(client, team):
    away(team["lead"])
    client.force_login(team["manager"])
    assertContains(client.get("/staff/"), "Away until 27 November 2026")

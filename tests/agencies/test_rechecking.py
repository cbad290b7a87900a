"""Policy 1.1: details that nobody checked for a year are gone through, one agency after another."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from agencies.actions.directory import add_route, change_route, retire_route
from agencies.models import Agency
from agencies.views.rechecking import Recheck
from tests.edits import as_seen, save
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    user = UserFactory(roles=["manager"])
    client.force_login(user)
    return user


@pytest.fixture
def three(manager) -> list[Agency]:
    agencies = [AgencyFactory(name=name) for name in ("Alpha", "Bravo", "Charlie")]
    AgencyFactory(name="Able", checked_on=timezone.localdate(), checked_by=manager)
    return agencies


def address(agency, behind=0) -> str:
    return reverse("agencies:recheck", args=[agency.pk]) + (f"?behind={behind}" if behind else "")


def test_what_is_still_to_be_checked_is_listed_and_nothing_else(client, three):
    shown = client.get(reverse("agencies:recheck-list")).content.decode()
    assert "3 agencies have" in shown
    assert "Able" not in shown


def test_confirming_leads_to_the_next_and_says_how_far_one_is(client, three):
    answer = save(client, address(three[0]), {"hours": "9 to 5"})
    assert answer.url == address(three[1], 1)
    page = client.get(answer.url)
    assert (page.context["current"], page.context["total"]) == (2, 3)
    assert not Agency.objects.get(name="Alpha").is_unchecked()


def test_skipping_checks_nothing_and_leads_on(client, three):
    page = client.get(address(three[1], 1))
    assert page.context["next_url"] == address(three[2], 2)
    assert client.get(address(three[2], 2)).context["next_url"] == reverse("agencies:recheck-list")
    assert Agency.objects.unchecked().count() == 3


def test_each_route_is_right_changed_or_gone(client, manager, three):
    agency = three[0]
    right, changed, gone = (
        add_route(by=manager, agency=agency, kind="telephone", value=f"0151 496 000{n}", approved=True, note=f"N{n}")
        for n in range(3)
    )
    said = {f"route_{right.pk}": "right", f"route_{changed.pk}": "changed", f"route_{gone.pk}": "gone"}
    answer = save(client, address(agency), said | {f"value_{changed.pk}": "0151 496 0009", "hours": ""})
    assert answer.status_code == 302
    routes = agency.routes.in_use().values_list("value", "note", "approved")
    assert list(routes) == [("0151 496 0000", "N0", True), ("0151 496 0009", "N1", False)]


@pytest.mark.parametrize(
    ("value", "words"), [("", "Enter the new number or address"), ("ask Ann", "Enter a telephone number")]
)
def test_a_changed_number_must_be_one_and_nothing_is_recorded_until_it_is(client, manager, three, value, words):
    route = add_route(by=manager, agency=three[0], kind="telephone", value="0151 496 0001")
    answer = save(client, address(three[0]), {f"route_{route.pk}": "changed", f"value_{route.pk}": value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert three[0].routes.in_use().get() == route
    assert Agency.objects.unchecked().count() == 3


def test_a_route_that_was_not_looked_at_is_asked_for(client, manager, three):
    add_route(by=manager, agency=three[0], kind="telephone", value="0151 496 0001")
    answer = save(client, address(three[0]), {})
    assert answer.status_code == 422
    assert "Choose whether this is right: 0151 496 0001" in answer.content.decode()


def test_the_second_of_two_is_told_what_the_first_changed_of_a_route(client, manager, three):
    """Also of what the page says beside a choice: a route's note, and what it is approved for."""
    route = add_route(by=manager, agency=three[0], kind="telephone", value="0151 496 0001", note="Reception")
    typed = as_seen(client, address(three[0])) | {f"route_{route.pk}": "right", "hours": ""}
    change_route(by=manager, route=route, note="Closed at Easter", approved=True, out_of_hours=False)
    answer = client.post(address(three[0]), typed)
    assertContains(answer, "Somebody changed this while you were writing", status_code=422)
    assertContains(answer, "Closed at Easter", status_code=422)
    assert client.post(address(three[0]), typed | {"seen": answer.context["form"].mark}).status_code == 302


def test_a_route_that_changed_in_the_same_moment_is_asked_for(client, manager, three, monkeypatch):
    route = add_route(by=manager, agency=three[0], kind="telephone", value="0151 496 0001")
    typed = as_seen(client, address(three[0])) | {f"route_{route.pk}": "gone", "hours": ""}
    read_again = Recheck._read_again

    def after_somebody_else(view):
        retire_route(by=manager, route=route)
        add_route(by=manager, agency=three[0], kind="telephone", value="0151 496 0002")
        read_again(view)

    monkeypatch.setattr(Recheck, "_read_again", after_somebody_else)
    answer = client.post(address(three[0]), typed)
    assertContains(answer, "Somebody changed this while you were writing", status_code=422)
    assertContains(answer, "Choose whether this is right: 0151 496 0002", status_code=422)


def test_a_number_that_is_behind_somebody_may_be_nonsense(client, three):
    assert client.get(address(three[0]) + "?behind=²").context["current"] == 1


def test_a_year_passes_and_the_agency_comes_back(manager):
    day = timezone.localdate() - timedelta(days=366)
    agency = AgencyFactory(checked_on=day, checked_by=manager)
    assert agency in Agency.objects.unchecked()

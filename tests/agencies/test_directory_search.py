"""Policy 1.1, 1.3, 2.6: hours, out-of-hours numbers, and which routes are for what is confidential."""

import pytest
from django.urls import reverse

from agencies.actions.directory import add_agency, add_route, change_route, retire_route
from agencies.models import Agency
from neston_sharing.foundation.actions import Refusal
from tests.edits import save
from tests.factories import AgencyFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    user = UserFactory(roles=["manager"])
    client.force_login(user)
    return user


def page(client, name, *args, **query) -> str:
    return client.get(reverse(f"agencies:{name}", args=args), query).content.decode()


@pytest.mark.parametrize(
    "kind",
    [
        "LADO",
        "Prevent and Channel",
        "Early help",
        "Health (other)",
        "Ethnic or cultural organisation",
        "Drug and alcohol service",
        "Welfare rights",
        "Childcare and education",
        "Adult education",
    ],
)
def test_the_kinds_that_the_policy_names_can_be_chosen_and_kept(kind):
    values = {label: value for value, label in Agency.Kind.choices}
    assert AgencyFactory(kind=values[kind]).get_kind_display() == kind


def test_hours_and_the_number_out_of_hours_stand_in_the_list_and_on_the_page(client, manager):
    numbers = {"telephone": "0151 496 0110", "out_of_hours": "0151 496 0111"}
    agency = add_agency(by=manager, name="Front Door", kind="social_care", hours="8.30 to 17.30", **numbers)
    for shown in (page(client, "list"), page(client, "agency", agency.pk)):
        assert "8.30 to 17.30" in shown
        assert "0151 496 0111" in shown
        assert "Out of hours" in shown


def test_the_list_says_by_which_routes_confidential_information_may_go(client, manager):
    agency = AgencyFactory()
    assert "No approved route" in page(client, "list")
    add_route(by=manager, agency=agency, kind="secure_email", value="a@example.org", approved=True)
    assert "No approved route" not in page(client, "list")
    assert "Secure e-mail" in page(client, "list")


def test_what_is_said_of_a_number_can_change_and_the_number_cannot(client, manager):
    agency = AgencyFactory()
    route = add_route(by=manager, agency=agency, kind="telephone", value="0151 496 0001")
    fields = {"note": "Night desk", "out_of_hours": "on", "value": "999"}
    assert save(client, reverse("agencies:route-edit", args=[agency.pk, route.pk]), fields).status_code == 302
    route.refresh_from_db()
    assert (route.value, route.note, route.out_of_hours) == ("0151 496 0001", "Night desk", True)


def test_a_number_out_of_use_is_not_changed(manager):
    route = add_route(by=manager, agency=AgencyFactory(), kind="telephone", value="0151 496 0001")
    retire_route(by=manager, route=route)
    with pytest.raises(Refusal, match="out of use"):
        change_route(by=manager, route=route, note="", approved=True, out_of_hours=False)


@pytest.mark.parametrize(
    ("query", "words"), [({}, "2 agencies"), ({"words": "nspcc"}, "1 agency"), ({"words": "x"}, "No agencies")]
)
def test_a_search_says_how_many_it_found(client, manager, query, words):
    AgencyFactory(name="NSPCC")
    AgencyFactory(name="Clinic")
    assert f"data-found>{words}</p>" in page(client, "list", **query)

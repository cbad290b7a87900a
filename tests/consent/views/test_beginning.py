"""A setting that has just begun is led to its list; whoever explains a policy knows that its review is due."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.consent.families import family, signed_in
from tests.factories import ChildFactory, PolicyVersionFactory

pytestmark = pytest.mark.django_db
LED = f'href="{reverse("consent:import")}"'
PAGES = ["home", "consent:children"]


def shown(client, name: str, *parts) -> str:
    return client.get(reverse(name, args=parts)).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_an_empty_register_leads_whoever_may_to_the_list(name):
    words = shown(signed_in("manager"), name)
    assert LED in words
    assert "Bring in the list" in words


@pytest.mark.parametrize("name", PAGES)
def test_nobody_else_is_led_there(name):
    assert LED not in shown(signed_in("practitioner"), name)


def test_with_a_child_on_the_register_the_home_page_says_nothing_of_it():
    ChildFactory()
    assert LED not in shown(signed_in("manager"), "home")


@pytest.mark.parametrize(("days", "said"), [(-1, True), (1, False)])
def test_a_policy_past_its_review_says_so_where_it_is_given(days, said):
    PolicyVersionFactory(review_due=timezone.localdate() + timedelta(days=days))
    registration, _ = family()
    client = signed_in(user=registration.started_by)
    words = shown(client, "consent:registration-explained", registration.child.reference)
    assert ("Its review was due by" in words) is said

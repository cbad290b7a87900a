"""What a page says once is said to whom it is for; until then it waits in the database, not in the browser."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import PASSWORD, UserFactory

SAID = "They can no longer sign in."
UNLOCK = "/accounts/unlock/?next=/staff/me/"


@pytest.fixture
def unsaid(as_manager):
    """A manager's browser, which is to be told something at the next page."""
    leaver = UserFactory(roles=["practitioner"])
    assert as_manager.post(f"/staff/{leaver.pk}/deactivate/").status_code == 302
    return as_manager


def test_it_is_said_once_at_the_next_page(unsaid):
    assertContains(unsaid.get("/staff/me/"), SAID)
    assertNotContains(unsaid.get("/staff/me/"), SAID)


def test_the_browser_keeps_the_session_s_number_and_the_form_s_token_alone(unsaid):
    unsaid.get("/accounts/logout/")
    assert set(unsaid.cookies) == {"sessionid", "csrftoken"}


def test_signing_out_is_said_and_nothing_of_before(unsaid):
    unsaid.post("/accounts/logout/")
    page = unsaid.get("/accounts/login/")
    assertContains(page, "You are signed out.")
    assertNotContains(page, SAID)
    assert set(unsaid.cookies) == {"sessionid", "csrftoken"}


def test_a_locked_screen_says_it_to_nobody_until_its_owner_is_back(unsaid):
    unsaid.post("/accounts/lock/")
    assertNotContains(unsaid.get(UNLOCK), SAID)
    unsaid.post(UNLOCK, {"password": PASSWORD})
    assertContains(unsaid.get("/staff/me/"), SAID)


def test_it_is_not_said_to_the_next_who_signs_in(unsaid):
    other = UserFactory(roles=["manager"])
    unsaid.post("/accounts/lock/")
    unsaid.post("/accounts/login/", {"login": other.email, "password": PASSWORD})
    page = unsaid.get("/staff/me/")
    assertContains(page, other.name)
    assertNotContains(page, SAID)


def test_a_page_that_says_nothing_writes_no_session(as_manager):
    as_manager.get("/staff/me/")
    before = as_manager.session.session_key, dict(as_manager.session)
    answer = as_manager.get("/staff/me/")
    assert "sessionid" not in answer.cookies
    assert before == (as_manager.session.session_key, dict(as_manager.session))


def test_a_visitor_without_a_session_is_given_none(db):
    visitor = Client()
    visitor.get("/accounts/login/")
    assert "sessionid" not in visitor.cookies

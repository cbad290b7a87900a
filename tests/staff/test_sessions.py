"""Where somebody is signed in stands on their own page, and they or a manager can end it."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from neston_sharing.staff.actions import deactivate, end_sessions_of
from neston_sharing.staff.sessions import device_words, signed_in
from tests.factories import PASSWORD

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


def browser(user, agent="Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36") -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


@pytest.fixture
def desk(practitioner):
    return browser(practitioner)


@pytest.fixture
def phone(practitioner):
    return browser(practitioner, PHONE)


def is_in(client) -> bool:
    return client.get("/staff/me/").status_code == 200


def test_the_page_lists_this_browser_and_the_others(desk, phone, manager):
    browser(manager, "Mozilla/5.0 (X11; Linux) Firefox/140.0")
    page = desk.get("/staff/me/sessions/")
    assertContains(page, "Chrome on Windows")
    assertContains(page, "Safari on an iPhone")
    assertNotContains(page, "Firefox")


def test_another_browser_is_signed_out_from_here(desk, phone, practitioner):
    mark = next(each.mark for each in signed_in(practitioner) if "iPhone" in each.device)
    assertRedirects(desk.post("/staff/me/sessions/", {"sessions": [mark]}), "/staff/me/sessions/")
    assert (is_in(desk), is_in(phone)) == (True, False)
    assert Entry.objects.filter(event="sessions_ended", actor=practitioner).count() == 1


def test_nobody_ends_the_session_of_another(desk, manager):
    other = browser(manager)
    mark = signed_in(manager)[0].mark
    assert desk.post("/staff/me/sessions/", {"sessions": [mark]}).status_code == 422
    assert is_in(other)


def test_the_page_gives_away_no_session(desk, phone):
    assertNotContains(desk.get("/staff/me/sessions/"), phone.cookies["sessionid"].value)


def test_a_locked_session_is_listed_and_ended_too(desk, phone, practitioner):
    phone.post("/accounts/lock/", {"next": "/", "written": "a=b"})
    assertContains(desk.get("/staff/me/sessions/"), "Locked")
    [locked] = [each.mark for each in signed_in(practitioner) if each.locked]
    desk.post("/staff/me/sessions/", {"sessions": [locked]})
    assert phone.post("/accounts/unlock/", {"password": PASSWORD}).url.startswith("/accounts/login/")


def test_a_manager_signs_somebody_out_everywhere(as_manager, desk, phone, practitioner):
    assertRedirects(as_manager.post(f"/staff/{practitioner.pk}/sign-out/"), practitioner.get_absolute_url())
    assert (is_in(desk), is_in(phone)) == (False, False)


def test_signing_out_who_is_not_signed_in_is_refused(manager, practitioner):
    with pytest.raises(Refusal, match="not signed in"):
        end_sessions_of(by=manager, user=practitioner)


def test_a_leaver_s_locked_session_ends_too(manager, practitioner, desk):
    desk.post("/accounts/lock/")
    deactivate(by=manager, user=practitioner)
    assert signed_in(practitioner) == []


@pytest.mark.parametrize(
    ("agent", "words"), [("", "A browser"), ("<script>", "A browser"), (PHONE, "Safari on an iPhone")]
)
def test_a_browser_in_words(agent, words):
    assert device_words(agent) == words

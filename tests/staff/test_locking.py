"""A screen locks by one tap, after fifteen idle minutes and after eight hours; nothing that was written is lost."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.forms import PasswordInput
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from neston_sharing.audit.models import Entry
from neston_sharing.foundation.details import change_setting
from neston_sharing.foundation.models import Setting
from neston_sharing.staff import sitting
from neston_sharing.staff import urls as staff_urls
from neston_sharing.staff.views.codes import SHOWN_ONCE
from tests.edits import as_seen
from tests.factories import PASSWORD, UserFactory

UNLOCK = "/accounts/unlock/?next=/setting/"
LATER, LATE = timedelta(minutes=14), timedelta(minutes=15)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def sits_here(clock, as_manager):
    """A manager's browser: they signed in just now."""
    return as_manager


def unlock(client, page="/setting/", password=PASSWORD):
    return client.post(f"/accounts/unlock/?next={page}", {"password": password})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


# Idle


def test_a_click_within_fifteen_minutes_goes_on(sits_here, clock):
    for _ in range(3):
        clock.shift(LATER)
        assert sits_here.get("/setting/").status_code == 200


def test_fifteen_idle_minutes_lock_the_screen_and_the_password_goes_on_at_the_same_page(sits_here, clock):
    clock.shift(LATE)
    assertRedirects(sits_here.get("/setting/?a=b"), "/accounts/unlock/?next=%2Fsetting%2F%3Fa%3Db")
    assert not is_signed_in(sits_here)
    assertContains(sits_here.get(UNLOCK), "Robin Hale, enter your password")
    assertRedirects(unlock(sits_here), "/setting/")


def test_nothing_opens_while_it_is_locked(sits_here, clock):
    sits_here.post("/accounts/lock/")
    assert sits_here.get("/staff/").status_code == sits_here.post("/staff/invite/").status_code == 302
    assertNotContains(sits_here.get("/nowhere/"), "Robin Hale", status_code=404)


def test_a_wrong_password_leaves_it_locked(sits_here):
    sits_here.post("/accounts/lock/")
    assertContains(unlock(sits_here, password="wrong"), "not your password", status_code=422)
    assert not is_signed_in(sits_here)


def test_the_cookie_of_before_opens_nothing_more(sits_here):
    before = sits_here.cookies["sessionid"].value
    sits_here.post("/accounts/lock/")
    thief = Client()
    thief.cookies["sessionid"] = before
    assertRedirects(thief.get("/setting/"), "/accounts/login/?next=/setting/")


def test_a_session_is_not_written_for_each_click(sits_here, clock, django_assert_num_queries):
    sits_here.get("/staff/me/")
    seen = sits_here.session[sitting.SEEN]
    clock.shift(timedelta(seconds=30))
    sits_here.get("/staff/me/")
    assert sits_here.session[sitting.SEEN] == seen


def test_writing_for_long_at_one_page_counts_as_being_there(sits_here, clock):
    for _ in range(3):
        clock.shift(LATER)
        assert sits_here.post("/accounts/stay/").status_code == 204


# Pages that ask again by themselves


def test_a_page_that_asks_again_by_itself_keeps_no_session_open(sits_here, clock):
    """Its process was killed, say, and the page asks for how it stands for as long as the screen is on."""
    answer = sits_here.post(reverse("audit:verify"), follow=True)
    for _ in range(5):
        clock.shift(LATE / 5)
        answer = sits_here.get(answer["Refresh"].partition("url=")[2])
        if answer.status_code != 200:
            break
    assertRedirects(answer, f"/accounts/unlock/?{urlencode({'next': answer.wsgi_request.get_full_path()})}")
    assert not is_signed_in(sits_here)


def test_whoever_asks_for_such_a_page_uses_it(sits_here, clock):
    for _ in range(3):
        clock.shift(LATER)
        assert sits_here.get(reverse("audit:verification")).status_code == 200


def test_the_clock_of_such_a_page_goes_on_from_the_last_use(sits_here, clock):
    clock.shift(LATER)
    assertContains(sits_here.get("/staff/me/?by_itself=1"), 'data-idle-for="840"')
    assertContains(sits_here.get("/staff/me/"), 'data-idle-for="0"')


# What was being written


def test_a_form_that_comes_in_too_late_is_not_recorded_and_stands_there_again(sits_here, clock):
    key = "6f9c1c58-1f6e-4c56-9d0c-7f0f0b8e3a11"
    clock.shift(LATE)
    late = sits_here.post("/setting/", {"name": "Neston", "address": "An unfinished", "key": key})
    assertRedirects(late, "/accounts/unlock/?next=%2Fsetting%2F")
    assert Setting.objects.current() is None
    page = unlock(sits_here, "/setting/").url
    answer = sits_here.get(page)
    assertContains(answer, "What you were writing is here again")
    assertContains(answer, "An unfinished")
    assertContains(answer, key)
    assertNotContains(answer, "There is a problem")
    assertNotContains(sits_here.get(page), "An unfinished")


def test_the_lock_keeps_what_the_page_hands_over(sits_here):
    sits_here.post("/accounts/lock/", {"next": "/setting/", "written": "name=Neston&address=12+Low+Road"})
    unlock(sits_here)
    assertContains(sits_here.get("/setting/"), "12 Low Road")


def test_what_was_kept_is_not_saved_over_what_changed_while_the_screen_was_locked(sits_here):
    details = {"name": "Neston", "police_phone": "101", "review_weeks": "4"}
    change_setting(by=None, **details)
    written = urlencode(details | {"address": "12 Low Road"} | as_seen(sits_here, "/setting/"))
    sits_here.post("/accounts/lock/", {"next": "/setting/", "written": written})
    change_setting(by=None, lado_phone="0151 496 0009")
    unlock(sits_here)
    mark = sits_here.get("/setting/").context["form"].mark
    answer = sits_here.post("/setting/", details | {"address": "12 Low Road", "seen": mark})
    assertContains(answer, "0151 496 0009</strong>", status_code=422)
    assert not Setting.objects.get().address


def test_a_second_tab_is_kept_beside_the_first(sits_here):
    for page in ("/setting/", "/agencies/new/"):
        sits_here.post("/accounts/lock/", {"next": page, "written": "name=Written+here"})
    unlock(sits_here)
    for page in ("/setting/", "/agencies/new/"):
        assertContains(sits_here.get(page), "Written here")


def test_a_form_that_comes_in_after_another_tab_was_locked_stands_there_again(sits_here):
    sits_here.post("/accounts/lock/", {"next": "/"})
    late = sits_here.post("/setting/", {"name": "Neston", "address": "12 Low Road"})
    assertRedirects(late, "/accounts/unlock/?next=%2Fsetting%2F")
    assertRedirects(sits_here.get("/agencies/new/"), "/accounts/unlock/?next=%2Fagencies%2Fnew%2F")
    assert Setting.objects.current() is None
    unlock(sits_here)
    assertContains(sits_here.get("/setting/"), "12 Low Road")


@pytest.mark.parametrize("door", ["unlock", "login"])
def test_who_came_in_by_another_tab_goes_on_from_this_one(clock, manager, door):
    """A new token is given to whoever comes in: the one of this page's form is out of date."""
    browser = Client(enforce_csrf_checks=True)
    address = f"/accounts/{door}/?next=/setting/"
    assert browser.post(address, {"password": PASSWORD}).status_code == 403
    browser.force_login(manager)
    assertRedirects(browser.post(address, {"password": PASSWORD}), "/setting/")
    assert browser.post("/setting/", {"address": "12 Low Road"}).status_code == 403


def test_what_one_wrote_is_not_shown_to_another(sits_here):
    other = UserFactory(roles=["manager"])
    sits_here.post("/accounts/lock/", {"next": "/setting/", "written": "address=12+Low+Road"})
    sits_here.post("/accounts/login/", {"login": other.email, "password": PASSWORD})
    assertNotContains(sits_here.get("/setting/"), "12 Low Road")


def test_what_a_page_left_in_the_session_is_not_shown_to_another(sits_here, practitioner):
    """A code that waits for the page that shows it once, say, where the screen was locked before that."""
    code = give_the_code(sits_here, practitioner)
    sits_here.post("/accounts/lock/", {"next": "/"})
    sits_here.post("/accounts/login/", {"login": UserFactory(roles=["manager"]).email, "password": PASSWORD})
    assert is_signed_in(sits_here)
    assert code not in sits_here.get(f"/staff/{practitioner.pk}/shown-once/", follow=True).content.decode()


def test_to_whom_it_was_left_it_is_shown(sits_here, practitioner):
    code = give_the_code(sits_here, practitioner)
    sits_here.post("/accounts/lock/", {"next": "/"})
    unlock(sits_here)
    assertContains(sits_here.get(f"/staff/{practitioner.pk}/shown-once/"), code)


def test_a_session_that_an_earlier_version_locked_still_opens(sits_here):
    sits_here.post("/accounts/lock/", {"next": "/"})
    session = sits_here.session
    del session[sitting.LOCKED]["aside"]
    session.save()
    unlock(sits_here)
    assert is_signed_in(sits_here)


def give_the_code(client, person) -> str:
    client.post(f"/staff/{person.pk}/code/", {})
    return client.session[SHOWN_ONCE]["code"]


def test_signing_out_forgets_it(sits_here, manager):
    sits_here.post("/accounts/lock/", {"next": "/setting/", "written": "address=12+Low+Road"})
    unlock(sits_here)
    sits_here.post("/accounts/logout/")
    sits_here.post("/accounts/login/", {"login": manager.email, "password": PASSWORD})
    assertNotContains(sits_here.get("/setting/"), "12 Low Road")


def test_what_is_typed_about_staff_is_kept(sits_here):
    written = {"/staff/invite/": "name=Written+here", "/staff/me/away/": "first_on=Written+here"}
    for page, words in written.items():
        sits_here.post("/accounts/lock/", {"next": page, "written": words})
    unlock(sits_here)
    for page in written:
        assertContains(sits_here.get(page), "Written here")


def test_the_roles_that_were_chosen_are_chosen_still(sits_here):
    page = f"/staff/{UserFactory(roles=['practitioner']).pk}/roles/"
    written = urlencode(as_seen(sits_here, page) | {"roles": ["deputy", "helper"]}, doseq=True)
    sits_here.post("/accounts/lock/", {"next": page, "written": written})
    unlock(sits_here)
    answer = sits_here.get(page)
    assert answer.context["form"]["roles"].value() == ["deputy", "helper"]
    assert answer.content.decode().count(" checked") == 2


def test_no_page_of_the_staff_list_that_takes_a_password_is_kept():
    """A page that comes later is to be named too."""
    for pattern in staff_urls.urlpatterns:
        form = getattr(pattern.callback.view_class, "form_class", None)
        takes = [
            field for field in getattr(form, "base_fields", {}).values() if isinstance(field.widget, PasswordInput)
        ]
        assert not takes or f"staff:{pattern.name}" in sitting.SECRET_PAGES


@pytest.mark.parametrize(
    "path", ["/accounts/password/change/", "/staff/invitations/abc/", "/staff/1/code/", "/nowhere/"]
)
def test_passwords_and_codes_are_never_kept(sits_here, path):
    sits_here.post("/accounts/lock/", {"next": path, "written": "oldpassword=a&name=b"})
    assert not sits_here.session.get(sitting.KEPT)


def test_what_another_site_makes_a_browser_post_is_not_kept(clock, manager):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(manager)
    clock.shift(LATE)
    assert browser.post("/setting/", {"address": "Elsewhere"}).status_code == 403
    assert not browser.session.get(sitting.KEPT)


# By hand, and after eight hours


def test_one_tap_locks_and_is_on_record(sits_here, manager):
    assertRedirects(
        sits_here.post("/accounts/lock/", {"next": "/setting/"}), UNLOCK.replace("/setting/", "%2Fsetting%2F")
    )
    assert Entry.objects.filter(event="screen_locked", actor=manager).count() == 1


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", r"/\evil.example", "javascript:x"])
def test_unlocking_never_leads_elsewhere(sits_here, elsewhere):
    sits_here.post("/accounts/lock/", {"next": elsewhere})
    assert unlock(sits_here, elsewhere).url == "/"


def test_unlocking_leads_to_no_page_that_can_only_be_posted_to(sits_here):
    """A PDF that is asked for by a button is waited for at the button's own address."""
    button = reverse("audit:checkpoint-print")
    sits_here.post("/accounts/lock/", {"next": button})
    assertRedirects(unlock(sits_here, button), "/", fetch_redirect_response=False)
    assert sits_here.get(button).status_code == 405


def test_eight_hours_after_signing_in_one_signs_in_afresh(sits_here, clock):
    for _ in range(34):
        clock.shift(LATER)
        sits_here.get("/staff/me/")
    clock.shift(LATER)
    assert sits_here.get("/setting/").status_code == 302
    assertRedirects(sits_here.get(UNLOCK), "/accounts/login/?next=%2Fsetting%2F")


def test_unlocking_gives_no_more_than_the_eight_hours(sits_here, clock):
    started = sits_here.session[sitting.STARTED]
    clock.shift(LATE)
    sits_here.get("/setting/")
    unlock(sits_here)
    assert sits_here.session[sitting.STARTED] == started


def test_a_leaver_cannot_unlock(sits_here, manager):
    sits_here.post("/accounts/lock/")
    manager.is_active, manager.left_at = False, timezone.now()
    manager.save()
    assert unlock(sits_here).url.startswith("/accounts/login/")
    assert not is_signed_in(sits_here)


def test_sessions_whose_time_is_over_are_cleared_away_at_the_next_sign_in(clock, practitioner):
    Client().force_login(practitioner)
    clock.shift(timedelta(hours=9))
    Client().force_login(practitioner)
    assert Session.objects.count() == 1

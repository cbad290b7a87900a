"""Somebody is called away from the screen, and comes back to what they were writing."""

import re

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from neston_sharing.staff import sitting
from tests.factories import PASSWORD

MINUTE = 60_000


def unlocks(visitor):
    return visitor.fill(password=PASSWORD).press("Unlock")


def test_one_tap_locks_and_the_text_is_there_again(visitor, manager):
    visitor.sign_in(manager.email).go("/setting/").fill(address="12 Low Road, not finis")
    visitor.press("Lock").sees("This screen is locked").sees_no("12 Low Road")
    unlocks(visitor).is_at("/setting/").sees("What you were writing is here again")
    expect(visitor.page.locator("[name=address]")).to_have_value("12 Low Road, not finis")
    visitor.fill(name="Neston").press("Save details")
    visitor.sees("The setting's details are saved")


def test_a_page_that_nobody_uses_warns_and_then_locks_itself(visitor, manager):
    visitor.page.clock.install()
    visitor.sign_in(manager.email).go("/setting/").fill(address="12 Low Road")
    visitor.page.clock.run_for(13 * MINUTE + 6_000)
    warning = visitor.page.get_by_role("alertdialog")
    expect(warning).to_contain_text("locks in two minutes")
    visitor.look()
    visitor.button("Stay signed in").click()
    expect(warning).to_have_count(0)
    expect(visitor.page.locator("[name=address]")).to_have_value("12 Low Road")
    with visitor.page.expect_navigation():
        visitor.page.clock.run_for(15 * MINUTE + 6_000)
    visitor.sees("This screen is locked")
    unlocks(visitor).sees("What you were writing is here again")
    expect(visitor.page.locator("[name=address]")).to_have_value("12 Low Road")


def test_a_page_that_asks_again_by_itself_warns_at_the_same_time(visitor, manager):
    visitor.sign_in(manager.email)
    session = SessionStore(session_key=Session.objects.get().session_key)
    session[sitting.SEEN] -= sitting.IDLE - sitting.WARNED
    session.save()
    visitor.page.goto(visitor.page.url + "?by_itself=1")
    warning = visitor.page.get_by_role("alertdialog")
    expect(warning).to_be_visible()
    with visitor.page.expect_response("**/accounts/stay/"):
        visitor.button("Stay signed in").click()
    visitor.page.reload()
    expect(visitor.page.locator("[data-idle]")).to_have_attribute("data-idle-for", re.compile("^.?.$"))
    expect(warning).to_have_count(0)


def test_a_second_tab_locks_with_the_first(visitor, manager):
    visitor.sign_in(manager.email).go("/setting/").fill(address="In the first tab")
    second = visitor.page.context.new_page()
    second.goto("/staff/me/")
    second.get_by_role("button", name="Lock", exact=True).click()
    expect(visitor.page.locator("main")).to_contain_text("This screen is locked", timeout=15_000)
    unlocks(visitor).sees("What you were writing is here again")

"""Whoever sees more than their own children proves twice who they are."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from neston_sharing.audit.models import Entry
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.models import Setting
from neston_sharing.staff import second_factor as own
from neston_sharing.staff.actions import take_away_second_factor
from neston_sharing.staff.second_factor import SecondFactor, use_up
from tests.at_once import at_once
from tests.factories import PASSWORD, UserFactory
from tests.factories.staff import SECRET, passkey, second_factor

pytestmark = pytest.mark.second_factor
INDEX = "/accounts/second-factor/"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def code(secret=SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def wrong() -> str:
    """A code that no clock near this moment shows."""
    near = {format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + n)) for n in range(-2, 3)}
    return next(f"{n:06}" for n in range(6) if f"{n:06}" not in near)


def sign_in(client, user):
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


def give(client, number):
    return client.post(f"{INDEX}sign-in/", {"code": number})


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


# Who needs one


@pytest.mark.parametrize("role", ["lead", "deputy", "manager", "officer", "auditor", "helper"])
def test_whoever_sees_more_than_their_own_children_goes_no_further_without_one(client, db, role):
    client.force_login(UserFactory(roles=[role]))
    for path in ("/", "/staff/me/", "/staff/"):
        assertRedirects(client.get(path), INDEX)
    assert client.post("/setting/", {"name": "X"}).url == INDEX


def test_whoever_has_to_set_one_up_is_told_that_nothing_else_opens_and_sent_nowhere_else(client, manager, practitioner):
    said = "Until you have one, no other page opens"
    client.force_login(manager)
    page = client.get("/refer/", follow=True)
    assertContains(page, said)
    assertNotContains(page, "Your own page")
    client.force_login(practitioner)
    assertNotContains(client.get(INDEX), said)
    assertContains(client.get(INDEX), "Your own page")


def test_a_practitioner_does_without(client, practitioner):
    client.force_login(practitioner)
    assert client.get("/staff/me/").status_code == 200


def test_a_practitioner_who_leads_too_does_not(client, db):
    client.force_login(UserFactory(roles=["practitioner", "lead"]))
    assertRedirects(client.get("/"), INDEX)


def test_demonstration_data_does_not_demand_it_and_says_so_on_every_page(client, manager):
    Setting.objects.create(pk=1, name="Dovecote", demonstration=True)
    client.force_login(manager)
    assertContains(client.get("/staff/me/"), "No second factor is asked for here")


def test_real_data_says_nothing_of_the_kind(client, practitioner):
    client.force_login(practitioner)
    assertNotContains(client.get("/staff/me/"), "No second factor")


def test_one_can_sign_out_and_lock_without_one(client, manager):
    client.force_login(manager)
    assert client.post("/accounts/lock/").url.startswith("/accounts/unlock/")
    client.force_login(manager)
    client.post("/accounts/logout/")
    assert not is_in(client)


def test_somebody_with_one_goes_on(client, manager):
    second_factor(manager)
    client.force_login(manager)
    assert client.get("/staff/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, manager):
    second_factor(manager).delete()
    client.force_login(manager)
    assertRedirects(client.get("/"), INDEX)


# Signing in


def test_signing_in_takes_the_code_too(client, manager):
    second_factor(manager)
    assertRedirects(sign_in(client, manager), f"{INDEX}sign-in/")
    assert not is_in(client)
    assertContains(give(client, wrong()), "This code is not right")
    assertRedirects(give(client, code()), "/", fetch_redirect_response=False)
    assert is_in(client)


def comes_in_with(user, number) -> bool:
    client = Client()
    sign_in(client, user)
    give(client, number)
    return is_in(client)


def test_a_recovery_code_lets_one_in_once(manager):
    second_factor(manager)
    recovery = Authenticator.objects.get(user=manager, type="recovery_codes").wrap().get_unused_codes()[0]
    assert (comes_in_with(manager, recovery), comes_in_with(manager, recovery)) == (True, False)


def test_a_code_of_the_app_lets_one_in_once_wherever_it_is_given(clock, manager):
    """Nor after a restart or at another node, which remember nothing, nor when it is half a minute old."""
    second_factor(manager)
    shown = code()
    assert comes_in_with(manager, shown)
    cache.clear()
    assert not comes_in_with(manager, shown)
    clock.shift(35)
    assert not comes_in_with(manager, shown)


def test_nor_does_one_that_was_shown_before_it(clock, manager):
    second_factor(manager)
    before = code()
    clock.shift(30)
    assert comes_in_with(manager, code())
    assert not comes_in_with(manager, before)


def test_the_next_code_lets_one_in_again(clock, manager):
    second_factor(manager)
    assert comes_in_with(manager, code())
    clock.shift(30)
    assert comes_in_with(manager, code())


def test_a_code_given_twice_counts_as_a_wrong_one(clock, manager):
    second_factor(manager)
    shown = code()
    comes_in_with(manager, shown)
    cache.clear()
    comes_in_with(manager, shown)
    assert Entry.objects.filter(event="second_factor_failed", actor=manager).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_those_who_give_a_code_at_the_same_moment_one_comes_in(manager, monkeypatch):
    factor, shown = second_factor(manager), code()
    steps = own._steps_of
    monkeypatch.setattr(own, "_steps_of", lambda *given: time.sleep(0.1) or steps(*given))
    answers = at_once(4, lambda: use_up(factor, shown))
    assert sorted(answers) == [False, False, False, True]


def test_five_wrong_codes_shut_out_like_five_wrong_passwords(client, manager):
    UserFactory(roles=["manager"])
    second_factor(manager)
    sign_in(client, manager)
    for _ in range(5):
        give(client, wrong())
    assertContains(give(client, code()), "too many wrong codes")
    assert Entry.objects.filter(event="second_factor_failed", actor=manager).count() == 5


def test_the_locked_screen_opens_with_the_password_alone(client, manager):
    """The second factor was given in this browser within these eight hours."""
    second_factor(manager)
    sign_in(client, manager)
    give(client, code())
    client.post("/accounts/lock/")
    client.post("/accounts/unlock/", {"password": PASSWORD})
    assert client.get("/staff/").status_code == 200


# Setting up


def test_an_app_is_set_up_with_a_code_and_gives_recovery_codes(client, manager, django_capture_on_commit_callbacks):
    sign_in(client, manager)
    page = client.get(f"{INDEX}app/")
    assertContains(page, "QR code")
    secret = client.session[SECRET_SESSION_KEY]
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(f"{INDEX}app/", {"code": code(secret)})
    assertRedirects(done, f"{INDEX}codes/")
    assertContains(client.get(f"{INDEX}codes/"), "10 of 10 are left")
    assert client.get("/staff/").status_code == 200
    assert Entry.objects.filter(event="second_factor_added", actor=manager).exists()
    assert not use_up(Authenticator.objects.get(user=manager, type="totp"), code(secret))


def test_who_came_in_before_with_a_password_alone_is_out_once_it_is_set_up(
    client, manager, django_capture_on_commit_callbacks
):
    """It is not they who set it up, if somebody else knows the password."""
    before = Client()
    for each in (before, client):
        sign_in(each, manager)
    client.get(f"{INDEX}app/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{INDEX}app/", {"code": code(client.session[SECRET_SESSION_KEY])})
    assert is_in(client)
    assert client.get("/staff/").status_code == 200
    assertRedirects(before.get("/staff/"), "/accounts/login/?next=/staff/")


def test_a_sign_in_that_waits_for_its_factor_ends_when_the_password_is_changed(client, manager):
    second_factor(manager)
    sign_in(client, manager)
    manager.set_password("seven tall green hats")
    manager.save()
    assertContains(client.post(f"{INDEX}sign-in/", {"code": code()}, follow=True), "The password was changed meanwhile")
    assert not is_in(client)


def test_another_factor_beside_it_signs_nobody_out(client, manager):
    second_factor(manager)
    elsewhere = Client()
    elsewhere.force_login(manager)
    assert not own.is_first(passkey(manager))
    assert elsewhere.get("/staff/").status_code == 200


def test_setting_up_asks_for_the_password_again_where_it_was_not_just_given(client, manager):
    with time_machine.travel(timezone.now() - timedelta(minutes=6)):
        client.force_login(manager)
    assert client.get(f"{INDEX}app/").url.startswith("/accounts/again/")
    assertContains(client.get("/accounts/again/"), "Show that it is you")


def test_removing_the_last_one_asks_for_a_new_one_at_once(client, manager):
    second_factor(manager)
    sign_in(client, manager)
    give(client, code())
    client.get("/staff/")
    client.post(f"{INDEX}app/remove/")
    assertRedirects(client.get("/staff/"), INDEX)


def test_its_secret_stands_nowhere_in_the_database_as_it_is(manager):
    second_factor(manager)
    assert SECRET not in str(list(Authenticator.objects.values("data")))


def test_with_another_key_no_code_lets_anybody_in(client, manager, settings):
    second_factor(manager)
    settings.SECRET_KEY = "another"
    assert SecondFactor().decrypt(Authenticator.objects.get(type="totp").data["secret"]) != SECRET
    sign_in(client, manager)
    give(client, code())
    assert not is_in(client)


@pytest.mark.parametrize("path", ["", "app/", "passkeys/add/", "codes/"])
def test_the_pages_of_the_second_factor(client, manager, path):
    second_factor(manager)
    sign_in(client, manager)
    give(client, code())
    assert client.get(f"{INDEX}{path}", follow=True).status_code == 200


# A lost one


def test_a_manager_takes_away_what_somebody_lost(client, manager, practitioner):
    second_factor(practitioner)
    second_factor(manager)
    client.force_login(manager)
    assertRedirects(client.post(f"/staff/{practitioner.pk}/second-factor/"), practitioner.get_absolute_url())
    assert not Authenticator.objects.filter(user=practitioner).exists()
    assert Entry.objects.filter(event="second_factor_taken_away", actor=manager, object_id=practitioner.pk).exists()


def test_nobody_takes_away_their_own(manager):
    second_factor(manager)
    with pytest.raises(Refusal, match="your own"):
        take_away_second_factor(by=manager, user=manager)


def test_the_command_line_helps_the_last_manager(manager, capsys):
    second_factor(manager)
    call_command("take_away_second_factor", "robin@example.org")
    assert not Authenticator.objects.filter(user=manager).exists()
    with pytest.raises(CommandError):
        call_command("take_away_second_factor", "robin@example.org")
    with pytest.raises(CommandError):
        call_command("take_away_second_factor", "nobody@example.org")


NO_PASSKEYS = ("0", "false", "{}", "[" * 3_000, '{"id": "x"}', '{"id": "eA", "rawId": "eA", "response": {}, "type": 1}')


@pytest.mark.parametrize("credential", NO_PASSKEYS)
def test_what_no_passkey_gave_sets_up_none(client, db, credential):
    user = UserFactory(roles=["manager"])
    sign_in(client, user)
    page = f"{INDEX}passkeys/add/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"name": "Mine", "credential": credential}).status_code == 200
    assert not Authenticator.objects.filter(user=user).exists()


@pytest.mark.parametrize("credential", NO_PASSKEYS)
def test_what_no_passkey_gave_lets_nobody_in(client, db, credential):
    user = UserFactory(roles=["manager"])
    second_factor(user)
    sign_in(client, user)
    assert client.post(f"{INDEX}sign-in/", {"credential": credential}).status_code == 200
    assert not is_in(client)

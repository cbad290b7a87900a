import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.urls import NoReverseMatch, reverse
from pytest_django.asserts import assertContains, assertRedirects

from neston_sharing import settings as product
from neston_sharing.audit.models import Entry
from neston_sharing.staff.models import User
from tests.factories import PASSWORD, ChildFactory, UserFactory

LOGIN = "/accounts/login/"


def sign_in(client, email, password=PASSWORD, to=""):
    return client.post(LOGIN + (f"?next={to}" if to else ""), {"login": email, "password": password})


def test_passwords_are_kept_with_argon2(practitioner, settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS  # as they are, not as other tests have them
    practitioner.set_password(PASSWORD)
    assert identify_hasher(practitioner.password).algorithm == "argon2"


def test_signing_in_comes_back_to_the_page_asked_for(client, practitioner):
    asked = client.get("/staff/me/")
    assert asked.url == f"{LOGIN}?next=/staff/me/"
    assertRedirects(sign_in(client, practitioner.email, to="/staff/me/"), "/staff/me/")


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", r"/\evil.example", "javascript:x"])
def test_signing_in_never_leads_elsewhere(client, practitioner, elsewhere):
    assert sign_in(client, practitioner.email, to=elsewhere).url == "/"


def test_an_address_is_known_in_capitals_too(client, practitioner):
    assert sign_in(client, "Sio@Example.ORG").status_code == 302


def words_of(response) -> str:
    return response.content.decode().partition("<main")[2].partition("<form")[0]


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client, practitioner):
    known = sign_in(client, practitioner.email, "not the password")
    unknown = sign_in(client, "nobody@example.org", "not the password")
    assertContains(known, "do not go together")
    assert words_of(known) == words_of(unknown)


def test_a_leaver_is_answered_like_a_stranger(client, db):
    leaver = UserFactory(is_active=False, left_at="2026-11-01T12:00Z")
    assert words_of(sign_in(client, leaver.email)) == words_of(sign_in(client, "nobody@example.org"))


def test_tries_at_one_address_are_limited_and_then_even_the_right_password_waits(client, practitioner):
    for _ in range(5):
        sign_in(client, practitioner.email, "wrong")
    assertContains(sign_in(client, practitioner.email), "too many tries")


def test_a_forwarded_address_does_not_give_more_tries(client, db):
    answers = [
        client.post(LOGIN, {"login": f"p{n}@example.org", "password": "x"}, headers={"x-forwarded-for": f"10.0.0.{n}"})
        for n in range(11)
    ]
    assertContains(answers[-1], "too many tries")


def test_signing_out_takes_a_post(client, practitioner):
    client.force_login(practitioner)
    assertContains(client.get("/accounts/logout/"), "Sign out?")
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password"])
def test_nothing_else_of_allauth_has_an_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "path", [LOGIN, "/accounts/password/reset/", "/accounts/code/", "/accounts/inactive/", "/health/"]
)
def test_what_opens_before_signing_in(client, db, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/staff/", "/staff/me/", "/staff/invite/", "/setting/", "/accounts/password/change/"]
)
def test_everything_else_asks_to_sign_in_first(client, db, path):
    assertRedirects(client.get(path), f"{LOGIN}?next={path}")


def test_changing_the_password_asks_for_the_old_one_and_signs_out_elsewhere(client, practitioner):
    client.force_login(practitioner)
    elsewhere = type(client)()
    elsewhere.force_login(practitioner)
    new = {"password1": "seven tall green hats", "password2": "seven tall green hats"}
    refused = client.post("/accounts/password/change/", {"oldpassword": "wrong", **new})
    assertContains(refused, "not the password that you use now")
    assertRedirects(client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new}), "/staff/me/")
    assert elsewhere.get("/staff/me/").status_code == 302


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("short", "too short"),
        ("password1234", "too common"),
        ("siobhán o'neill", "too similar"),
        ("robin hale 2026", "too close to a name"),
        ("AmeliaOHartley1", "too close to a name"),
    ],
)
def test_poor_passwords_are_refused(client, manager, practitioner, password, because):
    client.force_login(practitioner)
    ChildFactory(given_names="Amelia", family_name="O'Hartley")
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assertContains(client.post("/accounts/password/change/", data), because)


def test_somebody_without_a_password_cannot_sign_in(client, db):
    invited = User.objects.create_user("new@example.org", name="New")
    assert sign_in(client, invited.email, "").status_code == 200
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db(transaction=True)
def test_where_it_cannot_be_put_on_record_nobody_is_signed_in(client, monkeypatch):
    """The session, its entry and the time of it are one transaction: with the disk full there is none of them."""

    def full(*args, **kwargs):
        raise DatabaseError("database or disk is full")

    person = UserFactory(roles=["practitioner"])
    monkeypatch.setattr(Entry, "save", full)
    with pytest.raises(DatabaseError):
        sign_in(client, person.email)
    assert not Session.objects.exists()
    assert User.objects.get(pk=person.pk).last_login is None

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.once import new_key
from neston_sharing.staff.actions import accept_invitation, deactivate, invite, invite_again, set_up
from neston_sharing.staff.models import OneTimeCode, RoleHolding, User
from tests.factories import UserFactory

GIVEN = {"name": "Noor D'Arcy", "email": "Noor@Example.org", "post": "Room leader", "roles": ["practitioner", "lead"]}
PASSWORD = {"password1": "seven tall green hats", "password2": "seven tall green hats"}


@pytest.fixture
def invitation(manager):
    return invite(by=manager, **GIVEN)


def link(invitation) -> str:
    return f"/staff/invitations/{invitation.code}/"


def test_an_invited_person_is_on_the_list_without_a_password(invitation, manager):
    user = User.objects.get(email="noor@example.org")
    assert (user.name, user.post, user.is_invited) == ("Noor D'Arcy", "Room leader", True)
    assert user.role_names == {"practitioner", "lead"}
    assert {holding.granted_by for holding in user.holdings.all()} == {manager}


def test_the_link_is_shown_once(as_manager):
    shown = as_manager.post("/staff/invite/", GIVEN, follow=True)
    assertContains(shown, "Noor D&#x27;Arcy is invited")
    assertContains(shown, "http://testserver/staff/invitations/")
    again = as_manager.get(shown.request["PATH_INFO"])
    assert again.url == User.objects.get(email="noor@example.org").get_absolute_url()


def test_a_double_click_invites_one_person(as_manager):
    form = GIVEN | {"key": new_key()}
    first, second = as_manager.post("/staff/invite/", form), as_manager.post("/staff/invite/", form)
    assert first.url == second.url
    assert User.objects.filter(name=GIVEN["name"]).count() == 1


def test_only_the_digest_of_a_code_is_kept(invitation):
    kept = OneTimeCode.objects.values().get()
    assert invitation.code not in map(str, kept.values())


@pytest.mark.parametrize("missing", ["name", "email", "roles"])
def test_an_invitation_needs_a_name_an_address_and_a_role(as_manager, missing):
    response = as_manager.post("/staff/invite/", {k: v for k, v in GIVEN.items() if k != missing})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [missing]


@pytest.mark.parametrize("forged", [{"roles": ["superuser"]}, {"name": "x" * 10_000}, {"email": "a\x00@example.org"}])
def test_forged_invitations_are_refused(as_manager, forged):
    assert as_manager.post("/staff/invite/", GIVEN | forged).status_code == 422
    assert User.objects.count() == 1


def test_one_address_is_invited_once_however_it_is_written(invitation, as_manager):
    response = as_manager.post("/staff/invite/", GIVEN | {"email": "NOOR@example.org"})
    assertContains(response, "is on the staff list already", status_code=422)
    assertContains(response, "Room leader", status_code=422)


def test_a_leaver_is_let_back_in_rather_than_invited(invitation, as_manager, manager):
    deactivate(by=manager, user=invitation.user)
    assertContains(as_manager.post("/staff/invite/", GIVEN), "has left", status_code=422)


def test_a_role_that_the_table_has_not_cannot_be_given(manager):
    with pytest.raises(Refusal, match="roles on this page"):
        invite(by=manager, **GIVEN | {"roles": ["superuser"]})


def test_whoever_is_invited_is_greeted_chooses_a_password_and_is_in(client, invitation):
    assertContains(client.get(link(invitation)), "Welcome, Noor D&#x27;Arcy")
    assertRedirects(client.post(link(invitation), PASSWORD), "/", fetch_redirect_response=False)
    assert client.session["_auth_user_id"] == str(invitation.user.pk)


def test_an_invitation_works_once(client, invitation):
    client.post(link(invitation), PASSWORD)
    stranger = type(client)()
    assertContains(stranger.get(link(invitation)), "does not work", status_code=404)
    assertContains(stranger.post(link(invitation), PASSWORD), "does not work", status_code=404)
    with pytest.raises(Refusal, match="was used"):
        accept_invitation(code=invitation.code, password="another long password")


def test_a_double_click_on_the_welcome_page_is_led_on(client, invitation):
    form = PASSWORD | {"key": new_key()}
    assert client.post(link(invitation), form).url == client.post(link(invitation), form).url == "/"


def test_an_invitation_ends_after_seven_days(client, invitation):
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert client.get(link(invitation)).status_code == 404
        assert client.post(link(invitation), PASSWORD).status_code == 404
    assert User.objects.get(pk=invitation.user.pk).is_invited


@pytest.mark.parametrize("code", ["NOPE", "x" * 500, "%00", "é'"])
def test_a_strange_code_is_told_nothing(client, db, code):
    assert client.get(f"/staff/invitations/{code}/").status_code == 404


def test_mistyped_passwords_are_sent_back_and_the_invitation_still_works(client, invitation):
    response = client.post(link(invitation), PASSWORD | {"password2": "other"})
    assertContains(response, "Type the same password in both boxes", status_code=422)
    assert client.get(link(invitation)).status_code == 200


def test_a_new_link_stops_the_old_one(client, manager, invitation):
    again = invite_again(by=manager, user=invitation.user)
    assert client.get(link(invitation)).status_code == 404
    assert client.get(link(again)).status_code == 200


def test_nobody_who_is_in_gets_a_new_link(manager, practitioner):
    with pytest.raises(Refusal, match="come in already"):
        invite_again(by=manager, user=practitioner)


def test_a_leaver_cannot_use_an_invitation(client, manager, invitation):
    deactivate(by=manager, user=invitation.user)
    assert client.get(link(invitation)).status_code == 404


def test_the_page_warns_whoever_is_signed_in(as_manager, invitation):
    assertContains(as_manager.get(link(invitation)), "Robin Hale is signed in on this computer")
    as_manager.post(link(invitation), PASSWORD)
    assert as_manager.session["_auth_user_id"] == str(invitation.user.pk)


def test_the_link_is_sent_where_email_is_configured(as_manager, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_CONFIGURED = True
    with django_capture_on_commit_callbacks(execute=True):
        as_manager.post("/staff/invite/", GIVEN)
    assert mail.outbox[0].to == ["noor@example.org"]
    assert "/staff/invitations/" in mail.outbox[0].body
    assert "Noor" not in mail.outbox[0].body + mail.outbox[0].subject


def test_the_set_up_names_the_setting_and_invites_the_first_manager(client, db):
    first = set_up(setting_name="St Winifred's", manager_name="Robin Hale", manager_email="robin@example.org")
    assert Setting.objects.current().name == "St Winifred's"
    assert first.user.role_names == {"manager"}
    assertContains(client.get(link(first)), "Welcome, Robin Hale")


def test_an_installation_is_set_up_once(manager):
    with pytest.raises(Refusal, match="already"):
        set_up(setting_name="Other", manager_name="Eve", manager_email="eve@example.org")
    assert not Setting.objects.exists()


@pytest.mark.parametrize("role", ["practitioner", "lead", "deputy", "officer", "auditor", "helper"])
def test_only_managers_keep_the_staff_list(client, db, role):
    client.force_login(UserFactory(roles=[role]))
    other = UserFactory()
    paths = ["", "invite/", *(f"{other.pk}/{page}" for page in ("", "roles/", "code/", "deactivate/", "reactivate/"))]
    assert {client.get(f"/staff/{path}").status_code for path in paths} == {403}
    assert client.post("/staff/invite/", GIVEN).status_code == 403
    assert RoleHolding.objects.count() == 1

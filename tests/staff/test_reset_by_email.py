import re

import pytest
from django.core import mail
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from neston_sharing.foundation.details import change_setting
from neston_sharing.staff.actions import deactivate
from neston_sharing.staff.models import User
from tests.factories import UserFactory

RESET, DONE = "/accounts/password/reset/", "/accounts/password/reset/done/"
NEW = {"password1": "seven tall green hats", "password2": "seven tall green hats"}


@pytest.fixture
def by_email(settings):
    settings.EMAIL_CONFIGURED = True


def link_in(message) -> str:
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def test_without_email_the_page_says_to_ask_a_manager(client, practitioner):
    assertContains(client.get(RESET), "Ask a manager of your setting for a code")
    assertRedirects(client.post(RESET, {"email": practitioner.email}), RESET)
    assert mail.outbox == []


def test_the_link_sets_a_password_once(client, by_email, practitioner):
    client.post(RESET, {"email": "Sio@Example.org"})
    link = link_in(mail.outbox[0])
    form = client.get(link, follow=True)
    assertRedirects(client.post(form.request["PATH_INFO"], NEW), "/accounts/password/reset/key/done/")
    practitioner.refresh_from_db()
    assert practitioner.check_password(NEW["password1"])
    assertContains(client.get(link, follow=True), "This link does not work")


def test_known_and_unknown_addresses_are_answered_alike(client, by_email, practitioner):
    known = client.post(RESET, {"email": practitioner.email})
    unknown = client.post(RESET, {"email": "nobody@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url) == (302, DONE)
    assert [len(mail.outbox), len({message.subject for message in mail.outbox})] == [2, 1]


def test_the_email_names_the_setting_and_nobody(client, by_email, practitioner):
    change_setting(by=None, name="St Winifred's")
    client.post(RESET, {"email": practitioner.email})
    message = mail.outbox[0]
    assert message.subject == "A new password for St Winifred's"
    assert "St Winifred's" in message.body
    assert practitioner.name not in message.body


def test_a_link_dies_when_its_owner_leaves(client, by_email, manager, practitioner):
    client.post(RESET, {"email": practitioner.email})
    deactivate(by=manager, user=practitioner)
    assertContains(client.get(link_in(mail.outbox[0]), follow=True), "This link does not work")


def test_an_invitation_that_waits_cannot_be_passed_by(client, by_email, db):
    User.objects.create_user("new@example.org", name="New")
    client.post(RESET, {"email": "new@example.org"})
    assert "/key/" not in mail.outbox[0].body


def test_mail_that_fails_breaks_no_page_and_tells_nothing(client, by_email, practitioner, monkeypatch, caplog):
    monkeypatch.setattr(
        "django.core.mail.EmailMessage.send", lambda *a, **k: (_ for _ in ()).throw(OSError("no route"))
    )
    assertRedirects(client.post(RESET, {"email": practitioner.email}), DONE)
    assert practitioner.email not in caplog.text


def test_tries_are_limited_for_each_address(client, by_email, practitioner):
    answers = [client.post(RESET, {"email": practitioner.email}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_a_stranger_sees_no_page_of_the_staff_list(client, db):
    assertNotContains(client.get(RESET), UserFactory().name)

"""The digest tells managers and leads how much needs attention, by e-mail, and names nobody."""

from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from neston_sharing.audit.events import record_event
from neston_sharing.operations import digest
from neston_sharing.staff.actions import deactivate
from tests.factories import ChildFactory, FamilyLinkFactory, UserFactory, VisitFactory, decisions
from tests.factories.copies import CopyRequestFactory
from tests.factories.visits import ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def configured(settings):
    settings.EMAIL_CONFIGURED = True


def send() -> str:
    out = StringIO()
    call_command("send_digest", stdout=out)
    return out.getvalue()


def test_it_counts_and_names_nobody(configured, mailoutbox):
    manager = UserFactory(roles=["manager"])
    link = FamilyLinkFactory(child__given_names="Amelia", child__family_name="Quillfeather")
    send()
    (mail,) = mailoutbox
    said = mail.subject + mail.body
    assert mail.to == [manager.email]
    assert "1  Registrations not signed" in said
    names = (link.child.given_names, link.child.family_name, link.parent.given_names, link.child.reference)
    assert not [name for name in names if name in said]


def test_it_tells_the_officer_of_a_referral_that_nobody_backed_in_time_and_of_nothing_else(configured, mailoutbox):
    officer = UserFactory(roles=["officer"])
    FamilyLinkFactory()
    with time_machine.travel("2026-11-20 11:00Z"):
        decisions.referred()
    send()
    (mail,) = mailoutbox
    assert mail.to == [officer.email]
    assert mail.body.count("  ") == 1
    assert "1  Referrals that nobody backed in person in time" in mail.body


def test_it_counts_the_visitors_who_were_not_signed_out(configured, mailoutbox):
    UserFactory(roles=["manager"])
    visit = VisitFactory(arrived_at=ago(days=1))
    send()
    (mail,) = mailoutbox
    assert "1  Visitors who were not signed out" in mail.body
    assert visit.professional.name not in mail.body


def test_it_says_that_the_log_was_found_changed_until_it_is_whole(configured, mailoutbox):
    UserFactory(roles=["manager"])
    record_event("log_found_changed", by=None)
    send()
    record_event("log_verified", by=None)
    send()
    assert ["1  The audit log was changed" in mail.body for mail in mailoutbox] == [True]


def test_it_counts_the_copies_that_families_asked_for(configured, mailoutbox):
    request = CopyRequestFactory(recorded_by=UserFactory(roles=["manager"]))
    send()
    (mail,) = mailoutbox
    assert "1  Copies that families asked for" in mail.body
    assert request.child.family_name not in mail.body


def test_it_goes_to_those_who_read_every_file_and_to_no_leaver(configured, mailoutbox):
    ChildFactory()
    leads = {UserFactory(roles=[role]).email for role in ("manager", "lead", "deputy")}
    UserFactory(roles=["auditor"])
    leaver = UserFactory(roles=["manager"])
    deactivate(by=UserFactory(roles=["helper"]), user=leaver)
    send()
    assert {mail.to[0] for mail in mailoutbox} == leads


def test_nothing_is_sent_where_nothing_waits(configured, mailoutbox):
    UserFactory(roles=["manager"])
    assert "0 sent" in send()
    assert mailoutbox == []


def test_without_e_mail_it_says_what_to_set(settings, mailoutbox):
    settings.EMAIL_CONFIGURED = False
    with pytest.raises(CommandError, match="EMAIL_URL"):
        send()


def test_one_that_cannot_be_sent_does_not_stop_the_others_and_is_logged_without_the_address(
    configured, monkeypatch, caplog
):
    ChildFactory()
    people = [UserFactory(roles=["manager"]) for _ in range(2)]
    monkeypatch.setattr(digest, "send_mail", lambda *args: (_ for _ in ()).throw(OSError(people[0].email)))
    with pytest.raises(CommandError, match="2 could not be sent"):  # or the timer would be content
        send()
    assert len(caplog.records) == 2
    assert people[0].email not in caplog.text

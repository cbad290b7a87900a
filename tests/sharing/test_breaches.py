"""A disclosure that went wrong: noted, recalled, and the regulator told within 72 hours (UK GDPR Art. 33)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from neston_sharing.foundation.actions import Refusal
from sharing.actions.breaches import note_breach, take_breach_step
from sharing.breach_clock import Clock
from sharing.models import Breach, Disclosure
from sharing.waiting.follow_up import went_wrong
from sharing.waiting.groups import fetch_listed
from tests.factories import UserFactory, decisions

KNOWN = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)


@pytest.fixture
def disclosure(db) -> Disclosure:
    return decisions.disclose(decisions.to_disclose(), shared_at=timezone.now() - timedelta(hours=80))


@pytest.fixture
def manager(db):
    return UserFactory(roles=["manager"])


def noted(disclosure, **facts) -> Breach:
    said = {"kind": "wrong_person", "known_at": timezone.now() - timedelta(hours=2), "what": "A wrong address"}
    said |= {"whose": "Hers", "consequences": "A stranger read it"}
    return note_breach(by=disclosure.shared_by, disclosure=disclosure, **said | facts)


def step(breach, by, kind, **facts):
    said = {"happened_at": timezone.now(), "text": "Done", "who": "The ICO"}
    return take_breach_step(by=by, breach=breach, kind=kind, **said | facts)


# --- The clock ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hours", "words", "colour"),
    [
        (0, "72 hours left", "amber"),
        (47.5, "24 hours left", "amber"),
        (48, "24 hours left", "red"),
        (70.5, "1 hour left", "red"),
        (71.5, "less than an hour left", "red"),
        (72, "Overdue by less than an hour", "red"),
        (100, "Overdue by 28 hours", "red"),
    ],
)
def test_the_hours_are_counted_down_over_nights_and_weekends(hours, words, colour):
    clock, now = Clock(KNOWN), KNOWN + timedelta(hours=hours)
    assert words in clock.words(now)
    assert clock.colour(now) == colour


@given(st.timedeltas(timedelta(), timedelta(days=30)), st.timedeltas(timedelta(), timedelta(days=30)))
def test_an_answer_stops_the_clock_and_is_late_after_72_hours(answered, now):
    clock = Clock(KNOWN, KNOWN + answered)
    assert clock.is_late == (answered > timedelta(hours=72))
    assert "left" not in clock.words(KNOWN + now)


# --- What is recorded -----------------------------------------------------------------------------------------------
def shown(listed):
    return fetch_listed({"it": listed})["it"]


def test_it_waits_on_the_home_page_until_the_regulator_is_told(disclosure, manager):
    breach = noted(disclosure)
    (task,) = shown(went_wrong(manager)).tasks
    assert breach.reference in task.title
    step(breach, manager, "recall")
    assert shown(went_wrong(manager))
    step(breach, manager, "regulator_told", their_reference="IC-1")
    assert shown(went_wrong(manager)) is None


@pytest.mark.parametrize("kind", ["regulator_not_told", "people_not_told"])
def test_not_to_tell_is_decided_by_the_management_team_with_its_reason(disclosure, manager, kind):
    breach = noted(disclosure)
    with pytest.raises(Refusal, match="a deputy or a manager to decide"):
        step(breach, disclosure.shared_by, kind)
    with pytest.raises(Refusal, match="Say"):
        step(breach, manager, kind, text="")
    assert step(breach, manager, kind)


def test_told_late_it_says_why(disclosure, manager):
    breach = noted(disclosure, known_at=timezone.now() - timedelta(hours=79))
    with pytest.raises(Refusal, match="say why it was late"):
        step(breach, manager, "regulator_told", text=" ")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "x"}, "Choose what went wrong"),
        ({"what": " "}, "Say what happened"),
        ({"whose": ""}, "Say whose data"),
        ({"consequences": ""}, "what could come of it"),
        ({"known_at": timezone.now() + timedelta(days=1)}, "now or earlier"),
        ({"known_at": timezone.now() - timedelta(days=9)}, "It went out on"),
    ],
)
def test_a_breach_note_is_whole(disclosure, facts, words):
    with pytest.raises(Refusal, match=words):
        noted(disclosure, **facts)


def test_only_who_sees_the_decision_notes_it(disclosure):
    with pytest.raises(Refusal, match="Tell the designated safeguarding lead"):
        note_breach(
            by=UserFactory(roles=["practitioner"]),
            disclosure=disclosure,
            kind="lost",
            known_at=timezone.now(),
            what="It",
            whose="Hers",
            consequences="None",
        )


def test_the_database_refuses_to_know_before_it_went_out(disclosure):
    with pytest.raises(IntegrityError, match="before it went out"), transaction.atomic():
        decisions.went_wrong(disclosure, known_at=disclosure.shared_at - timedelta(hours=1))


def test_the_pages_lead_from_the_decision_to_the_note_and_what_was_done(client, disclosure):
    client.force_login(disclosure.shared_by)
    address = reverse("sharing:breach-new", args=[disclosure.pk])
    assert address in client.get(disclosure.decision.get_absolute_url()).content.decode()
    now = f"{timezone.localtime():%d/%m/%Y %H:%M}"
    said = {"kind": "lost", "known_at": now, "what": "Lost", "whose": "Hers", "consequences": "None yet"}
    assert client.post(address, {}).status_code == 422
    page = client.post(address, said).url
    client.post(f"{page}steps/new/", {"kind": "recall", "happened_at": now, "who": "Jo", "text": "Sent back"})
    shown = client.get(page).content.decode()
    for words in ("71 hours left", "Sent back", "Lost", "None yet"):
        assert words in shown
    assert Breach.objects.get().reference in client.get(reverse("sharing:breaches")).content.decode()
    client.force_login(UserFactory(roles=["practitioner"]))
    assert client.get(page).status_code == 404

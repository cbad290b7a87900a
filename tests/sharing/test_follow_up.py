"""What came of a sharing: news, chased, escalated, and the steps of the recipient's protocol ticked off."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consent.models import Exclusion
from neston_sharing.foundation.actions import Refusal
from sharing.actions.follow_up import take_step, tell_what_came
from sharing.models import ProtocolStepTaken, ReferralNews
from sharing.waiting.groups import waiting_for
from tests.factories import AgencyFactory, DecisionFactory, ProtocolVersionFactory, UserFactory
from tests.factories import decisions as build
from tests.factories.agencies import adopted
from tests.factories.follow_up import news, protocol_step, taken

pytestmark = pytest.mark.django_db
FRIDAY = "2026-11-20 15:00Z"


def tell(decision, kind="acknowledged", **facts):
    said = {"who": "Mark Lowry", "text": "They have it", "happened_at": timezone.now()}
    return tell_what_came(**{"by": decision.started_by, "decision": decision, "kind": kind} | said | facts)


def waits(user):
    groups = waiting_for(user)
    return [task for group in groups if group.title == "Shared, but did it arrive?" for task in group.tasks]


@pytest.fixture
def referred():
    """A referral of Friday, to which nobody has answered."""
    with time_machine.travel(FRIDAY):
        return build.referred()


# --- News ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "nonsense"}, "Choose what happened"),
        ({"kind": "reference"}, "their reference"),
        ({"who": " "}, "with whom"),
        ({"text": " "}, "what was said"),
        ({"happened_at": timezone.now() + timedelta(days=400)}, "now or earlier"),
        ({"happened_at": timezone.now() - timedelta(days=4000)}, "It went out on"),
    ],
)
def test_what_is_missing_is_said(facts, words):
    with pytest.raises(Refusal, match=words):
        tell(build.referred(), **facts)


def test_there_is_no_news_of_what_was_not_shared():
    for decision in (build.to_disclose(), build.not_shared(), DecisionFactory()):
        with pytest.raises(Refusal, match="nothing went out"):
            tell(decision)


def test_the_database_refuses_news_of_what_was_not_shared_and_from_before():
    with pytest.raises(IntegrityError, match="only of what was shared"), transaction.atomic():
        news(build.to_disclose())
    with pytest.raises(IntegrityError, match="only of what was shared"), transaction.atomic():
        news(build.referred(), happened_at=timezone.now() - timedelta(days=2))


def test_what_happened_in_the_minute_in_which_it_went_out_is_news():
    decision = build.referred()
    shared_at = decision.disclosures.get().shared_at
    row = tell(decision, happened_at=shared_at.replace(second=0, microsecond=0))
    assert row.happened_at == shared_at


def test_exclusion_beats_every_role():
    decision, lead = build.referred(), UserFactory(roles=["lead"])
    row = news(decision)
    assert ReferralNews.objects.visible_to(lead).about_child(decision.child).get() == row
    Exclusion.objects.create(child=decision.child, user=lead, reason="Family", set_by=decision.started_by)
    assert not ReferralNews.objects.visible_to(lead).exists()
    with pytest.raises(Refusal):
        tell(decision, by=lead)


# --- Chasing -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("moment", "words", "kind"),
    [
        ("2026-11-21 12:00Z", "Chase it on 23 November 2026", ""),
        ("2026-11-23 09:00Z", "Chase it today", "amber"),
        ("2026-11-24 09:00Z", "Overdue: chase it since 23 November 2026", "red"),
    ],
)
def test_it_is_chased_on_the_next_working_day(referred, moment, words, kind):
    with time_machine.travel(moment):
        for person in (referred.started_by, UserFactory(roles=["lead"]), UserFactory(roles=["manager"])):
            (task,) = waits(person)
            assert (task.status, task.kind) == (words, kind)


@pytest.mark.parametrize(
    ("moment", "words", "kind"),
    [
        ("2026-11-23 17:00Z", "Escalate it on 24 November 2026", ""),
        ("2026-11-24 09:00Z", "Escalate it today", "amber"),
        ("2026-11-25 09:00Z", "Overdue: escalate it since 24 November 2026", "red"),
    ],
)
def test_a_working_day_after_a_chase_it_is_escalated(referred, moment, words, kind):
    with time_machine.travel("2026-11-23 16:00Z"):
        tell(referred, "chased")
    with time_machine.travel(moment):
        (task,) = waits(referred.started_by)
        assert (task.status, task.kind) == (words, kind)
        assert ("kind=escalated" in task.url) == bool(kind)


@pytest.mark.parametrize("kind", ["reference", "acknowledged", "outcome"])
def test_whatever_they_said_is_an_answer_and_nobody_asks_whether_it_arrived(referred, kind):
    tell(referred, kind, their_reference="DX 1234")
    assert not waits(referred.started_by)


def test_a_record_that_it_arrived_is_an_answer(referred):
    build.arrive(referred.disclosures.get())
    assert not waits(referred.started_by)


def test_what_went_out_again_since_waits_for_an_answer_of_its_own(referred):
    with time_machine.travel("2026-11-23 09:00Z"):
        tell(referred)
    with time_machine.travel("2026-11-24 09:00Z"):
        build.disclose(referred)
        assert len(waits(referred.started_by)) == 1


# --- Protocols -----------------------------------------------------------------------------------------------------
@pytest.fixture
def step(referred):
    return protocol_step(referred.agency)


def tick(decision, step, **facts):
    return take_step(
        **{"by": decision.started_by, "decision": decision, "step": step, "taken_at": timezone.now()} | facts
    )


def test_a_step_is_ticked_off_once(referred, step):
    tick(referred, step)
    with pytest.raises(Refusal, match="ticked off already"):
        tick(referred, step)
    with pytest.raises(IntegrityError), transaction.atomic():
        taken(referred, step)


def test_only_steps_of_the_recipients_protocol_are_taken(referred):
    another = protocol_step(AgencyFactory(kind="gp"))
    with pytest.raises(Refusal, match="followed now"):
        tick(referred, another)
    with pytest.raises(IntegrityError, match="with the recipient"), transaction.atomic():
        taken(referred, another)


def test_a_step_of_a_draft_is_not_taken(referred):
    draft = ProtocolVersionFactory(protocol__kind=referred.agency.kind).steps.get()
    with pytest.raises(Refusal, match="followed now"):
        tick(referred, draft)
    with pytest.raises(IntegrityError, match="adopted protocol"), transaction.atomic():
        taken(referred, draft)


def test_nothing_is_ticked_off_what_was_abandoned_or_is_still_to_come(referred, step):
    with pytest.raises(Refusal, match="now or earlier"):
        tick(referred, step, taken_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refusal, match="cannot tick off"):
        tick(build.abandoned(agency=referred.agency), step)


def test_a_tick_keeps_its_version_though_a_newer_one_was_adopted(referred, step):
    tick(referred, step)
    newer = adopted(ProtocolVersionFactory(protocol=step.version.protocol, number=2)).steps.get()
    shown = list(ProtocolStepTaken.objects.steps_of(referred))
    assert [(row, row.is_followed, bool(row.taken_at)) for row in shown] == [(newer, True, False), (step, False, True)]
    with pytest.raises(Refusal, match="followed now"):
        tick(build.referred(agency=referred.agency), step)


# --- Pages ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def maker(client, referred):
    client.force_login(referred.started_by)
    return referred.started_by


def test_what_came_is_recorded_once_and_stands_on_the_decision(client, referred, maker):
    address = reverse("sharing:follow-up-new", args=[referred.reference])
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"kind": "reference", "happened_at": "1/1/2020 10:00"}).status_code == 422
    said = {"kind": "chased", "who": "Siobhán O'Neill", "text": "No answer"}
    said |= {"happened_at": f"{timezone.localtime():%d/%m/%Y %H:%M}", "key": "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e14"}
    first, second = (client.post(address, said) for _ in range(2))
    assert first.url == second.url
    assert ReferralNews.objects.count() == 1
    shown = client.get(referred.get_absolute_url()).content.decode()
    assert "Siobhán O&#x27;Neill" in shown
    assert "Nobody has answered yet" in shown
    assert "Ask for the next one up" in shown


def test_a_decision_of_which_nothing_went_out_has_no_such_page(client):
    decision = build.to_disclose()
    client.force_login(decision.started_by)
    assert client.get(reverse("sharing:follow-up-new", args=[decision.reference])).status_code == 404


def test_a_step_is_ticked_off_on_the_decisions_page(client, referred, maker, step):
    address = reverse("sharing:protocol-step", args=[referred.reference, step.pk])
    assert address in client.get(referred.get_absolute_url()).content.decode()
    said = {"taken_at": f"{timezone.localtime():%d/%m/%Y %H:%M}", "note": "The duty desk's line"}
    done = client.post(address, said)
    assert done.url.startswith(referred.get_absolute_url())
    shown = client.get(referred.get_absolute_url()).content.decode()
    assert address not in shown
    assert "The duty desk&#x27;s line" in shown
    assert client.get(address).url == done.url


def test_at_question_7_a_step_is_ticked_off_and_what_was_typed_is_still_there(client):
    draft = build.decide_to_share(build.answered_in_public_interest())
    step = protocol_step(draft.agency)
    client.force_login(draft.started_by)
    page = reverse("sharing:question", args=[draft.reference, 7])
    assert f'value="step {step.pk}"' in client.get(page).content.decode()
    gone = client.post(page, {"first": f"step {step.pk}", "reason": "All of it is needed"})
    assert gone.url == reverse("sharing:protocol-step", args=[draft.reference, step.pk])
    back = client.post(gone.url, {"taken_at": f"{timezone.localtime():%d/%m/%Y %H:%M}"})
    assert back.url == page
    assert "All of it is needed" in client.get(page).content.decode()

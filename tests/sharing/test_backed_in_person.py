"""A referral is backed in person within one working day: counted down, then escalated, and what was late says why."""

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from consent.models import Exclusion
from neston_sharing.foundation.actions import Refusal
from sharing.actions.back_up import agree, disagree
from sharing.models import Decision, Verdict
from sharing.presenters import present
from sharing.waiting.decisions import how_many_overdue
from sharing.waiting.groups import waiting_for
from tests.factories import UserFactory, decisions

pytestmark = pytest.mark.django_db

GROUP = "Referrals to back in person"
CHRISTMAS_EVE, THE_NEXT, TOO_LATE = "2026-12-24 11:00Z", "2026-12-29 16:00Z", "2026-12-30 08:00Z"


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def referral():
    with time_machine.travel(CHRISTMAS_EVE):
        return decisions.referred()


def waits(person):
    return [row for group in waiting_for(person) if group.title == GROUP for row in group.tasks]


def agreed(by, decision, **more):
    return agree(by=by, decision=decision, no_conflict=True, **more)


@pytest.mark.parametrize(
    ("moment", "words", "kind"),
    [
        (CHRISTMAS_EVE, "To be backed by Tuesday 29 December 2026", "amber"),
        ("2026-12-28 12:00Z", "To be backed by Tuesday 29 December 2026", "amber"),
        (THE_NEXT, "To be backed today", "amber"),
        (TOO_LATE, "Overdue since 29 December 2026", "red"),
    ],
)
def test_it_is_counted_down_over_bank_holidays(referral, manager, moment, words, kind):
    with time_machine.travel(moment):
        (row,) = waits(manager)
        assert (row.status, row.kind) == (words, kind)


def test_past_the_day_it_is_escalated_to_the_officer_who_may_answer_it(client, referral, officer):
    client.force_login(officer)
    with time_machine.travel(THE_NEXT):
        assert not Decision.objects.visible_to(officer).exists()
        assert not waits(officer)
    with time_machine.travel(TOO_LATE):
        (row,) = waits(officer)
        assert how_many_overdue(officer) == 1
        client.force_login(officer)
        assert client.get(row.url).url == reverse("sharing:interest", args=[referral.reference])
        decisions.declare(referral, by=officer)
        assert client.get(row.url).status_code == 200
        agreed(officer, referral, late_why="Nobody of the management team is back before Monday")
        assert Decision.objects.visible_to(officer).get() == referral  # what they answered they keep in sight
        assert not waits(officer)


def test_an_officer_who_is_excluded_from_the_child_never_sees_it(referral, officer):
    Exclusion.objects.create(child=referral.child, user=officer, reason="His son", set_by=referral.started_by)
    with time_machine.travel(TOO_LATE):
        assert not waits(officer)


def test_a_late_answer_says_what_kept_it(referral, manager):
    with time_machine.travel(TOO_LATE):
        for answer in (agree, disagree):
            with pytest.raises(Refusal, match="what kept it") as refused:
                answer(by=manager, decision=referral, no_conflict=True, comment="I was told")
            assert refused.value.field == "late_why"
        agreed(manager, referral, late_why=" Snowed in ")
    event = present(Decision.objects.for_presenting().get()).back_up[-1]
    assert "One working day late: Snowed in" in event.text


def test_an_answer_in_time_is_not_late(referral, manager):
    with time_machine.travel(THE_NEXT):
        assert agreed(manager, referral, late_why="It was not").late_why == ""


def test_only_what_was_referred_at_once_can_be_late(manager):
    sent = decisions.with_management()
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(
            decision=sent,
            submission=sent.submissions.get(),
            verdict="backed",
            no_conflict=True,
            late_why="Late",
            recorded_by=manager,
        )


def test_the_page_counts_down_and_asks_why_once_it_is_late(client, referral, manager):
    page = reverse("sharing:back-up", args=[referral.reference])
    for moment, asked in ((THE_NEXT, False), (TOO_LATE, True)):
        with time_machine.travel(moment):
            client.force_login(manager)
            shown = client.get(page).content.decode()
            assert ("What kept it so long?" in shown) is asked
    with time_machine.travel(TOO_LATE):
        said = {"verdict": "agreed", "no_conflict": "on", "comment": ""}
        assert client.post(page, said).status_code == 422
        assert client.post(page, said | {"late_why": "Snowed in"}).status_code == 302


def test_whoever_backed_it_by_word_of_mouth_is_said_to_confirm_it(manager):
    referral = decisions.referred(verbal_backer=manager)
    agreed(manager, referral)
    event = present(Decision.objects.for_presenting().get()).back_up[-1]
    assert event.title == "Answer in person of whoever backed it by word of mouth"

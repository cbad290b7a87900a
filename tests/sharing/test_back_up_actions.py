"""No decision is one person's (policy, part 2): who backs, what they back, and what it does."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from neston_sharing.foundation.actions import Refusal
from sharing.actions.back_up import agree, back, disagree, give_back
from sharing.models import Answer, Decision, Maker, Verdict
from tests.factories import ConsentStatementFactory, UserFactory, decisions
from tests.factories import back_up as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


@pytest.fixture
def sent():
    return factory.sent()


def backed(decision, by, **kwargs):
    return back(**{"by": by, "decision": decision, "version": decision.version, "no_conflict": True, **kwargs})


def test_backed_it_is_recorded_at_the_same_moment(sent, manager):
    verdict = backed(sent, manager, comment=" Agreed ")
    sent.refresh_from_db()
    assert (sent.recorded_at, verdict.comment, verdict.recorded_by) == (verdict.recorded_at, "Agreed", manager)
    assert Decision.objects.with_state_facts().get(pk=sent.pk).state == Decision.State.TO_DISCLOSE


def test_backed_without_its_recording_leaves_no_verdict(sent, manager, monkeypatch):
    monkeypatch.setattr(Decision, "save", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        backed(sent, manager)
    assert not Verdict.objects.exists()


def test_returned_it_goes_back_to_its_makers_with_the_comment(sent, manager):
    give_back(by=manager, decision=sent, version=sent.version, no_conflict=True, comment="Who checked the number?")
    assert Decision.objects.with_state_facts().get(pk=sent.pk).state == Decision.State.RETURNED
    assert sent.verdicts.get().comment == "Who checked the number?"


@pytest.mark.parametrize("comment", ["", "  \n "])
def test_returning_it_takes_a_comment(sent, manager, comment):
    with pytest.raises(Refusal, match="what has to change") as refused:
        give_back(by=manager, decision=sent, version=sent.version, no_conflict=True, comment=comment)
    assert refused.value.field == "comment"


def test_the_database_records_no_departure_from_a_court_order_without_legal_advice(manager):
    decision = decisions.send(decisions.decline(decisions.answered_by_duty("court-order")))
    with pytest.raises(IntegrityError, match="legal advice"), transaction.atomic():
        decisions.back(decision, by=manager)
    decision.refresh_from_db()
    for name, value in decisions.legal_advice_of(timezone.localdate()).items():
        setattr(decision, name, value)
    assert decisions.back(decision, by=UserFactory(roles=["lead"])).recorded_at


# --- Never a maker ------------------------------------------------------------------------------------------------
def starts(decision, user):
    Decision.objects.filter(pk=decision.pk).update(started_by=user)


def answers(decision, user):
    Answer.objects.filter(decision=decision, question=2).update(answered_by=user)


def decides(decision, user):
    Decision.objects.filter(pk=decision.pk).update(decided_by=user)


def once_had_a_hand(decision, user):
    Maker.objects.create(decision=decision, recorded_by=user)


HANDS = [starts, answers, decides, once_had_a_hand]


@pytest.mark.parametrize("has_a_hand", HANDS)
def test_a_maker_cannot_back_it(sent, manager, has_a_hand):
    has_a_hand(sent, manager)
    with pytest.raises(Refusal, match="You had a hand in this decision"):
        backed(sent, manager)


@pytest.mark.parametrize("has_a_hand", HANDS)
def test_the_database_refuses_a_maker_as_backer(sent, manager, has_a_hand):
    has_a_hand(sent, manager)
    with pytest.raises(IntegrityError, match="that they made"), transaction.atomic():
        Verdict.objects.create(
            decision=sent, submission=sent.submissions.get(), verdict="backed", no_conflict=True, recorded_by=manager
        )


def test_the_database_refuses_to_record_what_nobody_backed(sent):
    sent.recorded_at = sent.started_at
    with pytest.raises(IntegrityError, match="recorded by a manager's back-up"), transaction.atomic():
        sent.save()


# --- Who else cannot, and what is not backed ------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["practitioner", "auditor", "helper"])
def test_only_the_management_team_backs(sent, role):
    with pytest.raises(Refusal, match="not yours to back"):
        backed(sent, UserFactory(roles=[role]))


def test_the_officer_backs_what_was_sent_to_them_and_nothing_else(sent):
    officer = UserFactory(roles=["officer"])
    with pytest.raises(Refusal, match="not yours to back"):
        backed(sent, officer)
    asked = factory.sent_to_officer()
    assert backed(asked, officer).recorded_by == officer


def test_an_officer_asked_once_does_not_back_what_is_sent_to_management_next(sent, manager):
    officer = UserFactory(roles=["officer"])
    asked = factory.sent_to_officer()
    give_back(by=officer, decision=asked, version=asked.version, no_conflict=True, comment="Add the reason")
    decisions.send(asked)
    with pytest.raises(Refusal, match="not yours to back"):
        backed(asked, officer)


def test_what_changed_since_it_was_read_is_not_backed(sent, manager):
    with pytest.raises(Refusal, match="changed since you opened this page"):
        backed(sent, manager, version=sent.version - 1)
    assert not Verdict.objects.exists()


def test_it_is_answered_once(sent, manager):
    backed(sent, manager)
    with pytest.raises(Refusal, match="somebody has answered it"):
        backed(sent, UserFactory(roles=["lead"]))


def test_a_draft_is_not_backed(manager):
    with pytest.raises(Refusal, match="does not wait"):
        backed(decisions.answered_with_consent(), manager)


def test_who_has_a_conflict_leaves_it_to_another(sent, manager):
    with pytest.raises(Refusal, match="no conflict of interest") as refused:
        backed(sent, manager, no_conflict=False)
    assert refused.value.field == "no_conflict"


def test_a_consent_that_was_withdrawn_since_is_not_backed(sent, manager):
    consent = sent.answers.get(question=4).consent
    ConsentStatementFactory(
        child=sent.child, parent=consent.parent, statement="withdrawn", about=consent, reason="Changed her mind"
    )
    with pytest.raises(Refusal, match="no longer complete"):
        backed(sent, manager)


# --- Of a referral, afterwards ----------------------------------------------------------------------------------------
def test_agreeing_with_a_referral_leaves_it_shared(manager):
    referral = decisions.referred()
    agree(by=manager, decision=referral, no_conflict=True)
    assert Decision.objects.with_state_facts().get(pk=referral.pk).state == Decision.State.SHARED


def test_disagreeing_undoes_nothing_and_reaches_the_officer(manager):
    referral, officer = decisions.referred(), UserFactory(roles=["officer"])
    assert not Decision.objects.visible_to(officer).exists()
    disagree(by=manager, decision=referral, no_conflict=True, comment="A call to the parents was enough")
    assert Decision.objects.disagreements_for(officer).get() == referral
    decisions.declare(referral, by=officer)
    now = Decision.objects.visible_to(officer).with_state_facts().get()
    assert (now.state, now.disclosures.count()) == (Decision.State.SHARED, 1)


def test_disagreeing_takes_reasons(manager):
    with pytest.raises(Refusal, match="why you disagree"):
        disagree(by=manager, decision=decisions.referred(), no_conflict=True, comment=" ")


def test_who_referred_cannot_agree_with_themselves():
    referral = decisions.referred(started_by=UserFactory(roles=["manager"]))
    with pytest.raises(Refusal, match="You had a hand"):
        agree(by=referral.started_by, decision=referral, no_conflict=True)


def test_a_referral_is_agreed_with_and_a_decision_backed_not_the_other_way_round(sent, manager):
    referral = decisions.referred()
    with pytest.raises(Refusal, match="was referred at once"):
        backed(referral, manager)
    with pytest.raises(Refusal, match="was not referred at once"):
        agree(by=manager, decision=sent, no_conflict=True)

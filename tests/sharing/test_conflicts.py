"""Conflicts of interest are declared before a backer reads; conflicts of view go to the officer with both views."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from neston_sharing.foundation.actions import Refusal
from sharing.actions.add import add
from sharing.actions.back_up import back, disagree, give_back
from sharing.actions.interest import declare
from sharing.actions.send import send_to_management
from sharing.models import Decision, Declaration, Verdict
from sharing.presenters import present
from sharing.waiting.groups import waiting_for
from tests.factories import UserFactory, decisions
from tests.factories import back_up as factory

pytestmark = pytest.mark.django_db

WHAT_LEAVES = "Her speech is clear to us"


@pytest.fixture
def manager():
    return UserFactory(name="Morag Adeyemi", roles=["manager"])


@pytest.fixture
def officer():
    return UserFactory(roles=["officer"])


@pytest.fixture
def returned(manager):
    """Of which the manager said what has to change."""
    return decisions.give_back(factory.sent(), by=manager)


def titles(user) -> list[str]:
    return [group.title for group in waiting_for(user)]


def page(name, decision) -> str:
    return reverse(f"sharing:{name}", args=[decision.reference])


def sent_again(decision, **facts):
    return send_to_management(by=decision.holder, decision=decision, **facts)


def backs(by, decision, **facts) -> Verdict:
    return back(**{"by": by, "decision": decision, "version": decision.version, "no_conflict": True, **facts})


# --- Conflicts of interest -------------------------------------------------------------------------------------------
def test_the_officer_sees_the_minimum_until_they_declare_that_they_have_none(client, officer):
    decision = factory.sent_to_officer()
    client.force_login(officer)
    assert client.get(page("decision", decision)).status_code == 404
    assert client.get(page("back-up", decision)).url == page("interest", decision)
    shown = client.get(page("interest", decision)).content.decode()
    assert decision.child.name in shown
    assert WHAT_LEAVES not in shown
    assert client.post(page("interest", decision), {"has_conflict": "no"}).url == page("back-up", decision)
    assert WHAT_LEAVES in client.get(page("back-up", decision)).content.decode()


@pytest.mark.parametrize("role", ["manager", "officer"])
def test_who_declares_a_conflict_backs_nothing_and_sees_no_more_of_it(client, role):
    decision, person = factory.sent_to_officer(), UserFactory(roles=[role])
    other = UserFactory(name="Siobhan Kelly", roles=["lead"])
    client.force_login(person)
    assert client.post(page("interest", decision), {"has_conflict": "yes"}).status_code == 422
    said = {"has_conflict": "yes", "text": "My son is his friend"}
    assert "It waits for: Siobhan Kelly." in client.post(page("interest", decision), said, follow=True).content.decode()
    assert "Decisions to back" not in titles(person)
    for name in ("decision", "back-up", "interest"):
        assert client.get(page(name, decision)).status_code == 404
    with pytest.raises(Refusal):
        backs(person, decision)
    assert backs(other, decision)


def test_the_database_refuses_the_verdict_of_who_has_a_conflict(manager):
    sent = factory.sent()
    decisions.declare(sent, by=manager, conflict="Her aunt")
    with pytest.raises(IntegrityError, match="conflict of interest"), transaction.atomic():
        decisions.back(sent, by=manager)


def test_where_nobody_else_can_answer_it_says_whom_to_turn_to(client, manager):
    decision = factory.sent()
    client.force_login(manager)
    said = {"has_conflict": "yes", "text": "Her aunt"}
    assert "ask the LADO" in client.post(page("interest", decision), said, follow=True).content.decode()


def test_interest_is_declared_once_in_what_waits_and_by_nobody_else(manager):
    decision = factory.sent()
    declare(by=manager, decision=decision, has_conflict=False)
    with pytest.raises(Refusal, match="said this already"):
        declare(by=manager, decision=decision, has_conflict=True, text="Her aunt")
    for person, what in ((decision.started_by, decision), (manager, decisions.DecisionFactory())):
        with pytest.raises(Refusal, match="does not wait for your answer"):
            declare(by=person, decision=what, has_conflict=False)
    assert Declaration.objects.count() == 1


def test_an_officer_who_declared_goes_on_to_the_referral_that_a_backer_opposed_and_adds_their_view(client, officer):
    referral = decisions.referred()
    disagree(by=UserFactory(roles=["manager"]), decision=referral, no_conflict=True, comment="A call was enough")
    client.force_login(officer)
    assert client.post(page("interest", referral), {"has_conflict": "no"}).url == page("decision", referral)
    assert "Referrals that a backer disagreed with" in titles(officer)
    add(by=officer, decision=referral, text="I would have referred too", reason="Both views are before me")
    assert "Referrals that a backer disagreed with" not in titles(officer)


# --- Returned and answered -------------------------------------------------------------------------------------------
def test_what_was_returned_is_answered_in_words_and_the_thread_keeps_both(returned):
    with pytest.raises(Refusal, match="Answer what management asked"):
        sent_again(returned)
    sent_again(returned, note="Priya did, at ten")
    thread = present(Decision.objects.for_presenting().get()).back_up
    assert [(event.title, event.text.split("\n")[0]) for event in thread] == [
        ("Sent to management", "For today if possible"),
        ("Answer of management", "Say who checked the number"),
        ("Answered, and sent again to management", "Priya did, at ten"),
    ]


# --- Conflicts of view -----------------------------------------------------------------------------------------------
def test_makers_who_stand_by_it_go_to_the_officer_and_no_other_manager_answers(returned, officer, manager):
    sent_again(returned, note="She is safe with it", stands_by=True)
    assert "Decisions to back" in titles(officer)
    assert "Decisions to back" in titles(manager)  # who returned it may give way
    other = UserFactory(roles=["lead"])
    assert "Decisions to back" not in titles(other)
    with pytest.raises(Refusal, match="not yours to back"):
        backs(other, Decision.objects.get())


def test_the_officer_reads_both_views_and_says_why(client, returned, officer):
    sent_again(returned, note="She is safe with it", stands_by=True)
    decision = Decision.objects.get()
    decisions.declare(decision, by=officer)
    client.force_login(officer)
    shown = client.get(page("back-up", decision)).content.decode()
    for words in ("Two views of this decision", "Say who checked the number", "She is safe with it", "Morag Adeyemi"):
        assert words in shown
    with pytest.raises(Refusal, match="Say why"):
        backs(officer, decision)
    assert backs(officer, decision, comment="The makers know her best")
    thread = present(Decision.objects.for_presenting().get()).back_up
    assert thread[2].title == "Its makers stand by it: to the committee's designated officer, with both views"


def test_the_officer_may_return_it_too(returned, officer):
    sent_again(returned, note="She is safe with it", stands_by=True)
    decision = Decision.objects.get()
    give_back(by=officer, decision=decision, version=decision.version, no_conflict=True, comment="Not by telephone")
    assert Decision.objects.with_state_facts().get().state == Decision.State.RETURNED


def test_nobody_stands_by_it_before_management_spoke_or_where_no_officer_can_look(returned, officer):
    with pytest.raises(Refusal, match="send it to them first"):
        sent_again(factory.whole(), note="We insist", stands_by=True)
    officer.is_active = False
    officer.left_at = returned.started_at
    officer.save()
    with pytest.raises(Refusal, match="Nobody of the committee") as refused:
        sent_again(returned, note="She is safe with it", stands_by=True)
    assert refused.value.field == "stands_by"


def test_the_database_takes_two_views_only_after_a_return_and_in_words():
    with pytest.raises(IntegrityError, match="what management returned"), transaction.atomic():
        decisions.stand_by(factory.whole())
    returned = decisions.returned()
    with pytest.raises(IntegrityError), transaction.atomic():
        returned.submissions.create(stands_by=True, to_officer=True, recorded_by=returned.started_by)


def test_the_check_page_offers_to_stand_by_it_after_a_return_only(client, returned, officer):
    client.force_login(returned.holder)
    assert "stand by it" in client.get(page("check", returned)).content.decode()
    posted = {"version": returned.version, "note": "She is safe with it", "stands_by": "on"}
    assert client.post(page("check", returned), posted).status_code == 302
    assert Decision.objects.get().submissions.last().stands_by


# --- Departing from a duty -------------------------------------------------------------------------------------------
def test_a_departure_from_a_duty_stands_out_before_whoever_backs_it(client, manager):
    decision = decisions.send(decisions.decline(decisions.answered_by_duty()))
    client.force_login(manager)
    assert "This departs from a duty to share" in client.get(page("back-up", decision)).content.decode()
    outcome = {fact.key: fact.value for fact in present(Decision.objects.for_presenting().get()).outcome}
    assert outcome["Departs from"] == str(decision.answers.get(question=5).duty)

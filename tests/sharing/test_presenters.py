"""Presenters say everything of a decision once, in words, whatever asks: page, check page, back-up page, PDF."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sharing.models import Decision
from sharing.presenters import present
from sharing.presenters.words import Fact
from tests.factories import ChildFactory, DecisionFactory, decisions

pytestmark = pytest.mark.django_db


def shown(decision):
    return present(Decision.objects.for_presenting().get(pk=decision.pk))


def said(facts) -> dict:
    return {fact.key: fact.value for fact in facts}


@pytest.mark.parametrize(
    ("build", "word", "kind"),
    [
        (DecisionFactory, "Draft", "grey"),
        (decisions.abandoned, "Abandoned", "grey"),
        (decisions.with_management, "With management", "blue"),
        (decisions.returned, "Returned", "amber"),
        (decisions.referred, "Referred, to be backed", "red"),
        (decisions.to_disclose, "Backed, to be shared", "amber"),
        (decisions.shared, "Shared", "green"),
        (decisions.not_shared, "Not shared", "grey"),
    ],
)
def test_every_state_has_its_word_and_colour(build, word, kind):
    assert (shown(build()).state.word, shown(Decision.objects.get()).state.kind) == (word, kind)


def test_asked_and_offered_name_the_recipient_by_their_part():
    asked, offered = DecisionFactory(), DecisionFactory(initiative="offered")
    assert "Who asks" in said(shown(asked).facts)
    assert said(shown(offered).facts)["Whom we would tell"] == str(offered.agency)


def test_consent_relied_on_is_said_with_who_when_and_of_what():
    decision = decisions.answered_with_consent()
    consent = decision.answers.get(question=4).consent
    words = said(shown(decision).questions[3].details)["Consent relied on"]
    assert consent.parent.name in words
    assert "Speech and language" in words


def test_a_ground_is_said_with_its_evidence():
    details = said(shown(decisions.answered_in_public_interest()).questions[5].details)
    assert list(details.values()) == ["Bruises on both arms, twice this month"]


def test_the_seven_tests_are_named_as_met_or_not():
    decision = decisions.answered_with_consent()
    decisions.answer(decision, 7, "no", tests_met=["necessary", "secure"])
    details = said(shown(decision).questions[4].details)
    assert details["Tests met"] == "necessary, secure"
    assert details["Tests not met"] == "proportionate, relevant, adequate, accurate, timely"


def test_what_was_left_out_is_said_with_its_reason():
    presented = shown(decisions.with_management())
    assert [item.text for item in presented.included] == ["Her speech is clear to us"]
    assert said(presented.left_out[0].notes) == {"Left out because": "Not needed"}


def test_an_answer_can_be_changed_only_where_asked_for():
    decision = Decision.objects.for_presenting().get(pk=decisions.answered_with_consent().pk)
    assert {question.change for question in present(decision).questions} == {""}
    changes = [question.change for question in present(decision, changeable=True).questions]
    assert changes[3] == f"/decisions/{decision.reference}/questions/4/"


def changes(facts) -> dict[str, str]:
    return {fact.key: fact.change.rstrip("/").rpartition("/")[2] for fact in facts if fact.change}


def test_every_answer_can_be_changed_on_the_page_that_asks_for_it():
    decision = decisions.decide_to_share(decisions.answered_with_consent(asked_on=date(2026, 9, 1)))
    presented = present(Decision.objects.for_presenting().get(pk=decision.pk), changeable=True)
    assert changes(presented.facts) == dict.fromkeys(
        ("Who asks", "What information", "For what purpose", "Asked on"), "details"
    )
    assert changes(presented.outcome) == dict.fromkeys(("Outcome", "Reasons", "Lawful basis"), "outcome")
    assert changes(presented.family) == dict.fromkeys(("Was the family told?", "Told on", "How"), "family")
    nobodys = {fact.key for fact in presented.outcome if not fact.change}
    assert nobodys == {"What the answers allow", "On the policy's basis of", "Decided by", "Decided on"}


def test_how_it_goes_and_to_whom_stand_with_question_7_that_asks_it():
    right_way = shown(decisions.with_management()).questions[4]
    details = said(right_way.details)
    assert right_way.number == 7
    assert (details["Route"], details["How the recipient's identity is known"]) == (
        "Telephone",
        "Called back on the agency's number",
    )


def test_answers_that_the_path_skips_are_not_shown():
    decision = DecisionFactory()
    decisions.answer(decision, 1, "no")
    decisions.answer(decision, 5, "no")
    assert [question.number for question in shown(decision).questions] == [1]


def test_a_referral_without_questions_has_no_path():
    presented = shown(decisions.referred())
    assert presented.path is None
    assert said(presented.referral)["Who was tried and not reached"] == "The manager"


def test_an_abandoned_decision_says_that_its_questions_ended_there():
    decisions.answer(abandoned := DecisionFactory(), 1, "yes")
    Decision.objects.filter(pk=abandoned.pk).update(
        abandoned_at=timezone.now(), abandoned_by=abandoned.holder, abandoned_why="They no longer ask"
    )
    assert shown(abandoned).path_words[-1].startswith("Abandoned.")
    assert shown(decisions.with_management()).path_words[-1].startswith("We may share.")


def test_a_question_leads_to_its_answer_without_a_colon():
    assert Fact("Was the family told?", "Yes").lead == "Was the family told?"
    assert Fact("Told on", "1 May 2026").lead == "Told on:"


def test_history_is_newest_first_and_names_who():
    decision = decisions.shared()
    decisions.add(decision)
    history = shown(decision).history
    assert history[0].title == "Addendum"
    assert history[-1].title == "Started"
    assert [event.when for event in history] == sorted((event.when for event in history), reverse=True)
    assert "Backed" in {event.status for event in history}


def test_the_policy_that_the_decision_was_made_under_is_named():
    assert said(shown(DecisionFactory()).facts)["Made under"] == "Information Sharing Policy, adopted 16 May 2016"


def queries_to_present_all() -> int:
    with CaptureQueriesContext(connection) as queries:
        assert [present(decision) for decision in Decision.objects.for_presenting()]
    return len(queries)


def test_ten_decisions_take_no_more_queries_than_one():
    child = ChildFactory()
    decisions.add(decisions.shared(child=child))
    one = queries_to_present_all()
    for _ in range(9):
        decisions.add(decisions.shared(child=child))
    assert queries_to_present_all() == one <= 16

"""What the database itself refuses about advice, whoever writes: policies 1.7 and 2.3 on both engines."""

import pytest
from django.db import IntegrityError, connection, transaction

from consent.models import Exclusion
from sharing.models import Advice, Refiling
from sharing.timeline import timeline_of
from tests.factories import ChildFactory, DecisionFactory, UserFactory, concerns, decisions
from tests.factories.advice import AdviceAnswerFactory, AdviceFactory, advised

pytestmark = pytest.mark.django_db
FOUND = [[0, 6, "may be the child's name"]]


def refused(match: str):
    return pytest.raises(IntegrityError, match=match)


def sql(statement: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def doubted():
    """A decision whose first question is in doubt."""
    decision = DecisionFactory()
    decisions.answer(decision, 1, "not_sure")
    return decision


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"asked": ""}, "advice_says_what_was_asked"),
        ({"whom": "neighbour"}, "advice_is_sought_of_somebody"),
        ({"who": ""}, "advice_says_who_exactly"),
        ({"on_purpose": True, "whom": "police"}, "on_purpose_is_disclosed"),
        ({"kept_why": "He has to find her"}, "kept_text_counts_as_disclosed"),
        ({"found": FOUND, "identity_disclosed": True}, "advice_keeps_what_is_found_with_a_reason"),
        ({"question": 4}, "advice_at_a_question_of_a_decision"),
        ({"on_purpose": True, "identity_disclosed": True}, "on purpose to children's social care"),
    ],
)
def test_advice_that_is_not_whole(fields, constraint):
    with refused(constraint):
        AdviceFactory(**fields)


def test_nobody_seeks_advice_of_themselves():
    child = ChildFactory()
    with refused("advice_is_anothers"):
        AdviceFactory(child=child, whom="practitioner", colleague=child.key_person)


def test_an_answer_keeps_what_identifies_only_with_a_reason():
    with refused("answer_keeps_what_is_found_with_a_reason"):
        AdviceAnswerFactory(found=FOUND)


@pytest.mark.parametrize("where", ["decision", "concern"])
def test_advice_stands_at_what_is_about_the_same_child(where):
    another = DecisionFactory() if where == "decision" else concerns.ConcernFactory()
    with refused(f"Advice stands at a {where} about the same child"):
        AdviceFactory(**{where: another})


def test_advice_stands_at_the_concern_that_touches_the_child():
    linked = concerns.link(concerns.ConcernFactory())
    assert AdviceFactory(child=linked.child, concern=linked.concern).pk


def test_a_doubt_is_settled_only_by_an_answer_that_cites_advice(doubted):
    with refused("A doubt is settled by an answer that cites advice"):
        sql("UPDATE sharing_answer SET answer = 'yes' WHERE decision_id = %s", doubted.pk)
    advice = advised(doubted, 1)
    sql("UPDATE sharing_answer SET answer = 'yes', advice_id = %s WHERE decision_id = %s", advice.pk, doubted.pk)


def test_at_question_two_not_sure_is_the_cautious_yes_and_no_doubt():
    decision = DecisionFactory()
    decisions.answer(decision, 2, "not_sure")
    sql("UPDATE sharing_answer SET answer = 'no' WHERE decision_id = %s", decision.pk)


def test_an_answer_cites_no_advice_about_another_child_and_none_that_nobody_gave(doubted):
    asked = AdviceFactory(child=doubted.child, decision=doubted, question=1, recorded_by=doubted.holder)
    for advice in (AdviceAnswerFactory().advice, asked):
        with refused("cites advice that was given about the same child"):
            sql(
                "UPDATE sharing_answer SET answer = 'yes', advice_id = %s WHERE decision_id = %s", advice.pk, doubted.pk
            )


def test_who_may_read_the_file_or_holds_the_draft_sees_it(doubted):
    advice, stranger = advised(doubted, 1), UserFactory(roles=["practitioner"])
    readers = (UserFactory(roles=["lead"]), doubted.child.key_person, stranger, UserFactory(roles=["auditor"]))
    assert [bool(Advice.objects.visible_to(who)) for who in readers] == [True, True, False, False]
    doubted.holder = stranger
    doubted.save()
    assert Advice.objects.visible_to(stranger).get() == advice


@pytest.mark.parametrize("role", ["lead", "holder"])
def test_who_is_excluded_from_the_child_never_sees_it(doubted, role):
    advised(doubted, 1)
    person = doubted.holder if role == "holder" else UserFactory(roles=[role])
    assert Advice.objects.visible_to(person).exists()
    Exclusion.objects.create(child=doubted.child, user=person, reason="Her aunt", set_by=doubted.holder)
    assert not Advice.objects.visible_to(person).exists()


def told_of(advice, person) -> list[bool]:
    """Whether it is open to them, and whether the timeline of the child's file tells of it."""
    events = timeline_of(advice.child, user=person, asked={}).entries
    return [Advice.objects.visible_to(person).contains(advice), any(advice.asked in event.text for event in events)]


def test_what_was_asked_about_a_concern_is_for_whoever_handles_it_and_whoever_asked():
    """A practitioner knows that there is a concern, not what it says."""
    lead, concern = UserFactory(roles=["lead"]), concerns.ConcernFactory()
    advice = AdviceFactory(child=concern.child, concern=concern, recorded_by=lead)
    people = (lead, UserFactory(roles=["manager"]), concern.child.key_person)
    assert [told_of(advice, person) for person in people] == [[True, True], [True, True], [False, False]]
    own = AdviceFactory(child=concern.child, concern=concern, asked="Whom else?")
    assert told_of(own, concern.child.key_person) == [True, True]


def test_who_has_a_conflict_of_interest_in_a_decision_sees_no_advice_about_it(doubted):
    advice, manager = advised(doubted, 1), UserFactory(roles=["manager"])
    assert told_of(advice, manager) == [True, True]
    decisions.declare(doubted, by=manager, conflict="His brother works there")
    assert told_of(advice, manager) == [False, False]


def test_advice_goes_with_a_decision_that_was_moved_to_a_closed_record():
    moved, manager = decisions.referred(), UserFactory(roles=["manager"])
    advice = AdviceFactory(child=moved.child, decision=moved)
    right = Refiling.objects.create(
        decision=moved, child=ChildFactory(), reason="Her cousin", recorded_by=manager
    ).child
    assert told_of(advice, manager) == [True, True]
    Exclusion.objects.create(child=right, user=manager, reason="Her aunt", set_by=moved.started_by)
    assert told_of(advice, manager) == [False, False]

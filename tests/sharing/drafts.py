"""Drafts that have come some way through the questions, made by the actions themselves."""

from agencies.models import Agency
from consent.models import ConsentRecipient, Law
from sharing.actions.answer import answer_question
from sharing.actions.decide import decide_outcome
from sharing.actions.items import add_item
from sharing.actions.tell_family import tell_family
from sharing.models import Decision
from sharing.models.answer import SEVEN_TESTS
from tests.factories import AgencyFactory, ChildFactory, ConsentStatementFactory, DecisionFactory, LawFactory

OWN_ITEM = {"text": "Puts two words together", "nature": "fact", "source": "own", "about": "child", "included": True}


def answer(decision: Decision, question: int, value: str, **details) -> Decision:
    details = {"by": decision.holder, "reason": "Because", **details}
    return answer_question(decision=decision, question=question, answer=value, **details)


def draft(*answers: tuple[int, str], **facts) -> Decision:
    """A draft of a practitioner's, with these answers given in turn."""
    decision = DecisionFactory(**facts)
    for question, value in answers:
        decision = answer(decision, question, value, **DETAILS.get((question, value), {}))
    return decision


DETAILS = {(4, "refused"): {"at_risk": False}, (4, "not_sought"): {"at_risk": True}}
TO_CONSENT = ((1, "yes"), (2, "yes"), (3, "yes"))
TO_DUTY = (*TO_CONSENT, (4, "refused"))
NO_PURPOSE = ((1, "no"),)
NOT_IDENTIFIABLE = ((1, "yes"), (2, "no"))


def consent_for(child, agency: Agency, **facts):
    statement = ConsentStatementFactory(child=child, **facts)
    ConsentRecipient.objects.create(statement=statement, agency=agency, recorded_by=child.key_person)
    return statement


def with_consent() -> Decision:
    """A draft that rests on a consent on file, its outcome to be decided."""
    child, agency = ChildFactory(), AgencyFactory()
    decision = draft(*TO_CONSENT, child=child, agency=agency)
    statement = consent_for(child, agency)
    return answer(decision, 4, "in_force", at_risk=False, consent=statement, expected="Yes, she asked us to")


def by_duty(**law) -> Decision:
    """A draft that a duty says must be shared, its outcome to be decided."""
    duty = LawFactory(kind=Law.Kind.DUTY, **law)
    return answer(draft(*TO_DUTY), 5, "yes", duty=duty)


def to_share(decision: Decision | None = None) -> Decision:
    """A draft decided to be shared, question 7 to be answered."""
    decision = decision or with_consent()
    return decide_outcome(
        by=decision.holder, decision=decision, outcome="share", reason="It helps her", lawful_basis=LawFactory()
    )


def right_way(decision: Decision, **details) -> Decision:
    whole = {"tests_met": SEVEN_TESTS, "route": "telephone", "identity_known_how": "Called the number on file"}
    return answer(decision, 7, "yes", **{**whole, **details})


def told(decision: Decision) -> Decision:
    return tell_family(
        by=decision.holder, decision=decision, told=False, not_told="unsafe", why="He would harm her", version=None
    )


def whole(decision: Decision | None = None) -> Decision:
    """A draft that is complete and can be sent."""
    decision = decision or to_share()
    add_item(by=decision.holder, decision=decision, **OWN_ITEM)
    return answer(told(right_way(decision)), 8, "yes")


def not_shared() -> Decision:
    """A draft without a purpose, complete, to be sent."""
    decision = draft(*NO_PURPOSE)
    decision = decide_outcome(by=decision.holder, decision=decision, outcome="not_share", reason="No purpose")
    return answer(told(decision), 8, "yes")

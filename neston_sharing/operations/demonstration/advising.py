"""A doubt that an anonymous call to a helpline settles: whether a mother may be asked through an interpreter."""

from collections.abc import Iterator
from functools import partial

from django.utils import timezone

from neston_sharing.audit.context import acting
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story
from sharing.actions.advice import record_advice, record_advice_answer
from sharing.actions.answer import answer_question

ASKED = (
    "A mother who is new to the country speaks little English. May we ask for her consent through an interpreter, "
    "or do we wait until she can read the form herself?"
)


def advising(cast: Cast) -> Iterator[Story]:
    yield may_she_be_asked(cast)


def may_she_be_asked(cast: Cast) -> Story:
    """The lead is not sure at question 4, asks without a name, and answers as before with what she was told."""
    yield Ago(5, "15:30").on(cast.today)
    lead = cast.member("lead")
    child = cast.child("Samuel Tesfaye")
    decision = child.decisions.drafts().get()
    at_consent = partial(answer_question, by=lead, decision=decision, question=4, at_risk=False)
    with acting(lead):
        at_consent(answer="not_sure", reason="Would a yes through an interpreter be informed?")
    yield Ago(5, "15:50").on(cast.today)
    with acting(lead):
        advice = record_advice(
            by=lead,
            child=child,
            whom="helpline",
            who="Adviser on the information commissioner's helpline",
            asked=ASKED,
            sought_at=timezone.now(),
            identity=False,
            decision=decision,
            question=4,
        )
    yield Ago(4, "09:10").on(cast.today)
    with acting(lead):
        record_advice_answer(
            by=lead,
            advice=advice,
            said="Ask her, with an interpreter who is no relative, and write down who interpreted.",
            answered_at=timezone.now(),
        )
        why = "She is asked on Friday, with the council's interpreter"
        at_consent(answer="not_yet_sought", share_anyway=False, reason=why, advice=advice)

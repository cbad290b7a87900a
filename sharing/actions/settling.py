"""How a doubt is settled: "not sure" changes to an answer that cites the advice that was given (policy 1.7, 2.3).

Abandoning a decision and referring at once ask for nothing of this.
"""

from collections.abc import Iterator

from neston_sharing.foundation.actions import Refusal
from sharing.actions.given import Said
from sharing.checklist import QUESTIONS, Hold, Question
from sharing.checklist import Answer as AnswerValue
from sharing.models import Advice, Answer, Decision


def is_doubt(row: Answer | None) -> bool:
    """Whether this answer holds a decision up until somebody was asked; at questions 2 and 3 it does not."""
    if row is None or row.answer != AnswerValue.NOT_SURE:
        return False
    return isinstance(QUESTIONS[Question(row.question)].choice(row.answer).to, Hold)


def settled_by(row: Answer | None, given: Said, advice: Advice | None) -> Advice | None:
    """Give the advice that the new answer cites: the one named, else the one that was cited before."""
    if given.answer is AnswerValue.NOT_SURE:
        return None
    return advice or (row.advice if row else None)


def unsettled(draft: Decision, row: Answer | None, given: Said, cited: Advice | None) -> Iterator[Refusal]:
    """Give what is wrong with what is cited, or that nothing is."""
    if cited and not _given_about(draft).filter(pk=cited.pk).exists():
        yield Refusal("Choose advice that was given about this child", field="advice")
    if is_doubt(row) and given.answer is not AnswerValue.NOT_SURE and cited is None:
        yield _cite(_given_about(draft).exists())


def _given_about(draft: Decision):
    return Advice.objects.about_child(draft.about).answered()


def _cite(any_given: bool) -> Refusal:
    if any_given:
        return Refusal("You were not sure: choose the advice that settles it", field="advice")
    return Refusal("You were not sure: record the advice with what they said, then change the answer", field="answer")

"""Answering one of the eight questions (policy 3.5).

answer_question(by=, decision=, question=, answer=, reason="", version=None, confirmed=False, advice=None,
    **details) -> Decision

`question` is its number, `answer` a value of the checklist, `advice` what settled a doubt.
Details, each used by one question only:
    4   at_risk: bool, consent: ConsentStatement (in_force only), expected: str (in_force only),
        share_anyway: bool (not_yet_sought; true with not_sought says that we tell them instead of asking)
    5   duty: Law (yes only)
    6   grounds: iterable of {"kind", "evidence", "other_side"} (yes only; other_side only for "worse")
    7   tests_met: iterable of SEVEN_TESTS, route: str, identity_known_how: str
Raises Stale, WouldFallAway (save again with confirmed=True), TellInstead or another Refusal.
Gives the decision as it is now.
"""

from django.utils import timezone

from neston_sharing.foundation.actions import Refusal, action, refuse_all
from sharing import checklist
from sharing.actions.drafts import opened, written
from sharing.actions.falling import drop, drop_grounds, losses_of_answer, must_be_confirmed
from sharing.actions.fitting import unfit
from sharing.actions.given import Said
from sharing.actions.settling import is_doubt, settled_by, unsettled
from sharing.checklist import Question
from sharing.models import Advice, Answer, Decision, Ground
from sharing.steps import steps


@action
def answer_question(
    *,
    by,
    decision: Decision,
    question: int,
    answer: str,
    version: int | None = None,
    confirmed: bool | str = False,
    advice: Advice | None = None,
    **details,
) -> Decision:
    """Save one answer as posted; what it undoes falls away, once confirmed."""
    draft = opened(by=by, decision=decision, version=version)
    given = Said(Question(question), _taken(question, answer), **details)
    if given.question not in steps(draft):
        raise Refusal("This question is not asked now: the answers before it lead elsewhere.")
    row = next((answer for answer in draft.answers.all() if answer.question == given.question), None)
    cited = settled_by(row, given, advice)
    refuse_all((*unfit(draft, given), *unsettled(draft, row, given, cited)))
    losses = losses_of_answer(draft, given.question, given.answer)
    must_be_confirmed(losses, confirmed)
    drop(draft, losses)
    _save(draft, row or Answer(decision=draft, question=given.question.value), given, by, cited)
    return written(by=by, draft=draft)


def _taken(question: int, answer: str) -> checklist.Answer:
    try:
        return checklist.QUESTIONS[Question(question)].choice(answer).answer
    except ValueError as unknown:
        raise Refusal("Choose one of the answers", field="answer") from unknown


def _save(draft: Decision, row: Answer, given: Said, by, cited: Advice | None) -> None:
    if not (is_doubt(row) and given.answer is checklist.Answer.NOT_SURE):  # the same doubt is as old as it was
        row.answered_at = timezone.now()
    row.answer, row.reason, row.advice = given.answer.value, given.reason.strip(), cited
    row.answered_by = by
    row.at_risk, row.consent, row.expected = given.at_risk, given.consent, given.expected.strip()
    row.share_anyway = given.share_anyway
    row.duty, row.tests_met = given.duty, list(given.tests_met)
    row.save()
    if given.question is Question.PUBLIC_INTEREST:
        _save_grounds(draft, given)
    if given.question is Question.RIGHT_WAY:
        draft.route, draft.identity_known_how = given.route, given.identity_known_how.strip()


def _save_grounds(draft: Decision, given: Said) -> None:
    drop_grounds(draft)
    for ground in given.grounds:
        Ground.objects.create(decision=draft, **ground)

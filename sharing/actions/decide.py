"""The outcome: share what the answers allow, or not, with reasons (policy 2.4, 2.7).

decide_outcome(by=, decision=, outcome="share"|"not_share", reason=, lawful_basis=None, condition=None,
    departs=False, legal_advice=None, version=None, confirmed=False) -> Decision
`lawful_basis` and `condition` are rows of the law list; `departs` says aloud that a duty to share is not followed:
that takes a member of the management team, whose reason it is, and where a court ordered it `legal_advice`.
"""

from django.utils import timezone

from consent.models import Law
from neston_sharing.foundation.actions import Refusal, action
from sharing import checklist
from sharing.actions.drafts import opened, written
from sharing.actions.falling import drop, losses_of_outcome, must_be_confirmed
from sharing.actions.legal_advice import AdviceTaken, drop_advice, keep_advice
from sharing.actions.requirements import said
from sharing.checklist import Basis, Conclusion, Question
from sharing.models import Answer, Decision

# What in the law list needs a parent's word, by its codes.
CONSENT_BASIS, CONSENT_CONDITION = "consent", "explicit-consent"
SHARE, NOT_SHARE = Decision.Outcome.SHARE, Decision.Outcome.NOT_SHARE


@action
def decide_outcome(
    *,
    by,
    decision: Decision,
    outcome: str,
    reason: str,
    lawful_basis: Law | None = None,
    condition: Law | None = None,
    departs: bool = False,
    legal_advice: AdviceTaken | None = None,
    version: int | None = None,
    confirmed: bool | str = False,
) -> Decision:
    """Decide, within what the answers allow. Not sharing what they allow answers question 7: not sharing."""
    draft = opened(by=by, decision=decision, version=version)
    _must_be_allowed(draft, outcome)
    departing = draft.path.conclusion is Conclusion.MUST_SHARE and outcome == NOT_SHARE
    advice = _departure(draft, by, departs, legal_advice) if departing else None
    reason = said(reason, "Write the reasons for this outcome", "outcome_reason")
    basis = _lawful(draft, lawful_basis, condition) if outcome == SHARE else {"lawful_basis": None, "condition": None}
    losses = losses_of_outcome(draft, outcome)
    must_be_confirmed(losses, confirmed)
    drop(draft, losses)
    _answer_question_seven(draft, outcome, reason, by)
    for name, value in basis.items():
        setattr(draft, name, value)
    keep_advice(draft, advice) if advice else drop_advice(draft)
    draft.outcome, draft.outcome_reason = outcome, reason
    draft.decided_at, draft.decided_by = timezone.now(), by
    return written(by=by, draft=draft)


def _must_be_allowed(draft: Decision, outcome: str) -> None:
    conclusion = draft.path.conclusion
    if conclusion is None:
        raise Refusal("Answer the questions first: they say what may be decided.")
    if outcome not in Decision.Outcome.values:
        raise Refusal("Choose whether to share", field="outcome")
    if conclusion is Conclusion.DO_NOT_SHARE and outcome == SHARE:
        raise Refusal(
            "The answers do not allow sharing. If the facts changed, change the answer; if you are worried, refer now",
            field="outcome",
        )


def may_depart(person) -> bool:
    """A duty is departed from only with the written reason of somebody of the management team."""
    return person.has_perm("sharing.back_up")


def _departure(draft: Decision, by, departs: bool, legal_advice: AdviceTaken | None) -> AdviceTaken | None:
    """Give the legal advice to record: what a court ordered is departed from only with it."""
    if not may_depart(by):
        raise Refusal(
            "A duty requires us to share. Only the designated safeguarding lead, a deputy or a manager can depart "
            "from it, with their own written reason: hand this decision over to them",
            field="outcome",
        )
    if not departs:
        raise Refusal("A duty requires us to share. Say that you depart from it, and why", field="departs")
    return (legal_advice or AdviceTaken()) if draft.is_ordered_by_court else None


def _lawful(draft: Decision, basis: Law | None, condition: Law | None) -> dict:
    """Identifiable information goes out on one lawful basis; consent is one only where question 4 rests on it."""
    if not draft.is_identifiable:
        return {"lawful_basis": None, "condition": None}
    if basis is None or not Law.objects.lawful_bases().in_force().filter(pk=basis.pk).exists():
        raise Refusal("Choose the lawful basis: the information identifies somebody", field="lawful_basis")
    if condition and not Law.objects.conditions().in_force().filter(pk=condition.pk).exists():
        raise Refusal("Choose a condition from the list, or none", field="condition")
    if draft.path.basis is not Basis.CONSENT:
        _must_not_be_consent(basis, condition)
    return {"lawful_basis": basis, "condition": condition}


def _must_not_be_consent(basis: Law, condition: Law | None) -> None:
    if basis.means(CONSENT_BASIS):
        raise Refusal("Consent is no lawful basis here: question 4 does not rest on one", field="lawful_basis")
    if condition and condition.means(CONSENT_CONDITION):
        raise Refusal("Explicit consent does not apply: question 4 does not rest on one", field="condition")


def _answer_question_seven(draft: Decision, outcome: str, reason: str, by) -> None:
    """Keep the answer "not sharing" at question 7 in step with the outcome."""
    row = draft.answers.filter(question=Question.RIGHT_WAY).first()
    declined = outcome == NOT_SHARE and draft.path.conclusion is not Conclusion.DO_NOT_SHARE
    if not declined:
        if row and row.answer == checklist.Answer.NOT_SHARING:
            row.delete()
        return
    row = row or Answer(decision=draft, question=Question.RIGHT_WAY.value)
    row.answer, row.reason, row.answered_at, row.answered_by = (
        checklist.Answer.NOT_SHARING.value,
        reason,
        timezone.now(),
        by,
    )
    row.save()

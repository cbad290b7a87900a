"""What question 4 asks of an answer before it is saved (policy 2.4, 3.4).

Where a child might be at risk, consent is not asked for. Where it would be overridden, it is not asked for either.
Otherwise what is on file proposes the answer, and whoever answers otherwise says why.
"""

from consent import coverage
from consent.models import ConsentStatement
from neston_sharing.foundation.actions import Refusal
from sharing.actions.given import Said
from sharing.checklist import Answer
from sharing.guidance import GUIDANCE
from sharing.models import Decision

ON_FILE = (Answer.IN_FORCE, Answer.REFUSED, Answer.WITHDRAWN, Answer.PARENTS_DISAGREE, Answer.NOT_YET_SOUGHT)
"""The answers that what is on file can bear out, or not."""


class TellInstead(Refusal):
    """They would share even if it were refused: the page offers to tell the family instead of asking."""

    def __init__(self) -> None:
        super().__init__("You would share even if they refused, so do not ask: tell them instead", field="share_anyway")


def consent_must_fit(draft: Decision, given: Said) -> None:
    _must_weigh_the_risk(given)
    if given.answer is Answer.NOT_YET_SOUGHT:
        _must_be_a_real_question(given)
    if given.answer is Answer.IN_FORCE:
        _must_cover(draft, given.consent)
    _must_say_why(draft, given)
    if given.answer is Answer.IN_FORCE and not given.expected.strip():
        raise Refusal("Say whether the person would expect this sharing, and how you know", field="expected")


def proposed(draft: Decision) -> Answer:
    """The answer that what is on file bears out today."""
    return Answer(coverage.proposed_state(draft.child, draft.agency))


def answers_otherwise(answer: Answer, proposal: Answer) -> bool:
    """Whether it says of what is on file something else than what is there."""
    return answer in ON_FILE and answer is not proposal


def why_otherwise(proposal: Answer) -> str:
    return f"By what is on file, the answer is “{proposal.label}”. Why do you answer otherwise?"


def _must_weigh_the_risk(given: Said) -> None:
    if given.at_risk is None:
        raise Refusal("Say whether a child might be at risk of harm", field="at_risk")
    if given.at_risk and given.answer is not Answer.NOT_SOUGHT:
        raise Refusal(
            "A child might be at risk of harm, so consent is not asked for and nothing rests on it: "
            f"choose “{Answer.NOT_SOUGHT.label}”",
            field="answer",
        )


def _must_be_a_real_question(given: Said) -> None:
    """Nobody is asked for a consent that would be overridden."""
    if given.share_anyway is None:
        raise Refusal("Say whether you would share anyway if they refuse", field="share_anyway")
    if given.share_anyway:
        raise TellInstead


def _must_cover(draft: Decision, consent: ConsentStatement | None) -> None:
    if consent is None:
        raise Refusal(
            "Choose the consent that you rely on. If none on file covers this sharing, consent is not in force",
            field="consent",
        )
    if consent.child.one_id != draft.child.one_id:
        raise Refusal("Choose a consent for this child", field="consent")
    covered = coverage.covers(consent, draft.agency)
    if not covered.ok:
        raise Refusal(f"This consent cannot be relied on. {covered.why}", field="consent")


def _must_say_why(draft: Decision, given: Said) -> None:
    if given.reason.strip():
        return
    proposal = proposed(draft)
    if answers_otherwise(given.answer, proposal):
        raise Refusal(why_otherwise(proposal), field="reason")
    if given.answer is not Answer.IN_FORCE:
        asked = GUIDANCE[given.question].choices[given.answer].reason_asked
        raise Refusal(f"Write your reasons: {asked[0].lower()}{asked[1:]}", field="reason")

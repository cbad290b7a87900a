"""What question 4 asks of an answer before it is saved (policy 2.4, 3.4).

Where a child might be at risk, consent is not asked for. Where it would be overridden, it is not asked for either.
Otherwise what is on file proposes the answer, and whoever answers otherwise says why.
"""

from collections.abc import Iterator

from consent import coverage
from consent.models import ConsentStatement
from neston_sharing.foundation.actions import Refusal
from sharing.actions.given import Said
from sharing.checklist import Answer
from sharing.guidance import GUIDANCE
from sharing.models import Decision

ON_FILE = (Answer.IN_FORCE, Answer.REFUSED, Answer.WITHDRAWN, Answer.PARENTS_DISAGREE, Answer.NOT_YET_SOUGHT)
"""The answers that what is on file can bear out, or not."""


SAY_WHETHER_AT_RISK = "Say whether a child might be at risk of harm"
AT_RISK = (
    "A child might be at risk of harm, so consent is not asked for and nothing rests on it: "
    f"choose “{Answer.NOT_SOUGHT.label}”"
)

NOTHING_COVERS = (
    "No consent on file covers this sharing, so consent is not in force: "
    "choose another answer, or record the consent first"
)


class TellInstead(Refusal):
    """They would share even if it were refused: the page offers to tell the family instead of asking."""

    def __init__(self) -> None:
        super().__init__("You would share even if they refused, so do not ask: tell them instead", field="share_anyway")


def unfit_consent(draft: Decision, given: Said) -> Iterator[Refusal]:
    """Raise TellInstead where a no would change nothing: that is no fault of the answer, and is asked by itself."""
    if given.at_risk is None:
        yield Refusal(SAY_WHETHER_AT_RISK, field="at_risk")
    if given.at_risk and given.answer is not Answer.NOT_SOUGHT:
        yield Refusal(AT_RISK, field="answer")
        return
    if given.answer is Answer.IN_FORCE and given.consent is None and not _covering(draft):
        yield Refusal(NOTHING_COVERS, field="answer")
        return
    if given.answer is Answer.NOT_YET_SOUGHT:
        yield from _no_real_question(given)
    if given.answer is Answer.IN_FORCE:
        yield from _not_covered(draft, given.consent)
    if given.answer is Answer.IN_FORCE and not given.expected.strip():
        yield Refusal("Say whether the person would expect this sharing, and how you know", field="expected")
    yield from _without_reasons(draft, given)


def proposed(draft: Decision) -> Answer:
    """The answer that what is on file bears out today."""
    return Answer(coverage.proposed_state(draft.child, draft.agency))


def answers_otherwise(answer: Answer, proposal: Answer) -> bool:
    """Whether it says of what is on file something else than what is there."""
    return answer in ON_FILE and answer is not proposal


def why_otherwise(proposal: Answer) -> str:
    return f"By what is on file, the answer is “{proposal.label}”. Why do you answer otherwise?"


def _no_real_question(given: Said) -> Iterator[Refusal]:
    """Nobody is asked for a consent that would be overridden."""
    if given.share_anyway is None:
        yield Refusal("Say whether you would share anyway if they refuse", field="share_anyway")
    if given.share_anyway:
        raise TellInstead


def _covering(draft: Decision) -> bool:
    return any(found.coverage.ok for found in coverage.bearing(draft.child, draft.agency))


def _not_covered(draft: Decision, consent: ConsentStatement | None) -> Iterator[Refusal]:
    if consent is None:
        yield Refusal("Choose the consent that you rely on", field="consent")
    elif consent.child.one_id != draft.child.one_id:
        yield Refusal("Choose a consent for this child", field="consent")
    elif not (covered := coverage.covers(consent, draft.agency)).ok:
        yield Refusal(f"This consent cannot be relied on. {covered.why}", field="consent")


def _without_reasons(draft: Decision, given: Said) -> Iterator[Refusal]:
    if given.reason.strip():
        return
    proposal = proposed(draft)
    if answers_otherwise(given.answer, proposal):
        yield Refusal(why_otherwise(proposal), field="reason")
    elif given.answer is not Answer.IN_FORCE:
        asked = GUIDANCE[given.question].choices[given.answer].reason_asked
        yield Refusal(f"Write your reasons: {asked[0].lower()}{asked[1:]}", field="reason")

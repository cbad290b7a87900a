"""What falls away when an answer, the outcome or the recipient changes: named before it does, then dropped.

The audit log keeps what was dropped. `Losses` says in words what would go.
"""

from dataclasses import dataclass

from agencies.models import Agency, Professional
from consent import coverage
from neston_sharing.foundation.actions import Refusal
from sharing.actions.legal_advice import drop_advice
from sharing.checklist import QUESTIONS, Answer, Path, Question, follow
from sharing.models import Decision
from sharing.walking import changed, falls_away


@dataclass(frozen=True)
class Losses:
    questions: tuple[Question, ...] = ()
    outcome: bool = False
    family: bool = False

    def __bool__(self) -> bool:
        return bool(self.questions or self.outcome or self.family)

    @property
    def key(self) -> str:
        """What a page posts back to confirm exactly these losses, and no others."""
        rest = [("outcome", self.outcome), ("family", self.family)]
        return " ".join(
            [*(str(question.number) for question in self.questions), *(word for word, lost in rest if lost)]
        )

    @property
    def words(self) -> list[str]:
        rest = [("The outcome, with its reasons", self.outcome), ("Whether the family was told", self.family)]
        questions = [f"Question {question.number}: {QUESTIONS[question].wording}" for question in self.questions]
        return [*questions, *(words for words, lost in rest if lost)]


class WouldFallAway(Refusal):
    """The change is possible, once the writer has seen what goes with it. `losses` says what."""

    def __init__(self, losses: Losses) -> None:
        super().__init__("This change makes later answers fall away. Look at which, then save again to confirm")
        self.losses = losses


def must_be_confirmed(losses: Losses, confirmed: bool | str) -> None:
    """`confirmed` is the key of the losses that the writer was shown, or True for callers without a page."""
    if losses and confirmed not in (True, losses.key):
        raise WouldFallAway(losses)


def losses_of_answer(draft: Decision, question: Question, answer: Answer) -> Losses:
    """The later answers that would not stand, and the outcome if the answers then allow something else."""
    given = draft.given
    stand = changed(given, question, answer)
    moved = _allows(follow(given)) != _allows(follow(stand))
    lost = tuple(q for q in falls_away(given, question, answer) if q is not question)
    return _with_outcome(draft, lost, moved)


def losses_of_outcome(draft: Decision, outcome: str) -> Losses:
    """Another outcome undoes question 7, what the family was told of it, and that it is all recorded."""
    if draft.outcome in (None, outcome):
        return Losses()
    after = tuple(q for q in draft.given if q >= Question.RIGHT_WAY and draft.given[q] is not Answer.NOT_SHARING)
    return Losses(after, family=draft.family_told is not None)


def losses_of_recipient(draft: Decision, agency: Agency, professional: Professional | None) -> Losses:
    """Question 7 is about one recipient; consent on file may not cover the new one."""
    if agency == draft.agency and professional == draft.professional:
        return Losses()
    lost = {q for q, a in draft.given.items() if q >= Question.RIGHT_WAY and a is not Answer.NOT_SHARING}
    uncovered = _loses_consent(draft, agency)
    lost |= {q for q in draft.given if q >= Question.CONSENT} if uncovered else set()
    return _with_outcome(draft, tuple(sorted(lost)), uncovered)


def drop(draft: Decision, losses: Losses) -> None:
    """Delete what fell away. The draft itself is saved by the action that called."""
    for row in draft.answers.all():
        if row.question in losses.questions:
            row.delete()
    if Question.PUBLIC_INTEREST in losses.questions:
        drop_grounds(draft)
    if losses.outcome:
        draft.outcome = draft.outcome_reason = draft.decided_at = draft.decided_by = None
        draft.lawful_basis = draft.condition = None
        drop_advice(draft)
    if losses.family:
        draft.family_told = draft.family_told_on = None
        draft.family_told_how = draft.family_not_told = draft.family_not_told_why = ""


def drop_grounds(draft: Decision) -> None:
    for ground in draft.grounds.all():
        ground.delete()


def _with_outcome(draft: Decision, lost: tuple[Question, ...], moved: bool) -> Losses:
    return Losses(lost, outcome=moved and draft.outcome is not None, family=moved and draft.family_told is not None)


def _allows(path: Path) -> tuple:
    return path.conclusion, path.basis


def _loses_consent(draft: Decision, agency: Agency) -> bool:
    consent = draft.consent_relied_on
    return consent is not None and not coverage.covers(consent, agency).ok

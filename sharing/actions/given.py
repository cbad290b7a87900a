"""One answer as it was given, before anything is asked of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from consent.models import ConsentStatement, Law
from sharing.checklist import Answer, Question
from sharing.models import Ground
from sharing.models.answer import SEVEN_TESTS

TOLD_INSTEAD = "We would share even if they refused, so we tell them instead of asking."


@dataclass
class Said:
    """One answer as given. What belongs to another question, or to another answer, is left behind."""

    question: Question
    answer: Answer
    reason: str = ""
    at_risk: bool | None = None
    consent: ConsentStatement | None = None
    expected: str = ""
    share_anyway: bool | None = None
    duty: Law | None = None
    grounds: Iterable[dict[str, str]] = ()
    tests_met: Iterable[str] = ()
    route: str = ""
    identity_known_how: str = ""

    def __post_init__(self) -> None:
        relies = self._is(Question.CONSENT, Answer.IN_FORCE)
        self.at_risk = self.at_risk if self.question is Question.CONSENT else None
        self.consent, self.expected = (self.consent, self.expected) if relies else (None, "")
        self._before_asking()
        self.duty = self.duty if self._is(Question.DUTY, Answer.YES) else None
        self.grounds = [_trimmed(g) for g in self.grounds] if self._is(Question.PUBLIC_INTEREST, Answer.YES) else []
        met = set(self.tests_met) if self.question is Question.RIGHT_WAY else set()
        self.tests_met = [test for test in SEVEN_TESTS if test in met]

    def _is(self, question: Question, answer: Answer) -> bool:
        return self.question is question and self.answer is answer

    def _before_asking(self) -> None:
        """Not asking because we would share anyway is its own reason; what was written stands below it."""
        tells = self._is(Question.CONSENT, Answer.NOT_SOUGHT) and bool(self.share_anyway)
        if not tells and not self._is(Question.CONSENT, Answer.NOT_YET_SOUGHT):
            self.share_anyway = None
        if tells and not self.reason.startswith(TOLD_INSTEAD):
            self.reason = f"{TOLD_INSTEAD}\n{self.reason}".strip()


def _trimmed(ground: dict[str, str]) -> dict[str, str]:
    """Only "could be worse" has another side."""
    other_side = ground.get("other_side", "").strip() if ground["kind"] == Ground.Kind.WORSE else ""
    return {**ground, "evidence": ground.get("evidence", "").strip(), "other_side": other_side}

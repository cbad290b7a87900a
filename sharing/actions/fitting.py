"""What each of the eight questions asks of an answer before it is saved (policy 2 and 3.5)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from consent import coverage
from consent.models import ConsentStatement, Law
from neston_sharing.foundation.actions import Refusal
from sharing.checklist import Answer, Question
from sharing.guidance import GUIDANCE
from sharing.missing import missing_from
from sharing.models import Decision, Ground
from sharing.models.answer import SEVEN_TESTS


@dataclass
class Said:
    """One answer as given. What belongs to another question, or to another answer, is left behind."""

    question: Question
    answer: Answer
    reason: str = ""
    at_risk: bool | None = None
    consent: ConsentStatement | None = None
    expected: str = ""
    duty: Law | None = None
    grounds: Iterable[dict[str, str]] = ()
    tests_met: Iterable[str] = ()
    route: str = ""
    identity_known_how: str = ""

    def __post_init__(self) -> None:
        relies = self.question is Question.CONSENT and self.answer is Answer.IN_FORCE
        self.at_risk = self.at_risk if self.question is Question.CONSENT else None
        self.consent, self.expected = (self.consent, self.expected) if relies else (None, "")
        self.duty = self.duty if self._is(Question.DUTY, Answer.YES) else None
        self.grounds = [dict(g) for g in self.grounds] if self._is(Question.PUBLIC_INTEREST, Answer.YES) else []
        met = set(self.tests_met) if self.question is Question.RIGHT_WAY else set()
        self.tests_met = [test for test in SEVEN_TESTS if test in met]

    def _is(self, question: Question, answer: Answer) -> bool:
        return self.question is question and self.answer is answer


def must_fit(draft: Decision, given: Said) -> None:
    """Refuse an answer that its own question does not allow."""
    asked = GUIDANCE[given.question].choices[given.answer].reason_asked
    if asked and not given.reason.strip() and given.answer is not Answer.IN_FORCE:
        raise Refusal(f"Write your reasons: {asked[0].lower()}{asked[1:]}", field="reason")
    RULES.get(given.question, _nothing_more)(draft, given)


def _nothing_more(draft: Decision, given: Said) -> None:
    pass


def _consent(draft: Decision, given: Said) -> None:
    """Where a child might be at risk, consent is not asked for; else only one that covers this is relied on."""
    if given.at_risk is None:
        raise Refusal("Say whether a child might be at risk of harm", field="at_risk")
    if given.at_risk and given.answer is not Answer.NOT_SOUGHT:
        raise Refusal(
            "A child might be at risk of harm, so consent is not asked for and nothing rests on it: "
            f"choose “{Answer.NOT_SOUGHT.label}”",
            field="answer",
        )
    if given.answer is Answer.IN_FORCE:
        _must_cover(draft, given.consent)
        if not given.expected.strip():
            raise Refusal("Say whether the person would expect this sharing, and how you know", field="expected")


def _must_cover(draft: Decision, consent: ConsentStatement | None) -> None:
    if consent is None:
        raise Refusal(
            "Choose the consent that you rely on. If none on file covers this sharing, consent is not in force",
            field="consent",
        )
    if consent.child_id != draft.child_id:
        raise Refusal("Choose a consent for this child", field="consent")
    covered = coverage.covers(consent, draft.agency)
    if not covered.ok:
        raise Refusal(f"This consent cannot be relied on. {covered.why}", field="consent")


def _duty(draft: Decision, given: Said) -> None:
    if given.answer is not Answer.YES:
        return
    if given.duty is None or not Law.objects.duties().in_force().filter(pk=given.duty.pk).exists():
        raise Refusal("Choose the duty or order that requires it", field="duty")


def _public_interest(draft: Decision, given: Said) -> None:
    """Yes rests on at least one ground, each with its evidence; "could be worse" sets out both outcomes."""
    if given.answer is not Answer.YES:
        return
    if not given.grounds:
        raise Refusal("Choose at least one ground that the public interest rests on", field="grounds")
    for ground in given.grounds:
        _must_be_set_out(ground)


def _must_be_set_out(ground: dict[str, str]) -> None:
    kind = ground["kind"]
    if kind not in Ground.Kind.values:
        raise Refusal("Choose one of the grounds", field="grounds")
    ground["evidence"] = ground.get("evidence", "").strip()
    ground["other_side"] = ground.get("other_side", "").strip() if kind == Ground.Kind.WORSE else ""
    if not ground["evidence"]:
        worse = kind == Ground.Kind.WORSE
        missing = "Say what could happen if it is not shared" if worse else "Write the evidence for this criterion"
        raise Refusal(missing, field=f"evidence_{kind}")
    if kind == Ground.Kind.WORSE and not ground["other_side"]:
        raise Refusal("Say what could happen if it is shared", field="other_side")


def _right_way(draft: Decision, given: Said) -> None:
    """Yes says that all seven hold for items that are there, by a route, to somebody known (policy 2.6)."""
    if given.answer is Answer.NOT_SHARING:
        raise Refusal("To decide against sharing, change the outcome", field="answer")
    if given.route and given.route not in dict(Decision.ROUTES):
        raise Refusal("Choose how it will be shared", field="route")
    if given.answer is not Answer.YES:
        return
    unmet = [test for test in SEVEN_TESTS if test not in given.tests_met]
    if unmet:
        raise Refusal(f"Yes means all seven. Not ticked: {', '.join(unmet)}", field="tests_met")
    if not draft.items.included().exists():
        raise Refusal("Add at least one item that is to be shared, then answer yes", field="answer")
    if not given.route:
        raise Refusal("Choose how it will be shared", field="route")
    if not given.identity_known_how.strip():
        raise Refusal("Say how you know that the recipient is who they say", field="identity_known_how")


def _recorded(draft: Decision, given: Said) -> None:
    if given.answer is Answer.YES and (missing := missing_from(draft)):
        raise Refusal(f"The record is not complete. Missing: {missing[0].words}", field="answer")


RULES: dict[Question, Callable[[Decision, Said], None]] = {
    Question.CONSENT: _consent,
    Question.DUTY: _duty,
    Question.PUBLIC_INTEREST: _public_interest,
    Question.RIGHT_WAY: _right_way,
    Question.RECORDED: _recorded,
}

"""What each of the eight questions asks of an answer before it is saved (policy 2 and 3.5)."""

from collections.abc import Callable

from consent.models import Law
from neston_sharing.foundation.actions import Refusal
from sharing.actions.fitting_consent import consent_must_fit
from sharing.actions.given import Said
from sharing.checklist import Answer, Question
from sharing.guidance import GUIDANCE
from sharing.held_back import THEN, held_back
from sharing.missing import missing_from
from sharing.models import Decision, Ground
from sharing.models.answer import SEVEN_TESTS


def must_fit(draft: Decision, given: Said) -> None:
    """Refuse an answer that its own question does not allow."""
    if given.question is not Question.CONSENT:
        _must_say_why(given)
    RULES.get(given.question, _nothing_more)(draft, given)


def _must_say_why(given: Said) -> None:
    asked = GUIDANCE[given.question].choices[given.answer].reason_asked
    if asked and not given.reason.strip():
        raise Refusal(f"Write your reasons: {asked[0].lower()}{asked[1:]}", field="reason")


def _nothing_more(draft: Decision, given: Said) -> None:
    pass


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
    if held := held_back(draft):
        raise Refusal(f"One item cannot go. {held[0].why}. {THEN}", field="answer")
    if not given.route:
        raise Refusal("Choose how it will be shared", field="route")
    if not given.identity_known_how.strip():
        raise Refusal("Say how you know that the recipient is who they say", field="identity_known_how")


def _recorded(draft: Decision, given: Said) -> None:
    if given.answer is Answer.YES and (missing := missing_from(draft)):
        raise Refusal(f"The record is not complete. Missing: {missing[0].words}", field="answer")


RULES: dict[Question, Callable[[Decision, Said], None]] = {
    Question.CONSENT: consent_must_fit,
    Question.DUTY: _duty,
    Question.PUBLIC_INTEREST: _public_interest,
    Question.RIGHT_WAY: _right_way,
    Question.RECORDED: _recorded,
}

"""What each of the eight questions asks of an answer before it is saved (policy 2 and 3.5).

All that is wrong is found at once, so that a writer is not sent back for each.
"""

from collections.abc import Callable, Iterator

from consent.models import Law
from neston_sharing.foundation.actions import Refusal
from sharing.actions.fitting_consent import unfit_consent
from sharing.actions.given import Said
from sharing.checklist import Answer, Question
from sharing.guidance import GUIDANCE
from sharing.held_back import THEN, held_back
from sharing.missing import missing_from
from sharing.models import Decision, Ground
from sharing.models.answer import SEVEN_TESTS


def unfit(draft: Decision, given: Said) -> Iterator[Refusal]:
    """Give all that an answer's own question does not allow of it, in the order of the page."""
    yield from RULES.get(given.question, _nothing_more)(draft, given)
    if given.question is not Question.CONSENT:
        yield from _without_reasons(given)


def _without_reasons(given: Said) -> Iterator[Refusal]:
    asked = GUIDANCE[given.question].choices[given.answer].reason_asked
    if asked and not given.reason.strip():
        yield Refusal(f"Write your reasons: {asked[0].lower()}{asked[1:]}", field="reason")


def _nothing_more(draft: Decision, given: Said) -> Iterator[Refusal]:
    yield from ()


def _duty(draft: Decision, given: Said) -> Iterator[Refusal]:
    if given.answer is not Answer.YES:
        return
    if given.duty is None or not Law.objects.duties().in_force().filter(pk=given.duty.pk).exists():
        yield Refusal("Choose the duty or order that requires it", field="duty")


def _public_interest(draft: Decision, given: Said) -> Iterator[Refusal]:
    """Yes rests on at least one ground, each with its evidence; "could be worse" sets out both outcomes."""
    if given.answer is Answer.YES and not given.grounds:
        yield Refusal("Choose at least one ground that the public interest rests on", field="grounds")
    for ground in given.grounds:
        yield from _not_set_out(ground)


def _not_set_out(ground: dict[str, str]) -> Iterator[Refusal]:
    kind = ground["kind"]
    if kind not in Ground.Kind.values:
        yield Refusal("Choose one of the grounds", field="grounds")
    elif not ground["evidence"]:
        worse = kind == Ground.Kind.WORSE
        missing = "Say what could happen if it is not shared" if worse else "Write the evidence for this criterion"
        yield Refusal(missing, field=f"evidence_{kind}")
    if kind == Ground.Kind.WORSE and not ground["other_side"]:
        yield Refusal("Say what could happen if it is shared", field="other_side")


def _right_way(draft: Decision, given: Said) -> Iterator[Refusal]:
    """Yes says that all seven hold for items that are there, by a route, to somebody known (policy 2.6)."""
    if given.answer is Answer.NOT_SHARING:
        yield Refusal("To decide against sharing, change the outcome", field="answer")
    if given.answer is Answer.YES:
        yield from _not_all_seven(given)
    if given.route not in ("", *dict(Decision.ROUTES)) or (given.answer is Answer.YES and not given.route):
        yield Refusal("Choose how it will be shared", field="route")
    if given.answer is Answer.YES:
        yield from _not_ready(draft, given)


def _not_all_seven(given: Said) -> Iterator[Refusal]:
    unmet = [test for test in SEVEN_TESTS if test not in given.tests_met]
    if unmet:
        yield Refusal(f"Yes means all seven. Not ticked: {', '.join(unmet)}", field="tests_met")


def _not_ready(draft: Decision, given: Said) -> Iterator[Refusal]:
    if not given.identity_known_how.strip():
        yield Refusal("Say how you know that the recipient is who they say", field="identity_known_how")
    if not draft.items.included().exists():
        yield Refusal("Add at least one item that is to be shared, then answer yes", field="answer")
    for held in held_back(draft):
        yield Refusal(f"One item cannot go. {held.why}. {THEN}", field="answer")


def _recorded(draft: Decision, given: Said) -> Iterator[Refusal]:
    if given.answer is Answer.YES and (missing := missing_from(draft)):
        yield Refusal(f"The record is not complete. Missing: {missing[0].words}", field="answer")


RULES: dict[Question, Callable[[Decision, Said], Iterator[Refusal]]] = {
    Question.CONSENT: unfit_consent,
    Question.DUTY: _duty,
    Question.PUBLIC_INTEREST: _public_interest,
    Question.RIGHT_WAY: _right_way,
    Question.RECORDED: _recorded,
}

"""Asking an agency whether what it told us may be passed on, and what it answers (policy 1.3).

ask_to_pass_on(by=, received=, asked_of=, asked_on=, route=, purpose=, to_agency=None) -> PassingOnRequest
    `to_agency` None asks for anybody, the parents included.
record_answer(by=, request=, answer="given"|"refused"|"withdrawn", answered_by=, answered_on=, words="", seen=None)
    -> PassingOnAnswer
    `seen` is the key of the last answer that the page showed (0: none); None answers whatever stands (no page does).
"""

from datetime import date

from agencies.models import Agency
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import by_today, must_read_file, one_of_the_routes, said
from sharing.models import InformationReceived, PassingOnAnswer, PassingOnRequest

Said = PassingOnAnswer.Kind

MAY = "sharing.record_received"
DAY = "Enter a day: today or before"
STANDS = {
    Said.GIVEN: "That they agree is recorded already",
    Said.REFUSED: "That they refuse is recorded already",
    Said.WITHDRAWN: "That they took it back is recorded already",
}


@action
def ask_to_pass_on(
    *,
    by,
    received: InformationReceived,
    asked_of: str,
    asked_on: date,
    route: str,
    purpose: str,
    to_agency: Agency | None = None,
) -> PassingOnRequest:
    """Record that the agency was asked; refused for that agency itself, and while the same question waits."""
    must_read_file(by, received.child.one, MAY)
    if to_agency == received.agency:
        raise Refusal("Back to the agency that told us it needs no consent", field="to_agency")
    _must_not_wait_already(received, to_agency)
    return PassingOnRequest.objects.create(
        received=received,
        to_agency=to_agency,
        asked_of=said(asked_of, "Say who was asked: name and post", "asked_of"),
        asked_on=by_today(asked_on, DAY, "asked_on"),
        route=one_of_the_routes(route),
        purpose=said(purpose, "Say what for", "purpose"),
        recorded_by=by,
    )


@action
def record_answer(
    *,
    by,
    request: PassingOnRequest,
    answer: str,
    answered_by: str,
    answered_on: date,
    words: str = "",
    seen: int | None = None,
) -> PassingOnAnswer:
    """Record what the agency said; of one request, the last answer counts."""
    must_read_file(by, request.received.child.one, MAY)
    last = request.answers.last()
    if seen is not None and seen != (last.pk if last else 0):
        raise Refusal("Somebody recorded an answer while you were writing. Read it on the page before, then add yours")
    _must_come_in_turn(answer, last)
    _must_not_lie_before(by_today(answered_on, DAY, "answered_on"), request, last)
    return PassingOnAnswer.objects.create(
        request=request,
        answer=answer,
        answered_by=said(answered_by, "Say who answered: name and post", "answered_by"),
        answered_on=answered_on,
        words=words.strip(),
        recorded_by=by,
    )


def _must_not_wait_already(received: InformationReceived, to_agency: Agency | None) -> None:
    waiting = received.passing_on.filter(to_agency=to_agency, answers__isnull=True).first()
    if waiting:
        raise Refusal(f"{waiting.asked_of} was asked this already, and has not answered: record the answer instead")


def _must_come_in_turn(answer: str, last: PassingOnAnswer | None) -> None:
    stands = last.answer if last else ""
    if answer not in Said.values:
        raise Refusal("Choose what they answered", field="answer")
    if answer == stands:
        raise Refusal(STANDS[Said(answer)], field="answer")
    if answer == Said.WITHDRAWN and stands != Said.GIVEN:
        raise Refusal("They have not agreed to this, so there is nothing to take back", field="answer")
    if answer == Said.REFUSED and stands == Said.GIVEN:
        raise Refusal("They agreed before: record that they take it back", field="answer")


def _must_not_lie_before(day: date, request: PassingOnRequest, last: PassingOnAnswer | None) -> None:
    if day < request.asked_on:
        raise Refusal("Enter a day that is not before the day on which they were asked", field="answered_on")
    if last and day < last.answered_on:
        raise Refusal("Enter a day that is not before their last answer", field="answered_on")

"""A parent signs on the tablet in their hands: one signature under the registration and every answer about consent."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from consent import wording
from consent.actions.confirmations import confirm_statement
from consent.actions.handing_over import must_be_entitled, must_be_live, must_be_open
from consent.actions.receipts import issue_receipt
from consent.actions.signing import close
from consent.actions.statements import record_consent
from consent.models import ConsentRequest, ConsentSignature, ConsentStatement, Handover, Signable, Signature
from consent.to_sign import LATER, OPEN, YES, Answer, Matter, of_handover
from neston_sharing.foundation.actions import Refusal, action

Said, How = ConsentStatement.Statement, Signature.How
ASKED_TWICE = "It was prepared twice: the other was answered."
NOTHING = "Answer one of the questions to sign. If you want to answer none, give the tablet back"


@action
def sign(
    *,
    by,
    handover: Handover,
    acknowledged: Iterable[str] = (),
    answers: Mapping[str, Answer] | None = None,
    drawing: dict | None = None,
    typed_name: str = "",
) -> Signature | ConsentSignature:
    """Record what the parent who holds the tablet signs, drawn or typed; `by` is who handed it over.

    `answers` go by the names of the questions; one that is not there, or is LATER, leaves its question open. Saying no
    to any of them does not stop the registration. Gives the registration's signature, or that of the consents alone.
    """
    must_be_live(handover)
    _must_be_theirs_to_sign(handover)
    if not drawing and not typed_name:
        raise Refusal("Draw your signature, or type your full name", field="typed_name")
    handover.used_at = timezone.now()
    handover.save()
    asked, given = of_handover(handover), dict(answers or {})
    said = [(each.about, answer) for each in asked.questions if (answer := given.get(each.name, OPEN)).says != LATER]
    ink: dict[str, Any] = {"drawing": drawing, "typed_name": typed_name, "how": How.DRAWN if drawing else How.TYPED}
    ink |= {"by": by, "parent": handover.parent, "signed_on": timezone.localdate()}
    shown, signed = asked.as_shown(given), list[Signature | ConsentSignature]()
    if said:
        signed.append(_answer(said, child=handover.about, shown=shown, **ink))
    if asked.registration:
        signed.append(close(asked.registration, acknowledged=acknowledged, shown=shown, **ink))
    if not signed:
        raise Refusal(NOTHING)
    return _with_receipt(signed[-1], by=by)


def _with_receipt(signature: Signature | ConsentSignature, *, by) -> Signature | ConsentSignature:
    """Issue one receipt for all that was signed in one go: that of a registration tells of the answers with it."""
    if isinstance(signature, Signature):
        issue_receipt(by=by, registration_signature=signature)
    else:
        issue_receipt(by=by, consent_signature=signature)
    return signature


def _must_be_theirs_to_sign(handover: Handover) -> None:
    if handover.registration:
        must_be_open(handover.registration)
        must_be_entitled(handover.about, handover.parent, Signable.REGISTRATION)
    elif not of_handover(handover):
        raise Refusal("There is nothing left to sign here: give the tablet back")


def _answer(said: list[tuple[Matter, Answer]], *, by, **ink) -> ConsentSignature:
    """Put one signature under all answers: first what was said aloud before, then what is asked now."""
    signature = ConsentSignature.objects.create(recorded_by=by, **ink)
    for about, answer in sorted(said, key=lambda each: isinstance(each[0], ConsentRequest)):
        if isinstance(about, ConsentRequest):
            _answer_request(about, answer, by=by, signature=signature)
        elif answer.says == YES:
            confirm_statement(by=by, statement=about, signature=signature)
        else:
            _record(about, answer, by=by, signature=signature)
    return signature


def _answer_request(request: ConsentRequest, answer: Answer, *, by, signature: ConsentSignature) -> None:
    request.answer = _record(request, answer, by=by, signature=signature)
    request.closed_at = timezone.now()
    request.save()
    twins = ConsentRequest.objects.open().to_parent(signature.parent, signature.child).on_matter(*request.matter)
    for twin in twins:  # prepared at another row of the same child or parent
        twin.closed_at, twin.given_up_why = request.closed_at, ASKED_TWICE
        twin.save()


def _record(about: Matter, answer: Answer, *, by, signature: ConsentSignature) -> ConsentStatement:
    """Make the answer a statement of its own, which copies what was asked, of whoever signed for the child shown."""
    return record_consent(
        by=by,
        child=signature.child,
        parent=signature.parent,
        purpose=about.purpose,
        purpose_detail=about.purpose_detail,
        statement=Said.GIVEN if answer.says == YES else Said.REFUSED,
        scope=about.scope,
        agencies=[each.agency for each in about.named if each.agency],
        kinds=[each.kind for each in about.named if each.kind],
        exceptions=answer.exceptions,
        conditions=about.conditions,
        valid_until=about.valid_until,
        review_on=about.review_on,
        how=ConsentStatement.How.SCREEN,
        stated_on=signature.signed_on,
        signature=signature,
        wording_version=wording.for_consent(about.purpose).version,
    )

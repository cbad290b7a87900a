"""What a parent keeps: a receipt of every signature and withdrawal, and a record of each copy that was made of it."""

import hashlib

from consent.models import Child, ConsentSignature, ConsentStatement, Parent, Receipt, ReceiptCopy, Signature
from consent.models.receipt import NOT_SENT
from consent.receipts import facts
from consent.receipts.codes import new_code
from consent.receipts.sending import why_not
from neston_sharing.audit.events import record_access, record_event
from neston_sharing.foundation.actions import Refusal, action

Route = ReceiptCopy.Route


@action
def issue_receipt(
    *,
    by,
    registration_signature: Signature | None = None,
    consent_signature: ConsentSignature | None = None,
    withdrawal: ConsentStatement | None = None,
) -> Receipt:
    """Write down what a parent signed or withdrew as their copy says it, with its code: one of the three.

    It is called by the action that signs or withdraws, once all the answers under a signature are recorded.
    """
    child, parent, says = _what_it_says(registration_signature, consent_signature, withdrawal)
    return Receipt.objects.create(
        code=new_code(),
        child=child,
        parent=parent,
        registration_signature=registration_signature,
        consent_signature=consent_signature,
        withdrawal=withdrawal,
        facts=says,
        recorded_by=by,
    )


def _what_it_says(
    registered: Signature | None, signed: ConsentSignature | None, withdrawn: ConsentStatement | None
) -> tuple[Child, Parent, facts.Facts]:
    if registered:
        return registered.registration.child, registered.parent, facts.of_registration(registered)
    if signed:
        return signed.child, signed.parent, facts.of_consents(signed)
    if withdrawn:
        return withdrawn.child, withdrawn.parent, facts.of_withdrawal(withdrawn)
    raise TypeError("issue_receipt needs a signature or a withdrawal")


@action
def record_copy(*, by, receipt: Receipt, route: str, content: bytes) -> ReceiptCopy:
    """Record that this PDF was made, before it leaves: its hash shows later that a copy is unchanged.

    By e-mail it goes to an address that is this parent's alone, or not at all; `copy.receipt` names that address.
    """
    receipt = Receipt.objects.whole().get(pk=receipt.pk)
    if route == Route.EMAILED and (why := why_not(receipt)):
        raise Refusal(why)
    record_access(by, receipt.audit_subject, "export", f"copy for parent {receipt.pk}")
    sha256 = hashlib.sha256(content).hexdigest()
    return ReceiptCopy.objects.create(receipt=receipt, route=route, sha256=sha256, recorded_by=by)


@action
def note_not_sent(*, by, copy: ReceiptCopy) -> None:
    """Note in the log that the e-mail with this copy could not be sent: the parent does not have it."""
    record_event(NOT_SENT, by=by, subject=copy.audit_subject, about=copy)

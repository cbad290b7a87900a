"""A signature is written down, and a signed registration closed. What comes from paper begins here.

What a parent signs on the tablet is in tablet.py.
"""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from consent import wording
from consent.actions.handing_over import must_be_entitled, must_be_open
from consent.actions.receipts import issue_receipt
from consent.models import (
    Child,
    ConsentSignature,
    ConsentStatement,
    Misfiling,
    Parent,
    Registration,
    Signable,
    Signature,
)
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.uploads import Upload, removed_unless_recorded

NOT_THEIRS = "Only a person with parental responsibility then, or to whom it is left, can sign about consent"
ALL_FOUR = "Tick all four boxes to sign. If you do not agree with one of them, you can choose not to sign"


@action
def sign_from_paper(
    *,
    by,
    registration: Registration,
    parent: Parent,
    acknowledged: Iterable[str],
    signed_on: date,
    witness,
    scan: Upload,
) -> Signature:
    """Record a form that was signed on paper: its scan, on which day, and who saw it signed."""
    must_be_open(registration)
    _must_be_signed_by_today(registration.child, signed_on)
    must_be_entitled(registration.child, parent, Signable.REGISTRATION, signed_on)
    for handover in registration.handovers.live():
        raise Refusal(f"{handover.parent.name} has the tablet now: wait until it comes back")
    signature = close(
        registration,
        by=by,
        parent=parent,
        acknowledged=acknowledged,
        signed_on=signed_on,
        shown=wording.CURRENT.as_shown(),
        **on_paper(scan, witness),
    )
    with removed_unless_recorded(signature.scan):
        issue_receipt(by=by, registration_signature=signature)
    return signature


@action
def paper_signature(
    *, by, child: Child, parent: Parent, scan: Upload, witness, signed_on: date, shown: list
) -> ConsentSignature:
    """Record a signature on paper under what a parent said about consent; `shown` is what the paper says.

    Whoever records the parent's words next to it wraps that in `removed_unless_recorded(signature.scan)`.
    """
    _must_be_signed_by_today(child, signed_on)
    _must_be_entitled_to_one(child, parent, signed_on)
    signature = ConsentSignature(
        child=child, parent=parent, signed_on=signed_on, shown=shown, recorded_by=by, **on_paper(scan, witness)
    )
    with removed_unless_recorded(signature.scan):
        signature.save()
    return signature


def _must_be_entitled_to_one(child: Child, parent: Parent, signed_on: date) -> None:
    """Whether they may consent to what the paper says is asked with each statement that rests on it."""
    entitled = (Parent.objects.entitled_to(child, purpose, signed_on) for purpose in ConsentStatement.Purpose)
    if not any(parents.filter(pk=parent.one_id).exists() for parents in entitled):
        raise Refusal(NOT_THEIRS, field="parent")


def on_paper(scan: Upload, witness) -> dict:
    """Give the columns of a signature on paper."""
    file = {"scan": scan.stored(), "scan_sha256": scan.sha256, "pages": scan.pages}
    return {"how": Signature.How.PAPER, "witness": witness, **file}


def _must_be_signed_by_today(child: Child, signed_on: date) -> None:
    if not child.date_of_birth <= signed_on <= timezone.localdate():
        raise Refusal("Enter the day on which the paper was signed: today or earlier", field="signed_on")


def close(registration: Registration, *, by, acknowledged: Iterable[str], shown: list, **signed) -> Signature:
    """Write the signature with the words that were before the parent, and close the registration for good."""
    ticked = set(acknowledged)
    if ticked != set(wording.NAMES):
        missing = next((name for name in wording.NAMES if name not in ticked), None)
        raise Refusal(ALL_FOUR, field=missing)
    signature = Signature(
        registration=registration,
        recorded_by=by,
        wording_version=wording.CURRENT.version,
        wording=shown,
        moved_from=Misfiling.objects.first_signature(registration.child, signed["parent"]),
        **dict.fromkeys(wording.NAMES, True),
        **signed,
    )
    return closing(signature)


def closing(signature: Signature) -> Signature:
    """Save a signature and close its registration with it."""
    with removed_unless_recorded(signature.scan):
        signature.save()
        registration = signature.registration
        registration.closed_at = signature.recorded_at
        registration.save()
    return signature

"""A registration was signed under the wrong child: noted there, and recorded anew for the right one (policy 2.7).

misfile_registration(by=, registration=, child=, reason=, about_right_child=) -> Signature | None
As for what parents say about sharing: a paper about the right child is carried over with its pages; what was signed
about the wrong child acknowledges nothing about another, and that parent is to sign again.
"""

from django.utils import timezone
from django.utils.formats import date_format

from consent import wording
from consent.actions.misfiling import ON_SCREEN, kept_pages, must_be_entitled_there, noted
from consent.actions.receipts import issue_receipt
from consent.actions.registration import begin
from consent.actions.signing import closing, on_paper
from consent.models import Child, Registration, Signable, Signature
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.uploads import removed_unless_recorded


@action
def misfile_registration(
    *, by, registration: Registration, child: Child, reason: str, about_right_child: bool
) -> Signature | None:
    """Note that it does not count here, and carry it over to the right child, or leave it to be signed there (None)."""
    first = Signature.objects.standing().filter(registration=registration).first()
    if first is None:
        raise Refusal("Only a signed registration that stands in this file can be moved")
    if about_right_child and not first.is_on_paper:
        raise Refusal(ON_SCREEN, field="about_right_child")
    right = noted(by=by, wrong=registration.child, right=child, reason=reason, signature=first).child
    if about_right_child:
        return _carried_over(first, right, by=by)
    must_be_entitled_there(first.parent, right, Signable.REGISTRATION, timezone.localdate())
    return None


def _carried_over(first: Signature, right: Child, *, by) -> Signature:
    must_be_entitled_there(first.parent, right, Signable.REGISTRATION, first.signed_on)
    _must_be_the_last_there(first, right)
    signature = Signature(
        registration=_explained_as(first.registration, right, by=by),
        parent=first.parent.one,
        signed_on=first.signed_on,
        wording=first.wording,
        wording_version=first.wording_version,
        moved_from=first,
        recorded_by=by,
        **dict.fromkeys(wording.NAMES, True),
        **on_paper(kept_pages(first), first.witness),
    )
    closing(signature)
    with removed_unless_recorded(signature.scan):
        issue_receipt(by=by, registration_signature=signature)
    return signature


def _explained_as(first: Registration, right: Child, *, by) -> Registration:
    """Begin the right child's registration as the first was explained, with the policies that were given."""
    explained = ("explained_how", "explained_note", "explained_by", "explained_on")
    policies = [given.version for given in first.policies_given.select_related("version")]
    return begin(by=by, child=right, policies=policies, **{name: getattr(first, name) for name in explained})


def _must_be_the_last_there(first: Signature, right: Child) -> None:
    last = right.registrations.standing().filter(signature__signed_on__gte=first.signed_on).first()
    if last:
        raise Refusal(
            f"That child's registration was signed on {date_format(last.signature.signed_on)}, and that counts. "
            "Say that the parent was asked about this child: then only this file is put right",
            field="about_right_child",
        )

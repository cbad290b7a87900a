"""Parents are asked to acknowledge a new version of a policy, by a day; a new registration that gives it meets that."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from consent.models import AcknowledgementRequest, Child, PolicyVersion
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.templatetags.neston import long_date


@action
def ask_to_acknowledge(
    *, by, version: PolicyVersion, children: Iterable[Child], due_on: date
) -> list[AcknowledgementRequest]:
    """Ask the parents of these children for a signature under the version in force, by a day."""
    chosen = list(children)
    if not version.is_in_force:
        raise Refusal("Only the version in force can be acknowledged: this one has had its day.")
    if due_on < timezone.localdate():
        raise Refusal("Enter a day from today on", field="due_on")
    if not chosen:
        raise Refusal("Choose at least one child", field="children")
    if Child.objects.to_be_asked(version).among(chosen).count() < len(chosen):
        raise Refusal("For some of these children a parent has signed, or was asked, meanwhile: look at the list again")
    facts = {"version": version, "due_on": due_on, "asked_by": by}
    return [AcknowledgementRequest.objects.create(child=child, **facts) for child in chosen]


@action
def stop_asking(*, by, request: AcknowledgementRequest, why: str) -> AcknowledgementRequest:
    """Say that a parent is no longer asked, and why. The row stays."""
    if not why.strip():
        raise Refusal("Say why nobody is asked any more", field="why")
    request.refresh_from_db()
    if request.given_up_at:
        raise Refusal("This was given up already.")
    return _give_up(request, why.strip())


def ask_no_longer_for_earlier_than(version: PolicyVersion) -> None:
    """Close what was still asked for other versions: nobody is given those any more."""
    why = f"A newer version was adopted on {long_date(version.adopted_on)}"
    for request in AcknowledgementRequest.objects.for_earlier_than(version).outstanding():
        _give_up(request, why)


def _give_up(request: AcknowledgementRequest, why: str) -> AcknowledgementRequest:
    request.given_up_at, request.given_up_why = timezone.now(), why
    request.save()
    return request

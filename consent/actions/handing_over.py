"""The tablet goes into a parent's hands for one signature, and comes back."""

import secrets

from django.utils import timezone

from consent.models import Child, Handover, Parent, Registration
from neston_sharing.foundation.actions import Refusal, action


@action
def hand_over(*, by, registration: Registration, parent: Parent) -> tuple[Handover, str]:
    """Begin ten minutes in which this parent can read and sign. Gives the token, of which only a digest is kept.

    What was handed over before for the same registration ends: one tablet is out, never two.
    """
    must_be_open(registration)
    must_have_responsibility(registration.child, parent)
    for earlier in registration.handovers.live():
        stop(earlier)
    token, now = secrets.token_urlsafe(32), timezone.now()
    handover = Handover.objects.create(
        registration=registration,
        parent=parent,
        handed_over_by=by,
        handed_over_at=now,
        expires_at=now + Handover.LIFE,
        digest=Handover.digest_of(token),
    )
    return handover, token


@action
def decline(*, by, handover: Handover, why: str = "") -> Handover:
    """Record that the parent did not want to sign, with their reason if they gave one."""
    must_be_live(handover)
    handover.declined_at, handover.declined_why = timezone.now(), why
    handover.save()
    return handover


@action
def hand_back(*, by, handover: Handover) -> Handover:
    """End the parent's session unsigned: the tablet comes back. Once it is over, there is nothing to end."""
    handover.refresh_from_db()
    if handover.is_live:
        stop(handover)
    return handover


def stop(handover: Handover) -> None:
    handover.stopped_at = timezone.now()
    handover.save()


def must_be_live(handover: Handover) -> None:
    handover.refresh_from_db()
    if not handover.is_live:
        raise Refusal("The time to sign is over: hand the tablet back")


def must_be_open(registration: Registration) -> None:
    if Registration.objects.get(pk=registration.pk).is_signed:
        raise Refusal("This registration is signed already: a correction is a new registration")


def must_have_responsibility(child: Child, parent: Parent, on=None) -> None:
    """Only a person with parental responsibility on that day can sign for the child (policy 2.2; today unless told)."""
    if not child.links.with_responsibility(on).filter(parent=parent).exists():
        when = "then" if on else "today"
        raise Refusal(f"Only a person with parental responsibility {when} can sign for this child", field="parent")

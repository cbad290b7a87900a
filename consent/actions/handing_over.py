"""The tablet goes into a parent's hands for one signature, and comes back."""

import secrets

from django.utils import timezone

from consent.models import Child, Handover, Parent, Registration, Signable
from consent.to_sign import to_sign
from neston_sharing.foundation.actions import Refusal, action


@action
def hand_over(*, by, child: Child, parent: Parent) -> tuple[Handover, str]:
    """Begin ten minutes in which this parent can read and sign what waits for them, all of it with one signature.

    That is the registration, where it is explained and they may sign it, with the consents that they are asked for, or
    those alone. Gives the token, of which only a digest is kept. What was handed over before for the same child ends:
    one tablet is out, never two.
    """
    asked = to_sign(child, parent)
    if not asked:
        must_be_entitled(child, parent, Signable.REGISTRATION)
        raise Refusal(f"Nothing waits for {parent.name} to sign")
    for earlier in Handover.objects.about_child(child).live():
        stop(earlier)
    token, now = secrets.token_urlsafe(32), timezone.now()
    handover = Handover.objects.create(
        registration=asked.registration,
        child=None if asked.registration else child,
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
    """Refuse what a parent does once their time is over; reads the handover anew."""
    handover.refresh_from_db()
    if not handover.is_live:
        raise Refusal("The time to sign is over: hand the tablet back")


def must_be_open(registration: Registration) -> None:
    if Registration.objects.get(pk=registration.pk).is_signed:
        raise Refusal("This registration is signed already: a correction is a new registration")


def must_be_entitled(child: Child, parent: Parent, what: str, on=None) -> None:
    """Only who may sign this for the child on that day can (guidance: who may consent; today unless told)."""
    if not Parent.objects.entitled_to(child, what, on).filter(pk=parent.one_id).exists():
        when = "then" if on else "today"
        raise Refusal(
            f"Only a person with parental responsibility {when}, or to whom it is left, can sign this for the child",
            field="parent",
        )

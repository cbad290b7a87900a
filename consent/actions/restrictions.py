"""Whose eyes a child's record is for, where it is not for everybody's whose role and relation would let them."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.utils import timezone

from consent.actions.exclusions import not_through_glass
from consent.models import Child, Restriction, RestrictionReader
from consent.models.gate import ON_EVERY_LIST
from consent.opening import who_may, who_may_be_named
from neston_sharing.foundation.actions import Refusal, action

MAY = "consent.restrict_record"


@action
def restrict(*, by, child: Child, readers: Iterable, reason: str) -> Restriction:
    """Show this child's record to nobody but those named, and the designated safeguarding lead, from this moment on.

    A list that stands is ended by the new one. Somebody designated must be left who reads what is reported.
    """
    _must_be_designated(by, child)
    if not reason.strip():
        raise Refusal("Say why the record is for these people alone", field="reason")
    readers = list(readers)
    _must_leave_somebody(child, readers)
    for standing in child.restrictions.standing():
        _end(standing, by, f"Another list took its place: {reason.strip()}")
    restriction = Restriction.objects.create(child=child, reason=reason.strip(), set_by=by)
    for reader in readers:
        RestrictionReader.objects.create(restriction=restriction, user=reader, recorded_by=by)
    return restriction


@action
def lift_restriction(*, by, restriction: Restriction, why: str) -> Restriction:
    """Let role and relation say again who sees the record."""
    restriction = Restriction.objects.with_people().get(pk=restriction.pk)
    _must_be_designated(by, restriction.child)
    if restriction.lifted_at:
        raise Refusal("This restriction was lifted already")
    if not why.strip():
        raise Refusal("Say why the record need not be restricted any more", field="why")
    return _end(restriction, by, why.strip())


def _end(restriction: Restriction, by, why: str) -> Restriction:
    restriction.lifted_at, restriction.lifted_by, restriction.lifted_why = timezone.now(), by, why
    restriction.save()
    return restriction


def _must_be_designated(by, child: Child) -> None:
    if not by.has_perm(MAY) or not Child.objects.visible_to(by).among([child]).exists():
        raise Refusal("Ask the designated safeguarding lead: they say who sees this record")
    if who_may(MAY, child).exists():
        not_through_glass(by, child)


def _must_leave_somebody(child: Child, readers: list) -> None:
    """Whoever is named is at work and not excluded, and one of those who remain is designated."""
    people, excluded = get_user_model().objects, child.exclusions.standing().values("user")
    named = who_may_be_named(child).filter(pk__in=[reader.pk for reader in readers])
    if named.count() < len(readers):
        raise Refusal("Choose others: somebody whom you named cannot see this record", field="readers")
    designated = people.who_may(MAY).values("pk")
    leads = people.who_may(ON_EVERY_LIST).exclude(pk__in=excluded)
    if not named.filter(pk__in=designated).exists() and not leads.exists():
        raise Refusal("Name somebody designated too, who reads what is reported about this child", field="readers")

"""A registration before it is signed: how it was explained, by whom, and which policies were given (policy 2.2)."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from consent.models import Child, PolicyGiven, PolicyVersion, Registration
from neston_sharing.foundation.actions import Refusal, action


@action
def explain_registration(
    *,
    by,
    child: Child,
    explained_how: str,
    explained_by,
    explained_on: date,
    policies: Iterable[PolicyVersion],
    explained_note: str = "",
) -> Registration:
    """Begin the child's open registration, or change it. A signed one stays; what comes later is a new one."""
    policies = list(policies)
    _must_be_explained(child, explained_on)
    _must_have_the_policy(policies)
    explained: dict = {"explained_how": explained_how, "explained_note": explained_note}
    explained |= {"explained_by": explained_by, "explained_on": explained_on}
    return begin(by=by, child=child, policies=policies, **explained)


def begin(*, by, child: Child, policies: list[PolicyVersion], **explained) -> Registration:
    """Write how it was explained, and what was given, into the child's open registration, or into a new one.

    An open one that was left behind when a child who was entered twice was signed for begins anew.
    """
    registration = child.registrations.to_sign()
    if registration is None:
        registration = child.registrations.open().newest_first().first() or Registration(child=child)
        registration.started_at, registration.started_by = timezone.now(), by
    _must_not_be_with_a_parent(registration)
    for name, value in explained.items():
        setattr(registration, name, value)
    registration.save()
    _give(registration, policies)
    return registration


def _give(registration: Registration, policies: list[PolicyVersion]) -> None:
    given = {row.version_id: row for row in registration.policies_given.all()}
    for version in policies:
        if version.pk not in given:
            PolicyGiven.objects.create(registration=registration, version=version)
    for pk in given.keys() - {version.pk for version in policies}:
        given[pk].delete()


def _must_be_explained(child: Child, explained_on: date) -> None:
    if not child.date_of_birth <= explained_on <= timezone.localdate():
        raise Refusal("Enter the day on which it was explained: today or earlier", field="explained_on")


def _must_have_the_policy(policies: list[PolicyVersion]) -> None:
    """Policy 2.2: parents receive information about the Information Sharing Policy before they sign."""
    sharing = PolicyVersion.Policy.INFORMATION_SHARING
    in_force = PolicyVersion.objects.in_force(sharing)
    if in_force is None:
        raise Refusal("The Information Sharing Policy is not entered yet: ask a manager to enter it", field="policies")
    if in_force not in policies:
        raise Refusal("Give the parent the Information Sharing Policy, then tick it here", field="policies")


def _must_not_be_with_a_parent(registration: Registration) -> None:
    if registration.pk and registration.handovers.live().exists():
        raise Refusal("A parent has the tablet now: wait until they have signed or handed it back")

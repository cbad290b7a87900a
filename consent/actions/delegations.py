"""What a foster carer may sign, as whoever has parental responsibility wrote it down: delegated, and ended."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from consent.models import Delegation, FamilyLink, Signable
from neston_sharing.foundation.actions import Refusal, action


@action
def delegate(
    *,
    by,
    link: FamilyLink,
    what: Collection[str],
    delegated_by: str,
    since: date,
    seen_on: date,
    seen_by,
    until: date | None = None,
) -> list[Delegation]:
    """Record what one paper lets a foster carer sign: a delegation for each thing that it names."""
    _must_be_a_foster_carer(link)
    _must_be_sound(what, delegated_by, since, until, seen_on)
    for each in what:
        _must_be_new(link, each, since, until)
    return [
        Delegation.objects.create(
            link=link, what=each, delegated_by=delegated_by, since=since, until=until, seen_on=seen_on, seen_by=seen_by
        )
        for each in what
    ]


@action
def end_delegation(*, by, delegation: Delegation, until: date) -> Delegation:
    """Give a delegation its last day, or an earlier one. What was signed until then keeps its ground."""
    delegation.refresh_from_db()
    if delegation.is_over():
        raise Refusal("This delegation has ended already")
    if until < delegation.since:
        raise Refusal("It cannot end before it begins: check the date", field="until")
    if delegation.until and until > delegation.until:
        raise Refusal("For longer than its paper says, record a new delegation with the new paper", field="until")
    delegation.until = until
    delegation.save()
    return delegation


def _must_be_a_foster_carer(link: FamilyLink) -> None:
    if FamilyLink.objects.get(pk=link.pk).carer != FamilyLink.Carer.FOSTER:
        raise Refusal("Only to a foster carer is something delegated: change how this person cares for the child first")


def _must_be_sound(what: Collection[str], delegated_by: str, since: date, until: date | None, seen_on: date) -> None:
    if not what or not set(what) <= set(Signable.values):
        raise Refusal("Choose what they may sign", field="what")
    if not delegated_by.strip():
        raise Refusal("Say who delegates it, and where that is written", field="delegated_by")
    if until and until < since:
        raise Refusal("It cannot end before it begins: check both dates", field="until")
    if seen_on > timezone.localdate():
        raise Refusal("The paper cannot have been seen in the future: check the date", field="seen_on")


def _must_be_new(link: FamilyLink, what: str, since: date, until: date | None) -> None:
    if link.delegations.filter(what=what).meeting(since, until).exists():
        words = Signable(what).label
        raise Refusal(f"“{words}” is delegated in those days already: end that first, or leave it out", field="what")

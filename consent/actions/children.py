"""A child comes onto the register, and their details change."""

from copy import copy
from datetime import date

from django.utils import timezone

from consent.actions.addresses import add_address
from consent.models import Child
from neston_sharing.foundation.actions import Refusal, action

OLDEST = 18  # years: a birth date further back is a slip of the pen


@action
def register_child(
    *,
    by,
    given_names: str,
    family_name: str,
    date_of_birth: date,
    starts_on: date,
    key_person,
    known_as: str = "",
    leaves_on: date | None = None,
    cover=None,
    address: str = "",
    postcode: str = "",
    protected: bool = False,
) -> Child:
    """Put a child on the register, with the address where they live if it is known."""
    child = Child(
        given_names=given_names,
        family_name=family_name,
        known_as=known_as,
        date_of_birth=date_of_birth,
        starts_on=starts_on,
        leaves_on=leaves_on,
        key_person=key_person,
        cover=cover,
    )
    must_be_likely(child)
    _must_stay_in_sight(child, by)
    child.save()
    if address:
        add_address(by=by, child=child, lines=address, postcode=postcode, protected=protected)
    elif postcode or protected:
        raise Refusal("Enter the address as well", field="address")
    return child


@action
def change_child(*, by, child: Child, **details) -> Child:
    """Change what is known of a child: any of the fields that `register_child` takes but the address."""
    changed = copy(child)  # a refusal leaves the page's own child as it was
    for name, value in details.items():
        setattr(changed, name, value)
    must_be_likely(changed)
    if {"key_person", "cover"} & details.keys():
        _must_stay_in_sight(changed, by)
    changed.save()
    return changed


def must_be_likely(child: Child) -> None:
    """Refuse what must be a slip of the pen. Asks the database nothing: a list is looked through with it too."""
    today = timezone.localdate()
    if child.date_of_birth > today:
        raise Refusal("The date of birth is in the future: check the year", field="date_of_birth")
    if child.date_of_birth.year < today.year - OLDEST:
        raise Refusal(f"The date of birth is more than {OLDEST} years ago: check the year", field="date_of_birth")
    if child.starts_on <= child.date_of_birth:
        raise Refusal("The start is before the birth: check both dates", field="starts_on")
    if child.leaves_on and child.leaves_on < child.starts_on:
        raise Refusal("The child cannot leave before starting: check both dates", field="leaves_on")
    if child.cover and child.cover == child.key_person:
        raise Refusal("Choose somebody else than the key person as cover", field="cover")


def _must_stay_in_sight(child: Child, by) -> None:
    """Whoever sees only their own children would lose sight of one who is given to others."""
    if not by.has_perm("consent.view_every_child") and by not in (child.key_person, child.cover):
        raise Refusal(
            "You work with the children you are key person or cover of: choose yourself as one of the two, "
            "or ask a manager",
            field="key_person",
        )

"""Where a child, or one of the parents, lives; and whether saying so would put somebody in danger."""

from datetime import date

from consent.models import Address, Child, Parent
from neston_sharing.foundation.actions import Refusal, action


@action
def add_address(
    *, by, child: Child, lines: str, postcode: str = "", protected: bool = False, parent: Parent | None = None
) -> Address:
    """Add where the child lives, or where `parent` does. A protected address is in no copy unless taken in by name."""
    _must_belong(child, parent)
    return Address.objects.create(child=child, parent=parent, lines=lines, postcode=postcode, protected=protected)


@action
def change_address(
    *,
    by,
    address: Address,
    lines: str,
    postcode: str = "",
    protected: bool = False,
    parent: Parent | None = None,
    ended_on: date | None = None,
) -> Address:
    """Put an address right, protect it, or say until when somebody lived there (the row stays)."""
    _must_belong(address.child, parent)
    address.lines, address.postcode, address.protected = lines, postcode, protected
    address.parent, address.ended_on = parent, ended_on
    address.save()
    return address


def _must_belong(child: Child, parent: Parent | None) -> None:
    if parent and not child.links.filter(parent__in=Parent.objects.same_as(parent)).exists():
        raise Refusal("Choose a parent or carer of this child", field="parent")

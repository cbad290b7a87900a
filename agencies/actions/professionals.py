"""The people of other agencies, and how we know that they are who they say (policy 1.4, 1.6)."""

from datetime import date

from agencies.models import Agency, Professional
from neston_sharing.foundation.actions import Refusal, action


@action
def add_professional(
    *,
    by,
    agency: Agency,
    name: str,
    post: str = "",
    identity_checked_how: str = "",
    identity_checked_on: date | None = None,
) -> Professional:
    """Enter who works there; how their identity was checked, and when, are said both or neither."""
    identity = _identity(by, identity_checked_how, identity_checked_on)
    return Professional.objects.create(agency=agency, name=name, post=post, **identity)


@action
def change_professional(
    *,
    by,
    professional: Professional,
    name: str,
    post: str = "",
    identity_checked_how: str = "",
    identity_checked_on: date | None = None,
    in_post: bool = True,
) -> Professional:
    """Change what we know of a person. A check of identity that is said anew is whoever's says it now."""
    before = professional.identity_checked_how or "", professional.identity_checked_on
    checked = identity_checked_how, identity_checked_on
    identity = {} if before == checked else _identity(by, *checked)
    for field, value in {"name": name, "post": post, "is_active": in_post, **identity}.items():
        setattr(professional, field, value)
    professional.save()
    return professional


def _identity(by, how: str, on: date | None) -> dict:
    """Give how, when and by whom identity was checked: all of it or none."""
    if how and not on:
        raise Refusal("Enter the day on which their identity was checked", field="identity_checked_on")
    if on and not how:
        raise Refusal("Say how their identity was checked", field="identity_checked_how")
    known = bool(how)
    return {
        "identity_checked_how": how if known else None,
        "identity_checked_on": on,
        "identity_checked_by": by if known else None,
    }

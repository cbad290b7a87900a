from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from neston_sharing.audit.context import acting
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.staff.actions.codes import give_code, use_code
from neston_sharing.staff.actions.roles import grant, refuse_strange
from neston_sharing.staff.models import OneTimeCode, User

INVITATION = OneTimeCode.Purpose.INVITATION


class Invitation(NamedTuple):
    """Who is invited, and the code that they come in with: it cannot be read again."""

    user: User
    code: str


@action
def invite(
    *, by: User | None, name: str, email: str, post: str = "", roles: Collection[str], until: date | None = None
) -> Invitation:
    """Put somebody on the staff list, without a password until they accept. Only the set-up has nobody as `by`.

    `until` is the last day of a role that ends by itself."""
    refuse_strange(roles)
    _refuse_known(email)
    user = User.objects.create_user(email, name=name, post=post)
    grant(user, roles, by=by, until=until)
    return Invitation(user, give_code(user, INVITATION, by))


def _refuse_known(email: str) -> None:
    known = User.objects.with_email(email).first()
    if known and known.is_active:
        raise Refusal("Somebody with this e-mail address is on the staff list already", field="email")
    if known:
        raise Refusal("Somebody with this e-mail address has left. Let them back in on their page", field="email")


@action
def invite_again(*, by: User, user: User) -> Invitation:
    """Make a new link for somebody who has not come in yet; the one before stops working."""
    user = User.objects.get(pk=user.pk)
    if not user.is_active:
        raise Refusal("They have left. Let them back in first")
    if not user.is_invited:
        raise Refusal("They have come in already. Give a code for a new password instead")
    return Invitation(user, give_code(user, INVITATION, by))


@action
def accept_invitation(*, code: str, password: str) -> User:
    """Come in: set the password. The code is used up."""
    invitation = OneTimeCode.objects.invitations().good(code).first()
    if invitation is None:
        raise Refusal("This invitation was used, or is past its seven days. Ask your manager for a new one")
    with acting(invitation.user):
        return use_code(invitation, password)

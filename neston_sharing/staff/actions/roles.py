from collections.abc import Collection

from django.utils import timezone

from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.staff.models import RoleHolding, User
from neston_sharing.staff.table import MANAGER
from neston_sharing.staff.table import roles as table


@action
def change_roles(*, by: User, user: User, roles: Collection[str]) -> User:
    """Let this person hold exactly these roles from now on. What ends stays on record, with who ended it."""
    user, wanted = User.objects.get(pk=user.pk), set(roles)
    refuse_strange(wanted)
    if MANAGER in user.role_names - wanted:
        refuse_without_manager(user, by, "end their role")
    _end(user, user.role_names - wanted, by=by)
    grant(user, wanted - user.role_names, by=by)
    user.forget_roles()
    return user


def grant(user: User, roles: Collection[str], *, by: User | None) -> None:
    for role in sorted(roles):
        RoleHolding.objects.create(user=user, role=role, granted_by=by)


def _end(user: User, roles: Collection[str], *, by: User) -> None:
    for holding in user.holdings.current().filter(role__in=roles):
        holding.ended_at, holding.ended_by = timezone.now(), by
        holding.save(update_fields=["ended_at", "ended_by"])


def refuse_strange(roles: Collection[str]) -> None:
    if not roles:
        raise Refusal("Choose at least one role", field="roles")
    if not set(roles) <= set(table()):
        raise Refusal("Choose from the roles on this page", field="roles")


def refuse_without_manager(user: User, by: User, what: str) -> None:
    """Somebody who can sign in must always be able to keep the staff list, and nobody shuts themselves out."""
    others = User.objects.able_to_sign_in().holding(MANAGER).exclude(pk=user.pk)
    if not others.exists():
        raise Refusal(
            f"{user.name} is the only manager who can sign in. Make somebody else a manager before you {what}",
            field="roles",
        )
    if user == by:
        raise Refusal("You cannot end your own role as manager. Ask another manager to do it", field="roles")

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.templatetags.neston import long_date
from neston_sharing.staff.models import RoleHolding, User
from neston_sharing.staff.table import KEEPS_ROLES, MANAGER, limits
from neston_sharing.staff.table import roles as table

DAY = timedelta(days=1)


@action
def change_roles(*, by: User, user: User, roles: Collection[str], until: date | None = None) -> User:
    """Let this person hold exactly these roles from now on. What ends stays on record, with who ended it.

    `until` is the last day of a role that ends by itself; another day than it had gives the role anew. Nobody gives
    themselves one while another could: so nobody opens by themselves what is closed to them.
    """
    user, wanted = User.objects.get(pk=user.pk), set(roles)
    refuse_strange(wanted)
    if MANAGER in user.role_names - wanted:
        refuse_without_manager(user, by, "end their role")
    renewed = _renewed(user, wanted, until)
    given = (wanted - user.role_names) | renewed
    if user == by and given:
        refuse_giving_oneself(user)
    _end(user, (set(user.holdings.current().names()) - wanted) | given, by=by)
    grant(user, given, by=by, until=until)
    record_event("own_role_given" if user == by and given else "roles_changed", by=by, about=user)
    user.forget_roles()
    return user


def grant(user: User, roles: Collection[str], *, by: User | None, until: date | None = None) -> None:
    """A role that ends by itself says when; where nobody is asked, at the set-up, it is as late as may be."""
    for role in sorted(roles):
        expires_at = _expiry(role, until, asked=by is not None)
        RoleHolding.objects.create(user=user, role=role, granted_by=by, expires_at=expires_at)


def _renewed(user: User, wanted: set[str], until: date | None) -> set[str]:
    held = [holding for holding in user.holdings.current() if holding.role in wanted & set(limits()) and holding.counts]
    return {holding.role for holding in held if until and until != holding.last_day}


def _expiry(role: str, until: date | None, *, asked: bool) -> datetime | None:
    """Give the end of the last day: it must come, and not be later than the table allows."""
    limit = limits().get(role)
    if limit is None:
        return None
    last = timezone.localdate() + limit
    if until is None and asked:
        raise Refusal("Enter the last day of the auditor's role", field="until")
    until = until or last
    if not timezone.localdate() <= until <= last:
        raise Refusal(f"Enter a day from today to {long_date(last)}: it can be given again then", field="until")
    return timezone.make_aware(datetime.combine(until + DAY, time.min))


def _end(user: User, roles: Collection[str], *, by: User) -> None:
    for holding in user.holdings.current().filter(role__in=roles):
        holding.ended_at, holding.ended_by = timezone.now(), by
        holding.save(update_fields=["ended_at", "ended_by"])


def refuse_strange(roles: Collection[str]) -> None:
    if not roles:
        raise Refusal("Choose at least one role", field="roles")
    if not set(roles) <= set(table()):
        raise Refusal("Choose from the roles on this page", field="roles")


def refuse_giving_oneself(user: User) -> None:
    """Where nobody else can change roles, it is allowed: the managers' review and the leads are told."""
    other = User.objects.able_to_sign_in().who_may(KEEPS_ROLES).exclude(pk=user.pk).by_name().first()
    if other:
        raise Refusal(f"You cannot give yourself a role. Ask another manager, such as {other.name}", field="roles")


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

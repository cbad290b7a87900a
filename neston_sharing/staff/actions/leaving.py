from django.utils import timezone

from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.staff.actions.codes import stop_codes
from neston_sharing.staff.actions.ending_sessions import end_all
from neston_sharing.staff.actions.roles import refuse_without_manager
from neston_sharing.staff.models import OneTimeCode, User
from neston_sharing.staff.table import MANAGER


@action
def deactivate(*, by: User, user: User) -> User:
    """Let a leaver out: their next request finds nobody signed in, and no code of theirs works any more.

    Their roles and all that they did stay on record. Sessions are deleted too, or they would come back to life if
    this person came back to work.
    """
    user = User.objects.get(pk=user.pk)
    if not user.is_active:
        raise Refusal("They have left already")
    if MANAGER in user.role_names:
        refuse_without_manager(user, by, "let them go")
    if user == by:
        raise Refusal("You cannot deactivate yourself. Ask a manager to do it")
    user.is_active, user.left_at = False, timezone.now()
    user.save(update_fields=["is_active", "left_at"])
    stop_codes(OneTimeCode.objects.filter(user=user))
    end_all(user)
    return user


@action
def reactivate(*, by: User, user: User) -> User:
    """Let somebody who left back in, with the roles that they had and the password that they knew."""
    user = User.objects.get(pk=user.pk)
    if user.is_active:
        raise Refusal("They work here already")
    user.is_active, user.left_at = True, None
    user.save(update_fields=["is_active", "left_at"])
    return user

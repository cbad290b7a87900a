"""Five wrong tries in a row shut an address out for fifteen minutes, whether anybody has it or not.

Who can keep the staff list is never shut out by somebody who guesses at everybody's password: the last manager who
could still come in waits a minute instead.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import recording
from neston_sharing.staff.models import SignInTries, User
from neston_sharing.staff.models.tries import address_digest
from neston_sharing.staff.table import MANAGER

TRIES = 5
FORGOTTEN_AFTER = timedelta(hours=1)
SHUT_OUT_FOR = timedelta(minutes=15)
LAST_MANAGER_WAITS = timedelta(minutes=1)


def shut_out_until(email: str) -> datetime | None:
    tries = SignInTries.objects.at(email)
    return tries.locked_now if tries else None


def count_wrong(email: str) -> None:
    """Count one more. Tries made while an address is shut out do not make it last longer."""
    with recording():
        tries = SignInTries.objects.at(email) or SignInTries(address=address_digest(email))
        if tries.locked_now:
            return
        now = timezone.now()
        tries.wrong = 1 if now - tries.last_at > FORGOTTEN_AFTER else tries.wrong + 1
        tries.last_at, tries.user = now, User.objects.with_email(email).first()
        if tries.wrong >= TRIES:
            _shut_out(tries)
        tries.save()


def forget_wrong(user: User) -> None:
    """They have shown who they are: begin to count anew."""
    tries = SignInTries.objects.at(user.email)
    if tries and (tries.wrong or tries.locked_until):
        open_again(tries)


def open_again(tries: SignInTries) -> None:
    tries.wrong, tries.locked_until = 0, None
    tries.save()


def _shut_out(tries: SignInTries) -> None:
    tries.wrong = 0
    tries.locked_until = timezone.now() + (LAST_MANAGER_WAITS if _is_last_manager(tries.user) else SHUT_OUT_FOR)
    record_event("locked_out", by=tries.user, data={"account": "known" if tries.user else "unknown"})


def _is_last_manager(user: User | None) -> bool:
    if user is None or MANAGER not in user.role_names:
        return False
    return not User.objects.able_to_sign_in().holding(MANAGER).not_shut_out().exclude(pk=user.pk).exists()

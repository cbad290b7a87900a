from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.staff.lockouts import open_again
from neston_sharing.staff.models import SignInTries, User


@action
def unlock(*, by: User, user: User) -> User:
    """Let somebody try again at once who is shut out after too many wrong passwords. Not for oneself."""
    tries = SignInTries.objects.of(user).locked().first()
    if tries is None:
        raise Refusal("They are not locked out any more")
    if user == by:
        raise Refusal("You cannot unlock yourself. Ask somebody else who may")
    open_again(tries)
    record_event("unlocked", by=by, about=user)
    return user

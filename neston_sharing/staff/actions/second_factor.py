from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.staff.actions.ending_sessions import end_all
from neston_sharing.staff.models import User
from neston_sharing.staff.second_factor import factors_of


@action
def take_away_second_factor(*, by: User | None, user: User) -> User:
    """Let somebody set up a new second factor who lost theirs: their telephone, and the recovery codes with it.

    They are signed out everywhere. Not for oneself, since whoever finds an open screen would be rid of it. `by` is
    nobody only at the command line of the computer itself, which is how the last manager gets in again.
    """
    if user == by:
        raise Refusal("You cannot take away your own second factor. Ask another manager")
    factors = list(factors_of(user))
    if not factors:
        raise Refusal("They have set up no second factor")
    for factor in factors:
        factor.delete()
    end_all(user)
    record_event("second_factor_taken_away", by=by, about=user)
    return user

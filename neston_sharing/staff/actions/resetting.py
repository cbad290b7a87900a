from neston_sharing.audit.context import acting
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.staff.actions.codes import give_code, use_code
from neston_sharing.staff.models import OneTimeCode, User

RESET = OneTimeCode.Purpose.RESET


@action
def give_reset_code(*, by: User, user: User) -> str:
    """Give a code with which this person sets a new password within the hour.

    Not for oneself: whoever finds a manager's screen open would otherwise set that manager's password.
    """
    user = User.objects.get(pk=user.pk)
    if user == by:
        raise Refusal("Change your own password on your own page")
    if not user.is_active:
        raise Refusal("They have left. Let them back in first")
    if user.is_invited:
        raise Refusal("They have not come in yet. Make a new invitation link instead")
    return give_code(user, RESET, by)


@action
def set_password_with_code(*, email: str, code: str, password: str) -> User:
    """Set a new password. The refusal is the same for an unknown address, a wrong code and one past its time."""
    reset = OneTimeCode.objects.resets().good(code).filter(user__email__iexact=email.strip()).first()
    if reset is None:
        raise Refusal(
            "This e-mail address and code do not go together, or the code was used or is more than an hour old. "
            "Check both, or ask a manager for a new code"
        )
    with acting(reset.user):
        return use_code(reset, password)

"""What invitations and resets share. Called within an action, never by itself."""

from allauth.account.signals import password_set
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from neston_sharing.foundation.actions import Refusal
from neston_sharing.staff.lockouts import forget_wrong
from neston_sharing.staff.models import OneTimeCode, User
from neston_sharing.staff.models.code import digest, new_code


def give_code(user: User, purpose: OneTimeCode.Purpose, by: User | None) -> str:
    """Make a code for this person and give it in plain; codes for the same purpose that still waited stop working."""
    stop_codes(OneTimeCode.objects.of(user).filter(purpose=purpose))
    code, now = new_code(), timezone.now()
    OneTimeCode.objects.create(
        user=user,
        purpose=purpose,
        digest=digest(code),
        made_by=by,
        made_at=now,
        expires_at=now + OneTimeCode.LIFE[purpose],
    )
    return code


def stop_codes(codes) -> None:
    for code in codes.waiting():
        code.expires_at = timezone.now()
        code.save(update_fields=["expires_at"])


def use_code(code: OneTimeCode, password: str) -> User:
    """Set the password that the code was given for; whoever was signed in as this person is out."""
    user = code.user
    refuse_poor(password, user)
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    user.set_password(password)
    user.save(update_fields=["password"])
    forget_wrong(user)
    password_set.send(sender=User, request=None, user=user)  # for the log: a password stands in no entry
    return user


def refuse_poor(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), field="password1") from error

"""allauth's forms for the second factor, given our labels and layout."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.forms import ReauthenticateForm as ByPassword
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from cryptography.exceptions import InvalidSignature
from django import forms

from neston_sharing.foundation.forms.base import Whole
from neston_sharing.foundation.forms.fields import Credential
from neston_sharing.staff.forms.passwords import Plain
from neston_sharing.staff.lockouts import shut_out_until
from neston_sharing.staff.second_factor import qr_path, use_up

CODE = "Code"
NO_PASSKEY = "The browser gave no passkey. Try again"
STUMBLED = (KeyError, IndexError, TypeError, ValueError, AttributeError, struct.error, InvalidSignature)
SHUT_OUT = "There were too many wrong codes. Wait a quarter of an hour, or ask a manager to unlock your account"


def refuse_shut_out(user) -> None:
    """Wrong codes are counted with wrong passwords, in the database."""
    if shut_out_until(user.email):
        raise forms.ValidationError(SHUT_OUT)


class WorksOnce(Plain, BaseAuthenticateForm):
    """A code that was given before counts as a wrong one, wherever it was given."""

    labels = {"code": CODE}
    hints = {"code": "The six figures that your app shows now, or one of your recovery codes"}

    def clean_code(self) -> str:
        refuse_shut_out(self.user)
        code = super().clean_code()
        if not use_up(self.authenticator, code):
            self._emit_authentication_failed(self.authenticator)
            raise get_adapter().validation_error("incorrect_code")
        return code


class GiveCode(WorksOnce, AuthenticateForm):
    pass


class GiveCodeAgain(WorksOnce, ReauthenticateForm):
    pass


class GivePasswordAgain(Plain, ByPassword):
    labels = {"password": "Password"}


class SetUpApp(Plain, ActivateTOTPForm):
    """Shows the app's secret as a picture and in letters."""

    labels = {"code": "Code that the app shows now"}
    hints = {"code": "Six figures"}

    @property
    def picture(self) -> dict:
        return qr_path(get_adapter().build_totp_url(self.user, self.secret))

    @property
    def letters(self) -> str:
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


class RemoveApp(Whole, DeactivateTOTPForm):
    pass


class NewRecoveryCodes(Whole, GenerateRecoveryCodesForm):
    pass


@contextmanager
def read_by_others() -> Iterator[None]:
    """Let fido2 read what a browser says of a passkey; where that stumbles over it, it is none."""
    try:
        yield
    except STUMBLED:
        raise forms.ValidationError(NO_PASSKEY) from None


class AddPasskey(Plain, AddWebAuthnForm):
    labels = {"name": "What do you call it?", "credential": "Passkey"}
    hints = {"name": "For example, my telephone. You see it when you look at your second factors"}
    credential = Credential()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages |= dict.fromkeys(("required", "invalid"), NO_PASSKEY)

    def clean(self) -> dict:
        with read_by_others():
            return super().clean()


class UsePasskey(Whole, AuthenticateWebAuthnForm):
    credential = Credential()

    def clean_credential(self):
        with read_by_others():
            return super().clean_credential()


class UsePasskeyAgain(Whole, ReauthenticateWebAuthnForm):
    credential = Credential()

    def clean_credential(self):
        with read_by_others():
            return super().clean_credential()

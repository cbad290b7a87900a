"""A second proof of who signs in: a code from an app on the telephone, a passkey, or a recovery code from a drawer.

Required of everybody whose roles show more than their own children (`Role.second_factor` in the table of roles). An
installation with demonstration data does not demand it, and says so on every page.
"""

import base64
import hashlib

import segno
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet

from neston_sharing.foundation.actions import recording
from neston_sharing.foundation.models import Setting
from neston_sharing.staff.models import User
from neston_sharing.staff.table import roles

PROVED = "second_factor"  # the session's note that its owner has one, so that it is looked up once
LAST_STEP = "last_step"  # beside an app's secret: the half minute whose code was used last
REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes stand in for one of these


class SecondFactor(DefaultMFAAdapter):
    """allauth's, with its secrets encrypted by the key that is kept outside the database, and in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, was used before or is too old. Enter the next one that is shown",
    }

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def _get_site_name(self) -> str:
        setting = Setting.objects.current()
        return setting.name if setting else "Neston Sharing"

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Give the secret; where the key was changed, one that fits no code ever shown."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return totp.generate_totp_secret()


def _box() -> Fernet:
    key = hashlib.sha256(b"staff.second_factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def needs_one(user: User) -> bool:
    """Whether one of this person's roles shows more than their own children."""
    table = roles()
    return any(table[name].second_factor for name in user.role_names if name in table)


def is_missing(user: User, session: SessionBase) -> bool:
    """Whether this person may go no further before they have set up a second factor."""
    if session.get(PROVED) == user.pk or not needs_one(user):
        return False
    if factors_of(user).filter(type__in=REAL).exists():
        session[PROVED] = user.pk
        return False
    setting = Setting.objects.current()
    return not (setting and setting.demonstration)


def factors_of(user: User) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=user.pk)


def is_first(factor: Authenticator) -> bool:
    """Whether its owner had no second factor before it; recovery codes are none."""
    others = factors_of(factor.user).filter(type__in=REAL).exclude(pk=factor.pk)
    return factor.type in REAL and not others.exists()


def use_up(factor: Authenticator, code: str) -> bool:
    """Let an app's code, and those before it, work no more. Says no where one of them was used already.

    It stands in the database, for a minute and a half is a code's time and what one process remembers no other knows.
    allauth sees to the codes of the other kinds.
    """
    if factor.type != Authenticator.Type.TOTP:
        return True
    with recording():
        now = Authenticator.objects.select_for_update().get(pk=factor.pk)
        steps = [step for step in _steps_of(now, code) if step > now.data.get(LAST_STEP, 0)]
        if steps:
            now.data[LAST_STEP] = steps[-1]
            now.save(update_fields=["data"])
    return bool(steps)


def _steps_of(factor: Authenticator, code: str) -> list[int]:
    """The half minutes near this moment for which the app shows this code."""
    secret = SecondFactor().decrypt(factor.data["secret"])
    steps = totp.yield_hotp_counters_from_time()
    shown = {step: totp.format_hotp_value(totp.hotp_value(secret, step)) for step in steps}
    return [step for step, figures in shown.items() if compare_user_code(actual=code, expected=figures)]


def qr_path(text: str) -> dict:
    """Give a QR code as the path of an SVG, and its size in modules: drawn here, sent nowhere."""
    rows = list(segno.make(text, error="m").matrix)
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, cell in enumerate(row) if cell]
    return {"size": len(rows), "path": "".join(dark)}

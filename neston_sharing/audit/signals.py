"""Signing in, signing out and new passwords, as Django and allauth tell of them."""

from collections.abc import Callable

from allauth.account.signals import password_changed, password_reset, password_set
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal


def connect() -> None:
    receivers: dict[Signal, Callable] = {
        user_logged_in: signed_in,
        user_logged_out: signed_out,
        user_login_failed: sign_in_failed,
        password_changed: password_renewed,
        password_reset: password_renewed,
        password_set: password_renewed,
    }
    for signal, receiver in receivers.items():
        signal.connect(receiver, dispatch_uid=f"audit.{receiver.__name__}")


def signed_in(sender, user, **kwargs) -> None:
    _record("sign_in", by=user)


def signed_out(sender, user, **kwargs) -> None:
    if user is not None:
        _record("sign_out", by=user)


def sign_in_failed(sender, credentials: dict, **kwargs) -> None:
    """What a stranger typed is not kept, only whether it was the address of an account, and whose."""
    users = get_user_model()
    typed = credentials.get(users.USERNAME_FIELD) or credentials.get("username") or ""
    known = users.objects.filter(**{f"{users.USERNAME_FIELD}__iexact": str(typed)[:254]}).first()
    _record("sign_in_failed", by=known, data={"account": "known" if known else "unknown"})


def password_renewed(sender, user, **kwargs) -> None:
    """The password itself is in no entry, so that it was renewed is an event."""
    _record("password_renewed", by=user)


def _record(event: str, **what) -> None:
    from neston_sharing.audit.events import record_event

    record_event(event, **what)

from django.contrib.auth.signals import user_logged_in, user_login_failed

from neston_sharing.audit import context
from neston_sharing.staff import lockouts, sitting
from neston_sharing.staff.sessions import device_words


def connect() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="staff.signed_in")
    user_login_failed.connect(sign_in_failed, dispatch_uid="staff.sign_in_failed")


def signed_in(sender, request, user, **kwargs) -> None:
    """Start the clock, and clear away the sessions whose time is over, with what was kept in them."""
    if request is not None:
        request.session.clear_expired()
        device = device_words(request.headers.get("User-Agent", ""))
        sitting.begin(request.session, user, device=device, address=context.current().address)
    lockouts.forget_wrong(user)


def sign_in_failed(sender, credentials: dict, **kwargs) -> None:
    if email := str(credentials.get("email") or credentials.get("username") or ""):
        lockouts.count_wrong(email)

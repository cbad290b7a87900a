from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_login_failed

from neston_sharing.audit import context
from neston_sharing.audit.events import record_event
from neston_sharing.staff import lockouts, sitting
from neston_sharing.staff.actions.ending_sessions import end_others
from neston_sharing.staff.second_factor import PROVED, is_first, use_up
from neston_sharing.staff.sessions import device_words


def connect() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="staff.signed_in")
    user_login_failed.connect(sign_in_failed, dispatch_uid="staff.sign_in_failed")
    mfa.authenticator_added.connect(factor_added, dispatch_uid="staff.factor_added")
    mfa.authenticator_removed.connect(factor_removed, dispatch_uid="staff.factor_removed")
    mfa.authenticator_reset.connect(codes_renewed, dispatch_uid="staff.codes_renewed")
    mfa.authentication_failed.connect(factor_failed, dispatch_uid="staff.factor_failed")


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


def factor_added(sender, request, user, authenticator, **kwargs) -> None:
    """The code that set an app up was given once, as any other. Whoever came in before without one is out: it need
    not be they who set it up."""
    use_up(authenticator, request.POST.get("code", ""))
    if is_first(authenticator):
        end_others(user, request.session.session_key)
    record_event("second_factor_added", by=user, data={"kind": authenticator.type})


def factor_removed(sender, request, user, authenticator, **kwargs) -> None:
    """Look again, at the next request, whether they still have one."""
    request.session.pop(PROVED, None)
    record_event("second_factor_removed", by=user, data={"kind": authenticator.type})


def codes_renewed(sender, user, **kwargs) -> None:
    record_event("recovery_codes_renewed", by=user)


def factor_failed(sender, user, **kwargs) -> None:
    """A wrong code counts like a wrong password."""
    record_event("second_factor_failed", by=user)
    lockouts.count_wrong(user.email)

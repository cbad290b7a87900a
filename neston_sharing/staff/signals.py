from django.contrib.auth.signals import user_logged_in

from neston_sharing.staff import sitting


def connect() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="staff.signed_in")


def signed_in(sender, request, user, **kwargs) -> None:
    """Start the clock, and clear away the sessions whose time is over, with what was kept in them."""
    if request is not None:
        request.session.clear_expired()
        sitting.begin(request.session, user)

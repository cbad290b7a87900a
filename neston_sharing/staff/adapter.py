import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.formats import date_format
from django.utils.timezone import localtime

from neston_sharing.audit import context
from neston_sharing.foundation.actions import recording
from neston_sharing.foundation.models import Setting
from neston_sharing.staff import sitting
from neston_sharing.staff.lockouts import shut_out_until

TOO_MANY = (
    "There were too many tries. Wait until {until}, or ask a manager or the computer helper to unlock your account"
)
CHANGED_MEANWHILE = "The password was changed meanwhile. Sign in with the new one"
BEGUN_WITH = "sign_in_begun_with"  # the session's note of a password, as Django notes that of whoever is signed in
logger = logging.getLogger(__name__)


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up: a manager invites by name."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and password do not go together. Check both and try again",
        "too_many_login_attempts": "There were too many tries. Wait a minute, then try again",
        "enter_current_password": "This is not the password that you use now",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """Refuse whoever is shut out, before their password is looked at: known or not, the answer is the same."""
        if until := shut_out_until(credentials.get("email", "")):
            raise ValidationError(TOO_MANY.format(until=date_format(localtime(until), "H:i")), code="too_many")
        super().pre_authenticate(request, **credentials)

    def pre_login(self, request: HttpRequest, user, **how) -> HttpResponse | None:
        """Note with which password it began: the second factor is given minutes later."""
        request.session[BEGUN_WITH] = user.get_session_auth_hash()
        return super().pre_login(request, user, **how)

    def login(self, request: HttpRequest, user) -> None:
        """The session, its entry in the log and the time of it stand or fall together, and are written at once.

        A sign-in whose password was changed before its second factor was given lets nobody in.
        """
        if not constant_time_compare(request.session.pop(BEGUN_WITH, ""), user.get_session_auth_hash()):
            messages.warning(request, CHANGED_MEANWHILE)
            raise ImmediateHttpResponse(redirect("account_login"))
        with recording():
            super().login(request, user)

    def is_reauthentication_required(self, app: str) -> bool:
        return not sitting.has_just_begun(self.request.session)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Count tries by the address that the audit log records, so that no header can pretend to be somebody else."""
        return context.current().address or "unknown"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("staff:me")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Send, naming the setting and nobody; a failure must neither break a page nor tell known from unknown."""
        try:
            super().send_mail(template_prefix, email, {**context, "setting": Setting.objects.current()})
        except (OSError, SMTPException) as error:
            logger.warning("An e-mail could not be sent: %s", type(error).__name__)

"""What staff are sent: words with the setting's name and a link, and nobody's name."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from neston_sharing.foundation.models import Setting

logger = logging.getLogger(__name__)


def send_invitation(email: str, link: str) -> None:
    """Send the link, where e-mail is configured. The page shows it too, so a failure is logged and no more."""
    if not settings.EMAIL_CONFIGURED:
        return
    context = {"setting": Setting.objects.current(), "link": link}
    subject = render_to_string("staff/email/invitation_subject.txt", context).strip()
    body = render_to_string("staff/email/invitation_message.txt", context)
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [email])
    except (OSError, SMTPException) as error:
        logger.warning("An invitation could not be sent: %s", type(error).__name__)

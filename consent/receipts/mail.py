"""The e-mail that brings a parent their copy: bland words that name nobody, and the PDF."""

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from neston_sharing.foundation.models import Setting

logger = logging.getLogger(__name__)


def send_copy(content: bytes, *, to: str) -> bool:
    """Send it, and say whether the mail server took it."""
    context = {"setting": Setting.objects.current()}
    subject = render_to_string("consent/email/copy_subject.txt", context).strip()
    message = EmailMessage(subject, render_to_string("consent/email/copy_message.txt", context), to=[to])
    message.attach("copy-to-keep.pdf", content, "application/pdf")
    try:
        return message.send() > 0
    except (OSError, SMTPException) as error:
        logger.warning("A parent's copy could not be sent: %s", type(error).__name__)
        return False

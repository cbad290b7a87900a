"""The digest by e-mail: how much of each kind needs attention, for one person, and a word on where to look.

It names nobody: kinds and numbers only, so that whoever else reads the mail learns of no family.
"""

import logging
from collections.abc import Callable
from smtplib import SMTPException
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string

from consent.attention import Kind, counts
from neston_sharing.foundation.models import Setting
from sharing.waiting.copies import TITLE as COPIES
from sharing.waiting.copies import how_many_asked
from sharing.waiting.decisions import NOT_IN_TIME, how_many_overdue
from sharing.waiting.log import TITLE as LOG_CHANGED
from sharing.waiting.log import how_many_changed
from sharing.waiting.visits import TITLE as LEFT_OPEN
from sharing.waiting.visits import how_many_left_open

logger = logging.getLogger(__name__)


class Beside(NamedTuple):
    """What is counted beside the families' papers."""

    title: str
    how_many: Callable[[object], int]


BESIDE = (
    Beside(LOG_CHANGED, how_many_changed),
    Beside(NOT_IN_TIME, how_many_overdue),
    Beside(LEFT_OPEN, how_many_left_open),
    Beside(COPIES, how_many_asked),
)
Lines = list[tuple[Kind | Beside, int]]


def who_gets_it():
    """Managers and safeguarding leads, who read every file; the committee's officers, for what is overdue."""
    return get_user_model().objects.who_may("consent.view_every_child", "sharing.back_up_when_asked").by_name()


def digest_for(person) -> Lines:
    """What needs this person's attention; nothing, and no mail is sent."""
    others = [(kind, count) for kind in BESIDE if (count := kind.how_many(person))]
    return [*others, *counts(person)]


def send(person, lines: Lines) -> bool:
    """Send it, and say whether that went well; what went wrong is logged without the address."""
    context = {"setting": Setting.objects.current(), "lines": lines}
    subject = render_to_string("operations/digest_subject.txt", context).strip()
    body = render_to_string("operations/digest_message.txt", context)
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [person.email])
    except (OSError, SMTPException) as error:
        logger.warning("A digest could not be sent: %s", type(error).__name__)
        return False
    return True

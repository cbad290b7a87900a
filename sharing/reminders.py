"""What nobody is asked to do by anybody, and would be forgotten: the log's review, its witnesses, backups, roles."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from neston_sharing.audit import reminders
from neston_sharing.foundation.templatetags.neston import long_date

SOON = timedelta(days=14)


class Reminder(NamedTuple):
    """Who is reminded (by permission), of what, and where it is done; `due` has rows where it is time."""

    may: str
    due: Callable[[], QuerySet]
    title: str
    hint: str
    page: str


def _running_out() -> QuerySet:
    return get_user_model().objects.running_out(SOON)


REMINDERS = {
    "review": Reminder(
        "audit.review_log",
        reminders.to_review,
        "Review the audit log",
        "What has happened since the last review, odd things first",
        "audit:review",
    ),
    "verify": Reminder(
        "audit.verify_log",
        reminders.to_verify,
        "Verify the audit log",
        "Nobody has found it whole for thirty days",
        "audit:verification",
    ),
    "take_out": Reminder(
        "audit.verify_log",
        reminders.to_take_out,
        "Take a checkpoint out of this computer",
        "None has left it for thirty days: print one, or keep the file elsewhere",
        "audit:verification",
    ),
    "back_up": Reminder(
        "audit.verify_log",
        reminders.to_back_up,
        "Make a backup",
        "The last is more than seven days old: the computer helper makes one",
        "audit:verification",
    ),
    "running_out": Reminder(
        "staff.manage",
        _running_out,
        "An auditor's role ends soon",
        "It ends by itself. It can be given again on their page",
        "staff:list",
    ),
}


def reminders_to_count(user) -> dict[str, QuerySet]:
    """To be counted with other things in one statement."""
    return {name: each.due() for name, each in REMINDERS.items() if user.has_perm(each.may)}


def reminded(user, counted: Mapping[str, int]) -> Iterator[tuple[str, str, str, str, str]]:
    """Give what makes a task of each that is due, and of the end of one's own role."""
    for name, each in REMINDERS.items():
        if counted.get(name):
            yield each.title, reverse(each.page), each.hint, "Due", "amber"
    if user.last_day and user.last_day <= timezone.localdate() + SOON:
        yield "Your role ends", reverse("staff:me"), "A manager can give it again", long_date(user.last_day), "amber"

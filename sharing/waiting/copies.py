"""Copies of a record that a family asked for, and the month in which they are answered: how many, and the first day.

Whose they are stands on the page of all of them; the home page and the digest count.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.urls import reverse
from django.utils import timezone

from neston_sharing.foundation.templatetags.neston import long_date
from sharing.models import CopyRequest
from sharing.models.copying import CopyRequestQuerySet
from sharing.one_month import Clock
from sharing.presenters.record_copies import clock_from
from sharing.waiting.tasks import Group, Task

TITLE = "Copies that families asked for"
MAY = "sharing.export_record"
SOON = 7  # days


def _asked(user) -> CopyRequestQuerySet:
    asked = CopyRequest.objects.visible_to(user) if user.has_perm(MAY) else CopyRequest.objects.none()
    return asked.of_families().unanswered()


def how_many_asked(user) -> int:
    """For the digest by e-mail, which names nobody."""
    return _asked(user).count()


def copies_asked_for(user) -> Group | None:
    """One line for all of them, in one query."""
    if not user.has_perm(MAY):
        return None
    clocks = list(_clocks(user))
    return Group(TITLE, (_task(clocks),)) if clocks else None


def _clocks(user) -> Iterator[Clock]:
    days = _asked(user).with_days().values_list("pk", "received_on", "steps__kind", "steps__on")
    for (_, received_on), rows in groupby(days, itemgetter(0, 1)):
        yield clock_from(received_on, [(kind, on) for *_, kind, on in rows if kind])


def _task(clocks: list[Clock]) -> Task:
    count, first = len(clocks), min((clock.due for clock in clocks if clock.due), default=None)
    title = "One request to answer" if count == 1 else f"{count} requests to answer"
    unknown = sum(clock.due is None for clock in clocks)
    hint = f"{unknown} of them: check who asks, and the month starts" if unknown else "Within a month of each"
    return Task(title, reverse("sharing:copies-asked"), hint, *_status(first))


def _status(first: date | None) -> tuple[str, str]:
    if first is None:
        return "Check who asks", "amber"
    left = (first - timezone.localdate()).days
    if left < 0:
        return f"The first is overdue since {long_date(first)}", "red"
    return f"The first by {long_date(first)}", "amber" if left <= SOON else "blue"

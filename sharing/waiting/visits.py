"""Visits that nobody has ended since yesterday or longer: raised on the home page until somebody does."""

from django.urls import reverse

from neston_sharing.foundation.templatetags.neston import date_time
from sharing.models import Visit
from sharing.models.visiting import VisitQuerySet
from sharing.waiting.tasks import Listed, Task

TITLE = "Visitors who were not signed out"


def _left_open(user) -> VisitQuerySet:
    return Visit.objects.raised_with(user).with_visitor().by_arrival()


def how_many_left_open(user) -> int:
    """For the digest by e-mail, which names nobody."""
    return _left_open(user).count()


def left_open(user) -> Listed:
    return Listed(TITLE, _left_open(user), _task, "sharing:visits")


def _task(visit: Visit) -> Task:
    return Task(
        str(visit.professional),
        reverse("sharing:visit-sign-out", args=[visit.pk]),
        f"{visit.professional.agency}, {visit.place}: sign them out, with when they really left",
        f"In since {date_time(visit.arrived_at)}",
        "red",
    )

"""Of whom broke the glass somebody designated is told on their home page, until one of them has looked into it."""

from django.urls import reverse

from consent.models import BrokenGlass
from consent.models.glass import TOLD
from neston_sharing.foundation.templatetags.neston import date_time
from sharing.waiting.tasks import Listed, Task

TITLE = "Broke the glass"


def glass_broken(user) -> Listed | None:
    """The oldest first: it is rare, and each is to be looked into."""
    if not user.has_perm(TOLD):
        return None
    return Listed(TITLE, BrokenGlass.objects.to_acknowledge(user).with_people().oldest_first(), _task, "home")


def _task(glass: BrokenGlass) -> Task:
    page = reverse("consent:glass-acknowledge", args=[glass.pk])
    title = f"{glass.user.name}: the file of {glass.child.name}"
    return Task(title, page, glass.reason, date_time(glass.broken_at), "red", glass.child)

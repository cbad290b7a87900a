"""What nobody asks for, and a manager has to look after: too few backers, and what is past its day."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from consent.attention import counts
from consent.models import AcknowledgementRequest, PolicyVersion
from neston_sharing.foundation.templatetags.neston import long_date

ENOUGH_BACKERS = 2


@dataclass(frozen=True)
class Task:
    """One row of what waits, as {% task_list %} draws it."""

    title: str
    url: str
    hint: str
    status: str
    kind: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    tasks: tuple[Task, ...]
    more: str = ""


def upkeep(user) -> Group | None:
    """What nobody asks for, and somebody has to look after."""
    looks = (_few_backers, _policies, _acknowledgements, _agencies, _families)
    tasks = tuple(task for look in looks for task in look(user))
    return Group("To look after", tasks) if tasks else None


def _few_backers(user) -> Iterator[Task]:
    if not user.has_perm("staff.manage"):
        return
    backers = get_user_model().objects.who_may("sharing.back_up").count()
    if backers < ENOUGH_BACKERS:
        hint = "Nobody can back what they decided themselves: give a second person the role"
        yield Task("Too few people can back decisions", reverse("staff:list"), hint, f"{backers} of 2", "red")


def _policies(user) -> Iterator[Task]:
    if not user.has_perm("consent.manage_policies"):
        return
    for version in PolicyVersion.objects.each_in_force():
        if version.is_overdue():
            due = f"Review was due {long_date(version.review_due)}"
            yield Task(version.title, reverse("consent:policies"), due, "Overdue", "red")


def _acknowledgements(user) -> Iterator[Task]:
    """New versions of a policy that parents were asked to acknowledge, and have not."""
    if not user.has_perm("consent.manage_policies"):
        return
    asked = AcknowledgementRequest.objects.visible_to(user).outstanding()
    for version in asked.by_version():
        late = version["first_due"] < timezone.localdate()
        count, due = version["waiting"], long_date(version["first_due"])
        page = f"{reverse('consent:policy-acknowledged', args=[version['version']])}?show=asked"
        hint = f"{count} {'child' if count == 1 else 'children'}: a parent has yet to sign for the new version"
        status = f"Overdue since {due}" if late else f"By {due}"
        yield Task(f"To be acknowledged: {version['version__title']}", page, hint, status, "red" if late else "amber")


def _agencies(user) -> Iterator[Task]:
    if not user.has_perm("agencies.change_agency"):
        return
    if count := Agency.objects.unchecked(timezone.localdate()).count():
        hint = "Nobody has checked their numbers for a year"
        yield Task("Agencies to check", reverse("agencies:list"), hint, str(count), "amber")


def _families(user) -> Iterator[Task]:
    """What waits of the families' papers, a line a kind; each leads to its part of the page that names them."""
    if not (user.has_perm("consent.view_every_child") or user.has_perm("consent.view_own_children")):
        return
    said_elsewhere = {"registrations"} | ({"acknowledgements"} if user.has_perm("consent.manage_policies") else set())
    for kind, count in counts(user, without=said_elsewhere):
        yield Task(kind.title, f"{reverse('consent:attention')}#{kind.code}", kind.hint, str(count), "amber")

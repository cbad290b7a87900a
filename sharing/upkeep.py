"""What nobody asks for, and a manager has to look after: too few backers, and what is past its day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from consent.attention import kinds_counted, to_count
from consent.models import AcknowledgementRequest, PolicyVersion
from neston_sharing.foundation.counting import count_each
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.reminders import reminded, reminders_to_count

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
    """What nobody asks for, and somebody has to look after; what is only counted is counted in one query."""
    counted = count_each(_to_count(user))
    looks = (_few_backers(counted), _policies(user), _acknowledgements(user), _agencies(counted), _families(counted))
    reminders = (Task(*said) for said in reminded(user, counted))
    tasks = (*(task for look in looks for task in look), *reminders)
    return Group("To look after", tasks) if tasks else None


def _to_count(user) -> dict[str, QuerySet | list]:
    asked: dict[str, QuerySet | list] = {}
    if user.has_perm("staff.manage"):
        asked["backers"] = get_user_model().objects.who_may("sharing.back_up").present()
    if user.has_perm("agencies.change_agency"):
        asked["agencies"] = Agency.objects.unchecked(timezone.localdate())
    if user.has_perm("consent.view_every_child") or user.has_perm("consent.view_own_children"):
        asked |= to_count(user, without=_said_elsewhere(user))
    return asked | reminders_to_count(user)


def _said_elsewhere(user) -> set[str]:
    return {"registrations"} | ({"acknowledgements"} if user.has_perm("consent.manage_policies") else set())


def _few_backers(counted: Mapping[str, int]) -> Iterator[Task]:
    backers = counted.get("backers", ENOUGH_BACKERS)
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


def _agencies(counted: Mapping[str, int]) -> Iterator[Task]:
    if count := counted.get("agencies"):
        hint = "Nobody has checked their numbers for a year"
        yield Task("Agencies to check", reverse("agencies:recheck-list"), hint, str(count), "amber")


def _families(counted: Mapping[str, int]) -> Iterator[Task]:
    """What waits of the families' papers, a line a kind; each leads to its part of the page that names them."""
    for kind, count in kinds_counted(counted):
        yield Task(kind.title, f"{reverse('consent:attention')}#{kind.code}", kind.hint, str(count), "amber")

"""What nobody asks for, and a manager has to look after: too few backers, and what is past its day."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from agencies.models import Agency
from consent.attention import kinds_counted, to_count
from consent.models import AcknowledgementRequest, Child, PolicyVersion
from neston_sharing.audit.models import Disposal, DueList
from neston_sharing.foundation.counting import count_each
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.reminders import reminded, reminders_to_count
from sharing.waiting.tasks import Group, Task

ENOUGH_BACKERS = 2
A_YEAR = timedelta(days=365)


def upkeep(user) -> Group | None:
    """What nobody asks for, and somebody has to look after; what is only counted is counted in one query."""
    counted = count_each(_to_count(user))
    of_others = (_numbers(counted), _few_backers(counted), _policies(user), _acknowledgements(user), _agencies(counted))
    looks = (*of_others, _families(counted), _disposal(counted))
    reminders = (Task(*said) for said in reminded(user, counted))
    tasks = (*(task for look in looks for task in look), *reminders)
    return Group("To look after", tasks) if tasks else None


def _to_count(user) -> dict[str, QuerySet | list]:
    asked: dict[str, QuerySet | list] = {}
    if user.has_perm("staff.manage"):
        asked["backers"] = get_user_model().objects.who_may("sharing.back_up").present()
    if user.has_perm("foundation.change_setting"):
        asked["numbers"] = Setting.objects.lacking_numbers()
    if user.has_perm("agencies.change_agency"):
        asked["agencies"] = Agency.objects.unchecked(timezone.localdate())
    if user.has_perm("sharing.keep_retention"):
        asked["listed"] = DueList.objects.made_since(timezone.now() - A_YEAR)
        asked["left"] = Child.objects.all().left(timezone.localdate() - A_YEAR)
    if user.has_perm("sharing.approve_disposal"):
        asked["disposals"] = Disposal.objects.visible_to(user).for_approval_by(user)
    if user.has_perm("consent.view_every_child") or user.has_perm("consent.view_own_children"):
        asked |= to_count(user, without=_said_elsewhere(user))
    return asked | reminders_to_count(user)


def _said_elsewhere(user) -> set[str]:
    return {"registrations"} | ({"acknowledgements"} if user.has_perm("consent.manage_policies") else set())


def _numbers(counted: Mapping[str, int]) -> Iterator[Task]:
    if counted.get("numbers"):
        hint = "They stand on every page under “Child in danger now?”: ring each one, then enter it"
        yield Task("Numbers to call", reverse("setting"), hint, "Not all set", "red")


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


def _disposal(counted: Mapping[str, int]) -> Iterator[Task]:
    """Once a year what is due is listed, from when the first children have been gone for a year; two people decide."""
    if counted.get("left") and not counted.get("listed"):
        hint = "Records are kept as long as the rules say, and no longer: it disposes of nothing yet"
        yield Task("List what is due for disposal", reverse("sharing:retention"), hint, "Once a year", "amber")
    if count := counted.get("disposals"):
        hint = "A second person reads what was proposed, and approves it or says no"
        yield Task("Disposals to approve", reverse("sharing:retention"), hint, str(count), "amber")

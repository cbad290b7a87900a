"""What came of a sharing, on the home page: no answer yet, what meetings asked of us, and meetings to come."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from django.urls import reverse
from django.utils import timezone

from sharing.following_up import wait_of
from sharing.models import Breach, Disclosure, Meeting, MeetingTask
from sharing.presenters.breach import present_breach
from sharing.presenters.meeting import meeting_task, task_of_ours
from sharing.waiting.tasks import Listed, Task

A_FORTNIGHT = timedelta(days=14)


def went_wrong(user) -> Listed | None:
    """Breaches of which nobody has told the regulator, or said why not: by the hours that are left."""
    if not user.has_perm("sharing.disclose"):
        return None
    rows = Breach.objects.visible_to(user).undecided().with_people().longest_known_first()
    return Listed("A sharing that went wrong", rows, _wrong, "sharing:breaches")


def _wrong(breach: Breach) -> Task:
    shown = present_breach(breach)
    child = breach.disclosure.decision.about
    title = f"{shown.reference}, {child.name}"
    return Task(title, shown.url, breach.get_kind_display(), shown.words, shown.colour, child)


def unanswered(user) -> Listed | None:
    """What went out and nobody answered: chased the next working day, escalated the one after, red when late."""
    if not user.has_perm("sharing.disclose"):
        return None
    rows = Disclosure.objects.visible_to(user).unanswered().with_people()
    return Listed("Shared, but did it arrive?", rows, _gone, "sharing:decisions")


def _gone(disclosure: Disclosure) -> Task:
    wait, decision, child = wait_of(disclosure), disclosure.decision, disclosure.about
    chase = f"{reverse('sharing:follow-up-new', args=[decision.reference])}?kind={wait.step}"
    return Task(
        f"{decision.reference}, {child.name}",
        chase if wait.is_due else reverse("sharing:arrival", args=[disclosure.pk]),
        f"{disclosure.to_whom}, {disclosure.get_route_display().lower()}",
        wait.words,
        wait.colour,
        child,
    )


TASKS = "Asked of us by a meeting"


def tasks_of_meetings(user, stood_in_for: Sequence = ()) -> Listed | None:
    """What meetings asked of us: one's own tasks and those of people away, for whoever leads on safeguarding all."""
    if not user.has_perm("sharing.record_meetings"):
        return None
    rows = MeetingTask.objects.waiting_for(user, stood_in_for).with_people()
    return Listed(TASKS, rows, partial(task_of_ours, away=stood_in_for), "sharing:meetings")


def meetings(user) -> Listed | None:
    """Meetings of the next fortnight, and those of which nobody has recorded what they decided."""
    if not user.has_perm("sharing.record_meetings"):
        return None
    soon = Meeting.objects.visible_to(user).not_told().before(timezone.now() + A_FORTNIGHT)
    return Listed("Meetings", soon.with_people().by_time(), meeting_task, "sharing:meetings")

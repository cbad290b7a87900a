"""Concerns on the home page: what nobody designated has seen comes before all else, then what is due of them."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from neston_sharing.foundation.templatetags.neston import long_date
from sharing.models import AdultConcern, Concern, ConcernDiscussion
from sharing.presenters.adult_concern import open_deadlines
from sharing.presenters.concern import age_of
from sharing.upkeep import Group, Task

SHOWN = 8
AT_RISK: dict[str, str] = {Concern.Safe.NO: "Not safe to go home", Concern.Safe.NOT_SURE: "Perhaps not safe to go home"}


def unread(user) -> Group | None:
    """What nobody designated has seen, with its age: of each person, what they did not notice themselves."""
    return _group("Concerns that nobody has read", Concern.objects.readable_by(user).unread().oldest_first(), _unread)


def _unread(concern: Concern) -> Task:
    late = timezone.localdate(concern.recorded_at) < timezone.localdate()
    return Task(
        f"{concern.reference}, {concern.about.name}",
        concern.get_absolute_url(),
        f"Reported by {concern.keyed_for or concern.recorded_by}",
        ", ".join(filter(None, (AT_RISK.get(concern.safe_to_go_home), age_of(concern)))),
        "red" if late or not concern.is_safe else "amber",
    )


def next_steps(user) -> Group | None:
    """What was agreed to be done about a concern, until a later row says that it was."""
    rows = ConcernDiscussion.objects.visible_to(user).awaiting_next_step().by_day()
    return _group("Next steps about concerns", rows, _next_step)


def _next_step(discussion: ConcernDiscussion) -> Task:
    late = discussion.next_by is not None and discussion.next_by < timezone.localdate()
    return Task(
        f"{discussion.concern.reference}, {discussion.concern.about.name}",
        discussion.concern.get_absolute_url(),
        discussion.next_step,
        f"{'Overdue since' if late else 'By'} {long_date(discussion.next_by)}",
        "red" if late else "amber",
    )


def about_adults(user) -> Group | None:
    """Concerns about adults that are this person's to act on, with what is counted down."""
    rows = AdultConcern.objects.handled_by(user).open().with_state_facts().oldest_first()
    return _group("Concerns about an adult who works here", rows, _about_adult)


def _about_adult(concern: AdultConcern) -> Task:
    waiting = open_deadlines(concern)
    first = min(waiting, key=lambda deadline: deadline.due, default=None)
    return Task(
        f"{concern.reference}, {concern.about_name}",
        concern.get_absolute_url(),
        first.what if first else concern.get_nature_display(),
        first.words if first else "Open",
        first.kind if first else "blue",
    )


def _group(title: str, rows, task: Callable[..., Task]) -> Group | None:
    oldest = list(rows.with_people()[: SHOWN + 1])
    if not oldest:
        return None
    return Group(title, tuple(map(task, oldest[:SHOWN])), reverse("sharing:concerns") if len(oldest) > SHOWN else "")

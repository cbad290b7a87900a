"""Concerns on the home page: what nobody designated has seen, a child who may be in danger at home before all else,
then what is due of them."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils import timezone

from neston_sharing.foundation.templatetags.neston import long_date
from sharing.models import AdultConcern, Concern
from sharing.presenters.adult_concern import open_deadlines
from sharing.presenters.concern import age_of
from sharing.waiting.tasks import SHOWN, Group, Listed, Task

AT_ONCE = "A child may not be safe at home, and nobody has read it"
UNREAD, NEXT_STEPS = "Concerns that nobody has read", "Next steps about concerns"
AT_RISK: dict[str, str] = {Concern.Safe.NO: "Not safe to go home", Concern.Safe.NOT_SURE: "Perhaps not safe to go home"}


def groups_of_concerns(user) -> dict[str, Group | None]:
    """Give what to read and what is agreed to be done next, by their titles, in one query."""
    rows = list(Concern.objects.waiting_for(user).with_people().oldest_first())
    unread = [each for each in rows if each.is_unread]
    to_do = sorted((each for each in rows if each.next_by), key=lambda each: each.next_by or date.max)
    return {
        AT_ONCE: _group(AT_ONCE, [each for each in unread if not each.is_safe], _unread),
        UNREAD: _group(UNREAD, [each for each in unread if each.is_safe], _unread),
        NEXT_STEPS: _group(NEXT_STEPS, to_do, _next_step),
    }


def _unread(concern: Concern) -> Task:
    """With its age; of each person, what they did not notice themselves."""
    late = timezone.localdate(concern.recorded_at) < timezone.localdate()
    return Task(
        f"{concern.reference}, {concern.about.name}",
        concern.get_absolute_url(),
        f"Reported by {concern.keyed_for or concern.recorded_by}",
        ", ".join(filter(None, (AT_RISK.get(concern.safe_to_go_home), age_of(concern)))),
        "red" if late or not concern.is_safe else "amber",
        concern.about,
    )


def _next_step(concern: Concern) -> Task:
    late = concern.next_by is not None and concern.next_by < timezone.localdate()
    return Task(
        f"{concern.reference}, {concern.about.name}",
        concern.get_absolute_url(),
        concern.next_step or "",
        f"{'Overdue since' if late else 'By'} {long_date(concern.next_by)}",
        "red" if late else "amber",
        concern.about,
    )


def about_adults(user) -> Listed:
    """Concerns about adults that are this person's to act on, with what is counted down."""
    rows = AdultConcern.objects.handled_by(user).open().with_state_facts().with_people().oldest_first()
    return Listed("Concerns about an adult who works here", rows, _about_adult, "sharing:concerns")


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


def _group(title: str, oldest: list[Concern], task: Callable[..., Task]) -> Group | None:
    if not oldest:
        return None
    return Group(title, tuple(map(task, oldest[:SHOWN])), reverse("sharing:concerns") if len(oldest) > SHOWN else "")

"""What waits for whom and since when, first things first: the home page asks nothing else.

Each group shows the oldest few, `more` leads to the rest. Groups of decisions are fetched together, as are those of
concerns; each other takes one query.
"""

from django.urls import reverse
from django.utils import timezone

from consent.models import Child
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.standing_in import stood_in_for_by
from sharing.upkeep import Group, Task, upkeep
from sharing.waiting_concerns import NEXT_STEPS, UNREAD, about_adults, groups_of_concerns
from sharing.waiting_copies import copies_asked_for
from sharing.waiting_decisions import (
    BACK_UP,
    DISAGREED,
    DISCLOSE,
    DOUBTS,
    DRAFTS,
    HELD_UP,
    REFERRED,
    RETURNED,
    SHOWN,
    STOPPED,
    UNTOLD,
    groups_of_decisions,
)
from sharing.waiting_follow_up import TASKS, meetings, tasks_of_meetings, unanswered, went_wrong
from sharing.waiting_glass import glass_broken
from sharing.waiting_requests import asked_of_others
from sharing.waiting_visits import left_open


def waiting_for(user) -> list[Group]:
    """Give every group that has something in it for this person, the most urgent first."""
    away = stood_in_for_by(user)
    together = groups_of_decisions(user, away) | groups_of_concerns(user) | {TASKS: tasks_of_meetings(user, away)}
    made = (together.get(make) if isinstance(make, str) else make(user) for make in GROUPS)
    return [group for group in made if group]


def children_to_register(user) -> Group | None:
    """Policy 2.2: a child whose registration no parent has signed is flagged."""
    if not user.has_perm("consent.register_child"):
        return None
    rows = list(Child.objects.visible_to(user).attending().unregistered().by_start()[: SHOWN + 1])
    more = reverse("consent:children") if len(rows) > SHOWN else ""
    return Group("Registration not signed", tuple(map(_unregistered, rows[:SHOWN])), more) if rows else None


def _unregistered(child: Child) -> Task:
    today = timezone.localdate()
    begun = "Started" if child.starts_on <= today else "Starts"
    return Task(
        child.name,
        child.get_absolute_url(),
        "No parent has signed the registration",
        f"{begun} {long_date(child.starts_on)}",
        "amber" if begun == "Started" else "",
    )


GROUPS = (
    UNREAD,
    glass_broken,
    about_adults,
    went_wrong,
    REFERRED.title,
    left_open,
    BACK_UP.title,
    NEXT_STEPS,
    unanswered,
    TASKS,
    meetings,
    copies_asked_for,
    RETURNED.title,
    DOUBTS.title,
    HELD_UP.title,
    STOPPED.title,
    DISCLOSE.title,
    UNTOLD.title,
    DRAFTS.title,
    asked_of_others,
    children_to_register,
    DISAGREED.title,
    upkeep,
)
"""In the order of the page: a title of what is fetched together, or what makes a group."""

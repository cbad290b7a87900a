"""What waits for whom and since when, first things first: the home page asks nothing else.

Each group shows the oldest few, `more` leads to the rest. Groups of decisions are fetched together, as are those of
concerns; the rows of all others take one query, and one for each level of what is fetched with them.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from consent.models import Child
from neston_sharing.foundation.templatetags.neston import long_date
from neston_sharing.foundation.together import fetch_each
from sharing.standing_in import stood_in_for_by
from sharing.waiting.concerns import AT_ONCE, NEXT_STEPS, UNREAD, about_adults, groups_of_concerns
from sharing.waiting.copies import copies_asked_for
from sharing.waiting.decisions import (
    BACK_UP,
    DISAGREED,
    DISCLOSE,
    DOUBTS,
    DRAFTS,
    HELD_UP,
    REFERRED,
    RETURNED,
    STOPPED,
    STRANDED,
    UNTOLD,
    groups_of_decisions,
)
from sharing.waiting.follow_up import TASKS, meetings, tasks_of_meetings, unanswered, went_wrong
from sharing.waiting.glass import glass_broken
from sharing.waiting.log import log_found_changed
from sharing.waiting.requests import asked_of_others
from sharing.waiting.roles import newly_leading
from sharing.waiting.tasks import Group, Listed, Task
from sharing.waiting.upkeep import upkeep
from sharing.waiting.visits import left_open

SEEN_AT_ONCE = 2  # groups, on a laptop


def waiting_for(user) -> list[Group]:
    """Give every group that has something in it for this person, the most urgent first."""
    away = stood_in_for_by(user)
    asked = {TASKS: tasks_of_meetings(user, away)} | {make: make(user) for make in GROUPS if callable(make)}
    made = groups_of_decisions(user, away) | groups_of_concerns(user) | fetch_listed(asked)
    return [group for group in (*map(made.get, GROUPS), upkeep(user)) if group]


def urgent_of(waiting: list[Group]) -> list[tuple[int, Group]]:
    """Give the urgent groups of a page that is too long to be seen at once, with their places on it, from 1."""
    is_long = len(waiting) > SEEN_AT_ONCE
    return [(place, group) for place, group in enumerate(waiting, 1) if is_long and group.is_urgent]


def fetch_listed(asked: Mapping[Any, Listed | Group | None]) -> dict[Any, Group | None]:
    """Fetch the rows of several groups by one query; give each as it is shown, None without a row."""
    listed = {name: each for name, each in asked.items() if isinstance(each, Listed)}
    fetched = fetch_each(*(each.first() for each in listed.values()))
    shown = {name: each.of(rows) for (name, each), rows in zip(listed.items(), fetched, strict=True)}
    return {name: each for name, each in asked.items() if not isinstance(each, Listed)} | shown


def children_to_register(user) -> Listed | None:
    """Policy 2.2: a child whose registration no parent has signed is flagged."""
    if not user.has_perm("consent.register_child"):
        return None
    rows = Child.objects.visible_to(user).attending().unregistered().by_start()
    return Listed("Registration not signed", rows, _unregistered, "consent:children")


def _unregistered(child: Child) -> Task:
    today = timezone.localdate()
    begun = "Started" if child.starts_on <= today else "Starts"
    return Task(
        child.name,
        child.get_absolute_url(),
        "No parent has signed the registration",
        f"{begun} {long_date(child.starts_on)}",
        "amber" if begun == "Started" else "",
        child,
    )


GROUPS = (
    AT_ONCE,
    UNREAD,
    REFERRED.title,
    log_found_changed,
    glass_broken,
    newly_leading,
    about_adults,
    went_wrong,
    left_open,
    BACK_UP.title,
    NEXT_STEPS,
    unanswered,
    TASKS,
    meetings,
    copies_asked_for,
    STRANDED.title,
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
)
"""In the order of the page: a title of what is fetched elsewhere, or what lists a group. At the top stand children
for whom nobody has done anything yet, and referrals to back in person (policy, part 2). What is to be looked after
comes last."""

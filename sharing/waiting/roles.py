"""Who became the lead or a deputy is said to those who are: the role opens files, and nobody takes it unseen."""

from datetime import timedelta

from django.contrib.auth import get_user_model

from sharing.waiting.tasks import Listed, Task

TITLE = "New lead or deputy"
LEADS = "sharing.lead_safeguarding"
LATELY = timedelta(days=14)


def newly_leading(user) -> Listed | None:
    """For two weeks; not to themselves, and of the set-up nobody is told."""
    if not user.has_perm(LEADS):
        return None
    rows = get_user_model().objects.given_lately(LEADS, LATELY).exclude(pk=user.pk).by_name()
    return Listed(TITLE, rows, _task, "home")


def _task(person) -> Task:
    """Their page is the managers': it has no link."""
    hint = f"Given the role by {person.role_given_by}. Ask a manager if you did not know of it"
    return Task(person.name, "", hint, "Within two weeks", "amber")

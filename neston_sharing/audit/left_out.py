"""What a review did not show to its reviewer, to whom it was shut: it waits for the next who sees it.

Each review leaves an entry for each child that was shut to its reviewer, under that child's reference, so that whoever
may not know of the child does not read it. It says since which entry nobody who sees the child has reviewed it.
"""

from functools import reduce
from operator import or_

from django.db.models import Q

from neston_sharing.audit import subjects
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry, Review
from neston_sharing.audit.models.querysets import EntryQuerySet
from neston_sharing.audit.shut import Shut
from neston_sharing.foundation.references import is_child_reference

LEFT_OUT = "left_out_of_review"


def waiting(last: Review | None) -> dict[str, int]:
    """Give child's reference → the entry after which it waits for a reviewer who sees it; the last review says all."""
    if last is None:
        return {}
    said = Entry.objects.of_event(LEFT_OUT).after(last.until).about_row(last)
    return {subject: data["since"] for subject, data in said.values_list("subject", "additional_data") if data}


def under_review(last: Review | None, until: int, user, shut: Shut) -> tuple[EntryQuerySet, bool]:
    """Give what this person is to review: all since the last review, and of those who were shut to the reviewers
    before what has waited; and whether anything has."""
    seen, start = Entry.objects.visible_to(user, shut), last.until if last else 0
    open_now = {subject: since for subject, since in waiting(last).items() if subject not in shut.references}
    if not open_now:
        return seen.between(start, until), False
    waited = Q(id__gt=min(open_now.values()), id__lte=start) & subjects.shut(open_now).entries()
    return seen.filter(Q(id__gt=start, id__lte=until) | waited), True


def leave_out(review: Review, last: Review | None, *, by) -> None:
    """Write down what was shut to the reviewer: what has waited already, and of whom there was anything to review."""
    shut, before, start = subjects.shut_to(by), waiting(last), last.until if last else 0
    new = _told_of(shut, Entry.objects.between(start, review.until)) if shut else set()
    for subject in sorted(shut.references):
        if subject in before or subject in new:
            record_event(LEFT_OUT, by=by, subject=subject, about=review, data={"since": before.get(subject, start)})


def _told_of(shut: Shut, entries: EntryQuerySet) -> set[str]:
    """Give the references of which these entries tell; where one tells of what was moved, of every child."""
    told = set(entries.about_any(shut.references).order_by().values_list("subject", flat=True).distinct())
    named = entries.filter(object_repr__in=shut.references).order_by()
    told |= set(named.values_list("object_repr", flat=True).distinct())
    if (moved := shut.moved()) and entries.filter(reduce(or_, moved)).exists():
        told |= set(filter(is_child_reference, shut.references))
    return told

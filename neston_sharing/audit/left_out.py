"""What a review did not show to its reviewer, to whom it was shut: it waits for the next who sees it.

Each review leaves an entry for each child that was shut to its reviewer, under that child's reference, so that whoever
may not know of the child does not read it. It says since which entry nobody who sees the child has reviewed it. One
under no reference says so of the reviewer's own refused attempts, of which such a reviewer reads nothing.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.crypto import salted_hmac

from neston_sharing.audit import subjects
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry, Review
from neston_sharing.audit.models.querysets import EntryQuerySet
from neston_sharing.audit.oddities import REFUSED
from neston_sharing.audit.shut import LEFT_OUT, Shut
from neston_sharing.foundation.references import is_child_reference

OWN_ATTEMPTS = ""  # what they stand under, who are nobody's file


def mark_of(user, until: int, shut: Shut) -> str:
    """Give a mark of what is open to this person in a review up to an entry: it says only whether it is the same."""
    said = f"{user.pk} {until} {' '.join(sorted(shut.references))}"
    return salted_hmac("what a review shows", said, algorithm="sha256").hexdigest()


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
    open_now = _open_to(user, last, shut)
    if not open_now:
        return seen.between(start, until), False
    waited = Q(id__gt=min(open_now.values()), id__lte=start) & _entries_of(open_now, last)
    return seen.filter(Q(id__gt=start, id__lte=until) | waited), True


def _open_to(user, last: Review | None, shut: Shut) -> dict[str, int]:
    """Give of what waits what this person may review: what is not shut to them, and nobody their own attempts."""
    closed = {*shut.references, *([OWN_ATTEMPTS] if last and last.recorded_by == user else [])}
    return {subject: since for subject, since in waiting(last).items() if subject not in closed}


def _entries_of(waited: Iterable[str], last: Review | None) -> Q:
    own = [Q(actor=last.recorded_by, event=REFUSED)] if last and OWN_ATTEMPTS in waited else []
    children = [reference for reference in waited if reference != OWN_ATTEMPTS]
    return reduce(or_, [*own, *([subjects.shut(children).entries()] if children else [])])


def leave_out(review: Review, last: Review | None, *, by) -> None:
    """Write down what was shut to the reviewer: what has waited already, and of whom there was anything to review."""
    shut, before, start = subjects.shut_to(by), waiting(last), last.until if last else 0
    new = _told_of(shut, Entry.objects.between(start, review.until)) if shut else set()
    still = {*shut.references, *new} | ({OWN_ATTEMPTS} if last and last.recorded_by == by else set())
    for subject in sorted(still):
        if subject in before or subject in new:
            record_event(LEFT_OUT, by=by, subject=subject, about=review, data={"since": before.get(subject, start)})


def _told_of(shut: Shut, entries: EntryQuerySet) -> set[str]:
    """Give the references of which these entries tell; where one tells of what was moved, of every child."""
    told = set(entries.about_any(shut.references).order_by().values_list("subject", flat=True).distinct())
    named = " ".join(entries.filter(shut.named()).order_by().values_list("object_repr", flat=True).distinct())
    told |= {reference for reference in shut.references if reference in named}
    if entries.filter(actor=shut.reader, event=REFUSED).exists():
        told.add(OWN_ATTEMPTS)
    if (moved := shut.moved()) and entries.filter(reduce(or_, moved)).exists():
        told |= set(filter(is_child_reference, shut.references))
    return told

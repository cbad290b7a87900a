"""What of earlier reviews a reader is told: what was read and noted may be about a child who is closed to them."""

from collections.abc import Iterable
from typing import NamedTuple

from neston_sharing.audit import sampling, subjects
from neston_sharing.audit.left_out import left_something
from neston_sharing.audit.models import Review
from neston_sharing.audit.shut import Shut

KIND = Review._meta.label_lower


class Told(NamedTuple):
    review: Review
    decisions: list[str]
    notes: str


def told(reviews: Iterable[Review], user) -> list[Told]:
    """Give of each the decisions that this person may see, and the notes, where these are open to them."""
    reviews = list(reviews)
    seen = sampling.seen({name for review in reviews for name in review.decisions}, user)
    closed = closed_notes([review.pk for review in reviews], user, subjects.shut_to(user))
    return [
        Told(each, [name for name in each.decisions if name in seen], "" if each.pk in closed else each.notes)
        for each in reviews
    ]


def closed_notes(numbers: Iterable[int], user, shut: Shut) -> frozenset[int]:
    """Give those of these reviews whose notes are not for this person: somebody else's, that were about something that
    is shut to them. A few statements, and none where nothing is shut."""
    numbers = list(numbers)
    if not (numbers and shut):
        return frozenset()
    theirs = Review.objects.numbered(numbers).by_others_than(user)
    return left_something(theirs, shut).union(theirs.telling_of(shut).values_list("pk", flat=True))


def shut_in_export(user) -> Shut:
    """Give what is shut to this person, with the reviews that could be told in part only: an entry leaves whole."""
    if not (shut := subjects.shut_to(user)):
        return shut
    noted = list(Review.objects.values_list("pk", "decisions", "notes"))
    closed = closed_notes([number for number, _, notes in noted if notes], user, shut)
    return shut.with_rows(KIND, {*closed, *(number for number, names, _ in noted if any(map(shut.names, names)))})

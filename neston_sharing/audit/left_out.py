"""What a review did not show to its reviewer: it waits for the next who sees it, however many reviews later.

Each review leaves one entry with the numbers of those that were hidden from its reviewer: what is shut to them, and
their own refused attempts, which nobody reviews themselves. It is left after every review, whether or not anything was
hidden, and no reader is told of it (see `shut.kept_from`).
"""

from collections.abc import Iterable

from django.db.models import Q

from neston_sharing.audit import subjects
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry, Review
from neston_sharing.audit.models.querysets import EntryQuerySet
from neston_sharing.audit.models.review import ReviewQuerySet
from neston_sharing.audit.shut import LEFT_OUT, Shut, kept_from


def waiting(last: Review | None) -> list[int]:
    """Give the numbers of the entries that the last review, or one before it, left to somebody else."""
    if last is None:
        return []
    left = Entry.objects.of_event(LEFT_OUT).after(last.until).about_row(last)
    said = left.values_list("subject", "additional_data")
    return [number for subject, data in said for number in _left(subject, data, last)]


def _left(subject: str, data: dict, last: Review) -> Iterable[int]:
    """Give what one entry says. Once it was one for each child: all about them, after the entry that it names."""
    if "since" not in data:
        return data["entries"]
    told = Entry.objects.between(data["since"], last.until).filter(subjects.shut([subject]).entries())
    return told.values_list("pk", flat=True)


def under_review(last: Review | None, until: int, waits: Iterable[int]) -> EntryQuerySet:
    """Give what a review up to an entry is about, whoever reviews: all since the last one, and what waits."""
    new = Q(id__gt=last.until if last else 0, id__lte=until)
    return Entry.objects.filter(new | Q(id__in=list(waits))).exclude(event=LEFT_OUT)


def hidden_from(user, entries: EntryQuerySet, shut: Shut) -> list[int]:
    """Give the numbers of those of these entries that this person is not told."""
    hidden = kept_from(user) | shut.entries() if shut else kept_from(user)
    return list(entries.filter(hidden).order_by("id").values_list("id", flat=True))


def leave_out(review: Review, entries: Iterable[int], *, by) -> None:
    """Write down what of a review was hidden from its reviewer."""
    record_event(LEFT_OUT, by=by, about=review, data={"entries": sorted(set(entries))})


def left_something(reviews: ReviewQuerySet, shut: Shut) -> frozenset[int]:
    """Give the keys of those of these reviews to which an earlier one left something that is `shut`."""
    followed = reviews.by_last()
    said = Entry.objects.of_event(LEFT_OUT).about_rows(Review, followed)
    left = list(said.values_list("object_id", "subject", "additional_data"))
    numbers = {number for *_, data in left for number in data.get("entries", ())}
    hidden = set(Entry.objects.filter(shut.entries(), id__in=numbers).values_list("id", flat=True))
    return frozenset(
        followed[last]
        for last, subject, data in left
        if subject in shut.references or not hidden.isdisjoint(data.get("entries", ()))
    )

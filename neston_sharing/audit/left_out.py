"""What a review did not show to its reviewer: it waits for the next who sees it, however many reviews later.

Each review leaves one entry that says what of it was hidden from its reviewer: children, of whom something was told
that is shut to them, and their own refused attempts, which nobody reviews themselves. It is left after every review,
whether or not anything was hidden, and no reader is told of it (see `shut.kept_from`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Min, Q

from neston_sharing.audit import subjects
from neston_sharing.audit.events import record_event
from neston_sharing.audit.models import Entry, Review
from neston_sharing.audit.models.querysets import EntryQuerySet
from neston_sharing.audit.oddities import REFUSED
from neston_sharing.audit.shut import LEFT_OUT, Shut
from neston_sharing.foundation.references import is_child_reference


@dataclass(frozen=True)
class Waiting:
    """Child's reference → the entry after which all about the child waits; number of a person → the entry after which
    their refused attempts do."""

    children: dict[str, int] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.children or self.people)

    def until(self, last: int) -> Q:
        """The entries that wait, up to the last that was reviewed."""
        told = [Q(actor=person, event=REFUSED, id__gt=since) for person, since in self.people.items()]
        if self.children:
            told.append(subjects.shut(self.children).entries() & Q(id__gt=min(self.children.values())))
        return Q(id__lte=last) & reduce(or_, told)


def waiting(last: Review | None) -> Waiting:
    """Give what waits since the last review, which says all."""
    if last is None:
        return Waiting()
    said = Entry.objects.of_event(LEFT_OUT).after(last.until).about_row(last)
    children: dict[str, int] = {}
    people: dict[int, int] = {}
    for subject, data in said.values_list("subject", "additional_data"):
        children |= {subject: data["since"]} if subject else data["children"]  # once it was an entry for each child
        people |= {int(person): since for person, since in data.get("people", {}).items()}
    return Waiting(children, people)


def under_review(last: Review | None, until: int) -> tuple[EntryQuerySet, EntryQuerySet]:
    """Give what a review up to an entry is about, whoever reviews: everything, and of that what has waited."""
    start, waits = last.until if last else 0, waiting(last)
    new = Entry.objects.between(start, until)
    if not waits:
        return new, Entry.objects.none()
    waited = waits.until(start)
    return Entry.objects.filter(Q(id__gt=start, id__lte=until) | waited), Entry.objects.filter(waited)


def leave_out(review: Review, last: Review | None, *, by, shut: Iterable[str]) -> None:
    """Write down what of a review was hidden from its reviewer, to whom these children are `shut`, or were when its
    page was shown."""
    everything, _ = under_review(last, review.until)
    children = {reference: first - 1 for reference, first in _first_told(subjects.shut(shut), everything)}
    own = everything.filter(actor=by, event=REFUSED).aggregate(first=Min("id"))["first"]
    people = {str(by.pk): own - 1} if own else {}
    record_event(LEFT_OUT, by=by, about=review, data={"children": children, "people": people})


def _first_told(shut: Shut, entries: EntryQuerySet) -> Iterator[tuple[str, int]]:
    """Give reference and number of the first of these entries that tells of it, the earliest last; where one tells of
    what was moved, of every child."""
    if not shut:
        return
    found: list[tuple[str, int]] = []
    for name in ("subject", "object_repr"):
        told = entries.filter(**{f"{name}__in": shut.references}).order_by()
        found += told.values_list(name).annotate(first=Min("id"))
    if moved := shut.moved():
        first = entries.filter(reduce(or_, moved)).aggregate(first=Min("id"))["first"]
        found += [(reference, first) for reference in shut.references if first and is_child_reference(reference)]
    yield from sorted(found, key=lambda each: -each[1])

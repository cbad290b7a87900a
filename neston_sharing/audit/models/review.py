from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from neston_sharing.audit.models.entry import Entry
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models.record import Record

if TYPE_CHECKING:
    from neston_sharing.audit.shut import Shut


class ReviewQuerySet(models.QuerySet["Review"]):
    def last_one(self) -> "Review | None":
        return self.order_by("-until").select_related("recorded_by").first()

    def newest(self, number: int) -> "ReviewQuerySet":
        return self.order_by("-until").select_related("recorded_by")[:number]

    def numbered(self, numbers) -> "ReviewQuerySet":
        return self.filter(pk__in=numbers)

    def by_others_than(self, user) -> "ReviewQuerySet":
        return self.exclude(recorded_by=user)

    def by_last(self) -> dict[int, int]:
        """Give the key of the review before each → its own; of the very first, nothing."""
        pairs = self.annotate(last=_last("pk")).values_list("last", "pk")
        return {last: key for last, key in pairs if last}

    def telling_of(self, shut: "Shut") -> "ReviewQuerySet":
        """Those in whose time something happened that is shut."""
        within = Entry.objects.filter(shut.entries(), id__gt=OuterRef("after"), id__lte=OuterRef("until"))
        return self.alias(after=Coalesce(_last("until"), 0)).filter(Exists(within))


def _last(column: str) -> Subquery:
    """What the review before a row says in a column."""
    before = Review.objects.filter(until__lt=OuterRef("until")).order_by("-until")
    return Subquery(before.values(column)[:1])


class Review(Record):
    """A manager read what had happened, up to the entry numbered `until`, and signed it off; `decisions` were read."""

    until = models.PositiveBigIntegerField("up to entry", unique=True)
    decisions = models.JSONField("decisions that were read", default=list)
    notes = models.TextField("notes", blank=True)

    objects = ReviewQuerySet.as_manager()

    guards = append_only("A review of the audit log")

    class Meta:
        ordering = ["-until"]
        default_permissions = ()
        verbose_name = "review of the audit log"

    def __str__(self) -> str:
        return f"up to entry {self.until}"

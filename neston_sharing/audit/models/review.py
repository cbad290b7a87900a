from django.db import models

from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models.record import Record


class ReviewQuerySet(models.QuerySet["Review"]):
    def last_one(self) -> "Review | None":
        return self.order_by("-until").select_related("recorded_by").first()

    def newest(self, number: int) -> "ReviewQuerySet":
        return self.order_by("-until").select_related("recorded_by")[:number]

    def numbered(self, numbers) -> "ReviewQuerySet":
        return self.filter(pk__in=numbers)

    def by_others_than(self, user) -> "ReviewQuerySet":
        return self.exclude(recorded_by=user)

    def before(self, review: "Review") -> "ReviewQuerySet":
        return self.filter(until__lt=review.until)


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

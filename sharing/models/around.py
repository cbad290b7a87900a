from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency, Professional
from consent.models import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import all_or_none, not_blank
from neston_sharing.foundation.guards import Guard, latch
from neston_sharing.foundation.models import Audited
from sharing.models.of_one_child import OfOneChild
from sharing.passing_on import Around


class AroundChildQuerySet(OfOneChild):
    def standing(self, on: date | None = None) -> Self:
        day = on or timezone.localdate()
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), since__lte=day)

    def not_ended(self, on: date | None = None) -> Self:
        """Those that stand, and those that are to begin."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on or timezone.localdate()))

    def with_people(self) -> Self:
        return self.select_related("child", "agency", "professional", "entered_by", "ended_by")

    def latest_first(self) -> Self:
        return self.order_by("-since", "-id")


class AroundChild(Audited):
    """An agency that is around this child already (a core group): telling it is not passing on (policy 1.3)."""

    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="around")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    professional = models.ForeignKey(Professional, on_delete=models.PROTECT, related_name="+", null=True)
    group = models.CharField("in which group", max_length=200, help_text="For example, the core group")
    since = models.DateField("since")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField("until", null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)

    objects = AroundChildQuerySet.as_manager()

    guards = (
        Guard("kept", "Who was around a child is kept: enter the day on which it ended", ("DELETE", "TRUNCATE")),
        *latch(
        "child_id", "agency_id", "professional_id", "group", "since", "entered_by_id", "ended_on", "ended_by_id",
        what="Who is around a child",
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("group", name="around_in_some_group"),
            all_or_none("ended_on", "ended_by", name="around_ended_by_somebody"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("since")), name="around_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return "agency around the child"

    @property
    def as_asked(self) -> Around:
        return Around(self.agency_id, self.since, self.ended_on)

    @property
    def audit_subject(self) -> str:
        return self.child.reference

from datetime import date

from django.db import models
from django.utils import timezone

from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record


class RetentionRuleQuerySet(models.QuerySet["RetentionRule"]):
    def begun(self, on: date | None = None) -> "RetentionRuleQuerySet":
        """Those that stand, or stood before another, by this day (today unless told), in the order of their time."""
        return self.filter(in_force_from__lte=on or timezone.localdate()).order_by("in_force_from", "id")

    def of_kind(self, kind: str) -> "RetentionRuleQuerySet":
        return self.filter(kind=kind).select_related("recorded_by").order_by("-in_force_from", "-id")


class RetentionRule(Record):
    """How long a class of record is kept and why, as this setting decided; a later row takes its place, from its day.

    Until a manager decides otherwise, what ships stands: `consent/data/retention.json`.
    """

    class Kind(models.TextChoices):
        CONSENTS = "consents", "Registrations and consents"
        SAFEGUARDING = "safeguarding", "Sharing decisions and safeguarding records"
        ABUSE = "abuse", "Records of child sexual abuse"
        VISITS = "visits", "Visits"
        RECEIVED = "received", "Information received from agencies"

    class CountedFrom(models.TextChoices):
        LEAVING = "leaving", "The child's last day here"
        BIRTH = "birth", "The child's birth"
        RECORD = "record", "The newest of these records"

    kind = models.CharField("class of record", max_length=20, choices=Kind)
    years = models.PositiveSmallIntegerField("years")
    counted_from = models.CharField("counted from", max_length=10, choices=CountedFrom)
    reason = models.TextField("reason")
    decided_by = models.CharField("who decided", max_length=200)
    in_force_from = models.DateField("in force from")

    objects = RetentionRuleQuerySet.as_manager()

    guards = append_only("A retention rule")

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        verbose_name = "retention rule"
        constraints = [
            one_of("kind", ["consents", "safeguarding", "abuse", "visits", "received"], name="retention_of_a_class"),
            one_of("counted_from", ["leaving", "birth", "record"], name="retention_is_counted_from_a_day"),
            not_blank("reason", name="retention_has_a_reason"),
            not_blank("decided_by", name="retention_was_decided_by_somebody"),
            models.CheckConstraint(condition=models.Q(years__gte=1, years__lte=100), name="retention_of_some_years"),
        ]

    def __str__(self) -> str:
        return f"rule for {self.get_kind_display()}"

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from neston_sharing.foundation.constraints import differs
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def standing(self) -> "AbsenceQuerySet":
        """Those that nobody ended before their last day."""
        return self.filter(end__isnull=True)

    def between(self, first: date, last: date) -> "AbsenceQuerySet":
        """Those that touch one of these days, both included."""
        return self.standing().filter(first_on__lte=last, last_on__gte=first)

    def today(self) -> "AbsenceQuerySet":
        return self.between(timezone.localdate(), timezone.localdate())

    def to_come(self) -> "AbsenceQuerySet":
        """Those that last today or begin later."""
        return self.standing().filter(last_on__gte=timezone.localdate())

    def of(self, user) -> "AbsenceQuerySet":
        return self.filter(person=user)

    def numbered(self, number: int) -> "Absence | None":
        return self.filter(pk=number).first()

    def endable_by(self, user) -> "AbsenceQuerySet":
        """One's own; of everybody, for whoever keeps the staff list. Ended ones too: a second click finds them."""
        return self if user.has_perm("staff.manage") else self.of(user)

    def with_names(self) -> "AbsenceQuerySet":
        return self.select_related("person", "substitute", "recorded_by")


class Absence(Record):
    """Somebody who backs decisions is away, both days included, and who stands in: where nobody is named, everybody
    who can back. It gives nobody a permission: a substitute is one who may back already."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences", verbose_name="who is away"
    )
    first_on = models.DateField("first day away")
    last_on = models.DateField("last day away")
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="who stands in",
    )

    objects = AbsenceQuerySet.as_manager()

    guards = append_only("An absence")

    class Meta:
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="absence_ends_after_it_began"),
            differs("person", "substitute", name="nobody_stands_in_for_themselves"),
        ]

    def __str__(self) -> str:
        return "absence"


class AbsenceEnd(Record):
    """They came back before the last day, or never went."""

    absence = models.OneToOneField(Absence, on_delete=models.PROTECT, related_name="end")

    guards = append_only("The end of an absence")

    def __str__(self) -> str:
        return "end of an absence"

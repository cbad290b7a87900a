from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.models.family import FamilyLink
from consent.models.signing import Signable, standing_on, stands
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.models import Audited


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def standing(self, on: date | None = None) -> "DelegationQuerySet":
        """Delegations that stand on this day (today unless told)."""
        return self.filter(standing_on(on or timezone.localdate()))


class Delegation(Audited):
    """One thing that whoever has parental responsibility lets a foster carer sign, and where that is written."""

    link = models.ForeignKey(FamilyLink, on_delete=models.PROTECT, related_name="delegations")
    what = models.CharField("what they may sign", max_length=30, choices=Signable)
    delegated_by = models.CharField("delegated by, and where it is written", max_length=300)
    since = models.DateField("since")
    until = models.DateField("until", null=True, blank=True)
    seen_on = models.DateField("paper seen on")
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="paper seen by"
    )

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("delegated_by", name="delegated_by_somebody"),
            one_of("what", Signable.values, name="delegation_is_of_something"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="delegation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return "delegation"

    @property
    def audit_subject(self) -> str:
        return self.link.child.reference

    def stands(self, on: date | None = None) -> bool:
        """Whether it stands on this day (today unless told)."""
        return stands(self, on or timezone.localdate())

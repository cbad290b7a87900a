from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from consent.models.family import FamilyLink
from consent.models.signing import Signable, standing_on, stands
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import Guard
from neston_sharing.foundation.models import Audited


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def standing(self, on: date | None = None) -> "DelegationQuerySet":
        """Delegations that stand on this day (today unless told)."""
        return self.filter(standing_on(on or timezone.localdate()))

    def meeting(self, since: date, until: date | None) -> "DelegationQuerySet":
        """Delegations that stand on one day or more of this stretch."""
        begun = Q(since__lte=until) if until else Q()
        return self.filter(begun, Q(until__isnull=True) | Q(until__gte=since))


def _rewritten() -> str:
    kept = ("what", "delegated_by", "since", "seen_on", "seen_by_id")
    return " OR ".join(f"OLD.{column} <> NEW.{column}" for column in kept)


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

    guards = (
        Guard(
            "to_foster_carer",
            "Only to a foster carer can something be delegated",
            ("INSERT",),
            when=(
                "NOT EXISTS (SELECT 1 FROM consent_familylink l WHERE l.id = NEW.link_id AND l.carer = 'foster_carer')"
            ),
        ),
        Guard("kept", "A delegation is ended, never rewritten", ("UPDATE",), when=_rewritten()),
        Guard("kept", "A delegation is ended, never deleted", ("DELETE",)),
    )

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

    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and self.until < timezone.localdate()

from django.db import models
from django.db.models import Q

from consent.models import Child
from neston_sharing.foundation.constraints import one_of
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from sharing.models.decision import Decision


class OtherCopyQuerySet(models.QuerySet["OtherCopy"]):
    def of_one_report(self, decision: Decision, user) -> "OtherCopyQuerySet":
        """Those that were made of this decision, or that it was made of, as far as this person may see the other."""
        seen = Decision.objects.all().visible_to(user).values("pk")
        mine = Q(first=decision, made__in=seen) | Q(made=decision, first__in=seen)
        decisions = self.filter(mine).select_related("first__agency", "first__professional", "made__agency")
        return decisions.select_related("made__professional", "made__child__merged_into", "first__child__merged_into")

    def split_off_for(self, decision: Decision, child: Child) -> "OtherCopyQuerySet":
        """Open copies about this child that were split off this decision."""
        theirs = self.filter(first=decision, why=OtherCopy.Why.FAMILY, made__child__in=Child.objects.same_as(child))
        return theirs.filter(made__recorded_at=None, made__abandoned_at=None).select_related("made")


class OtherCopy(Record):
    """A copy of one report that is a decision of its own: for another recipient, or about another family (policy 2.6).

    Each is asked for by itself, checked by itself and stands in the file of its own child.
    """

    class Why(models.TextChoices):
        RECIPIENT = "recipient", "For another recipient"
        FAMILY = "family", "About another family"

    first = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="other_copies")
    made = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="copied_from")
    why = models.CharField("why", max_length=20, choices=Why)

    objects = OtherCopyQuerySet.as_manager()

    guards = append_only("That a copy was made")

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("why", ["recipient", "family"], name="other_copy_has_a_reason"),
            models.CheckConstraint(condition=~Q(first=models.F("made")), name="no_copy_of_itself"),
        ]

    def __str__(self) -> str:
        return "another copy"

    @property
    def audit_subject(self) -> str:
        return self.made.about.reference

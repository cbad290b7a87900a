"""What a backer declares of themselves before they see a decision: whether they have a conflict of interest in it."""

from django.db import models
from django.db.models import Q

from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from sharing.models.decision import Decision


class Declaration(Record):
    """One person on one decision: no conflict of interest; or one, and which. Who has one never backs it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="declarations")
    has_conflict = models.BooleanField("has a conflict of interest")
    text = models.TextField("which", blank=True)

    guards = append_only("A declaration of interest")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(has_conflict=False) | ~Q(text=""), name="a_conflict_says_which"),
            models.UniqueConstraint(fields=["decision", "recorded_by"], name="interest_is_declared_once"),
        ]

    def __str__(self) -> str:
        return "conflict of interest" if self.has_conflict else "no conflict of interest"

    @property
    def audit_subject(self) -> str:
        return self.decision.about.reference

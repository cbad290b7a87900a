from django.db import models

from consent.models.child import Child
from consent.models.statement import ConsentStatement
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record


class DisputeResolution(Record):
    """A manager's judgement where parents disagree: rely on the one (named), or treat it as no consent.

    It stands for the words that were on file when it was made: as soon as a parent speaks again on the matter, or a
    word that was weighed is noted as recorded wrongly, the dispute is open again (guidance: who may consent).
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="dispute_resolutions")
    purpose = models.CharField("purpose", max_length=30, choices=ConsentStatement.Purpose)
    purpose_detail = models.CharField("which sharing", max_length=300, blank=True)
    relies_on = models.ForeignKey(ConsentStatement, on_delete=models.PROTECT, related_name="+", null=True)
    last_word = models.ForeignKey(ConsentStatement, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField("reasons")

    guards = append_only("The resolution of a dispute")

    class Meta:
        ordering = ["id"]
        constraints = [not_blank("reasons", name="dispute_resolved_with_reasons")]

    def __str__(self) -> str:
        return "resolution of a dispute"

    @property
    def audit_subject(self) -> str:
        return self.child.reference

    @property
    def matter(self) -> tuple[str, str]:
        return self.purpose, self.purpose_detail

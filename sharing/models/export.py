from django.db import models

from consent.models import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.references import opaque


def export_reference() -> str:
    return opaque("X")


class RecordExportQuerySet(models.QuerySet["RecordExport"]):
    def made_by(self, user) -> "RecordExportQuerySet":
        """Copies whose reason this person gave, of files that they may still read."""
        return self.filter(recorded_by=user.pk, child__in=Child.objects.all().visible_to(user))

    def of_child(self, reference: str) -> "RecordExportQuerySet":
        return self.filter(child__in=Child.objects.with_references([reference]))


class RecordExport(Record):
    """One PDF of a child's sharing record: who produced it, when, for what reason. Written before the copy leaves."""

    reference = models.CharField(max_length=12, unique=True, default=export_reference, editable=False)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="exports")
    reason = models.TextField("for what reason")

    objects = RecordExportQuerySet.as_manager()

    guards = append_only("An export")

    class Meta:
        ordering = ["id"]
        constraints = [not_blank("reason", name="export_says_why")]

    def __str__(self) -> str:
        return self.reference

    @property
    def audit_subject(self) -> str:
        return self.child.reference

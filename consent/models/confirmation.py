from django.db import models

from consent.models.signed import ConsentSignature
from consent.models.statement import ConsentStatement
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record


class ConsentConfirmation(Record):
    """What a parent said was confirmed in writing: the signature that came after the spoken word."""

    statement = models.OneToOneField(ConsentStatement, on_delete=models.PROTECT, related_name="confirmation")
    signature = models.ForeignKey(ConsentSignature, on_delete=models.PROTECT, related_name="confirms")

    guards = append_only("A confirmation")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "confirmation in writing"

    @property
    def audit_subject(self) -> str:
        return self.statement.child.reference

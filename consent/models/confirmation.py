from django.db import models

from consent.models.signed import ConsentSignature
from consent.models.statement import ConsentStatement
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record


class ConsentConfirmation(Record):
    """What a parent said was confirmed in writing: the signature that came after the spoken word."""

    statement = models.OneToOneField(ConsentStatement, on_delete=models.PROTECT, related_name="confirmation")
    signature = models.ForeignKey(ConsentSignature, on_delete=models.PROTECT, related_name="confirms")

    guards = (
        *append_only("A confirmation"),
        Guard(
            "signature",
            "What a parent said is confirmed by a signature of the same parent for the same child",
            ("INSERT",),
            when="""NOT EXISTS (SELECT 1 FROM consent_consentstatement s JOIN consent_consentsignature g
            ON g.child_id = s.child_id AND g.parent_id = s.parent_id
            WHERE s.id = NEW.statement_id AND g.id = NEW.signature_id)""",
        ),
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "confirmation in writing"

    @property
    def audit_subject(self) -> str:
        return self.statement.child.reference

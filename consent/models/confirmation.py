from django.db import models

from consent.models.sameness import rows_of
from consent.models.signed import ConsentSignature
from consent.models.signing import entitled
from consent.models.statement import ConsentStatement
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record

SIGNED_BY_THEM = f"""(SELECT 1 FROM consent_consentstatement s, consent_consentsignature g
WHERE s.id = NEW.statement_id AND g.id = NEW.signature_id
AND g.child_id IN {rows_of("consent_child", "s.child_id")}
AND g.parent_id IN {rows_of("consent_parent", "s.parent_id")})"""  # noqa: S608 (constants)


def _of(column: str) -> str:
    """SQL: a column of what is confirmed (s) or of the signature that confirms it (g)."""
    rows = "consent_consentstatement s, consent_consentsignature g WHERE s.id = NEW.statement_id"
    return f"(SELECT {column} FROM {rows} AND g.id = NEW.signature_id)"  # noqa: S608 (constants)


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
            when=f"NOT EXISTS {SIGNED_BY_THEM}",
        ),
        Guard(
            "responsibility",
            "Only a person who is entitled to consent for this child can confirm what they said",
            ("INSERT",),
            when="NOT "
            + entitled(
                child=_of("s.child_id"), parent=_of("s.parent_id"), what=_of("s.purpose"), day=_of("g.signed_on")
            ),
        ),
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "confirmation in writing"

    @property
    def audit_subject(self) -> str:
        return self.statement.child.reference

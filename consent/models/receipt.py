from django.db import models
from django.db.models import Q

from consent.models.child import Child
from consent.models.family import Parent
from consent.models.registration import Signature
from consent.models.signed import ConsentSignature
from consent.models.statement import ConsentStatement
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import append_only
from neston_sharing.foundation.models import Record


class Receipt(Record):
    """What a parent keeps of a signature or of a withdrawal: its code and what it says, kept word for word.

    `code` is 128 random bits in base32, 26 characters; `facts` is what the receipt says: a list of [label, words].
    """

    code = models.CharField(max_length=26, unique=True)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="receipts")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="receipts")
    registration_signature = models.OneToOneField(
        Signature, on_delete=models.PROTECT, related_name="receipt", null=True
    )
    consent_signature = models.OneToOneField(
        ConsentSignature, on_delete=models.PROTECT, related_name="receipt", null=True
    )
    withdrawal = models.OneToOneField(ConsentStatement, on_delete=models.PROTECT, related_name="receipt", null=True)
    facts = models.JSONField()

    guards = append_only("A receipt")

    class Meta:
        ordering = ["id"]
        constraints = [
            not_blank("code", name="receipt_has_a_code"),
            models.CheckConstraint(
                condition=Q(
                    registration_signature__isnull=False, consent_signature__isnull=True, withdrawal__isnull=True
                )
                | Q(registration_signature__isnull=True, consent_signature__isnull=False, withdrawal__isnull=True)
                | Q(registration_signature__isnull=True, consent_signature__isnull=True, withdrawal__isnull=False),
                name="receipt_is_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return "receipt"

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class ReceiptCopy(Record):
    """One PDF of a receipt that was made: its hash, by which staff can later show that a copy is unchanged."""

    class Route(models.TextChoices):
        PRINTED = "printed", "Printed or downloaded"
        EMAILED = "emailed", "Sent to the parent's own e-mail address"

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="copies")
    route = models.CharField("how it went out", max_length=10, choices=Route)
    sha256 = models.CharField(max_length=64)

    guards = append_only("A copy of a receipt")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["sha256"], name="receipt_copies_by_hash")]

    def __str__(self) -> str:
        return "copy of a receipt"

    @property
    def audit_subject(self) -> str:
        return self.receipt.child.reference

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Lower

from consent.models.child import Child
from consent.models.family import Parent
from consent.models.flag import Flag
from consent.models.registration import Registration, Signature
from consent.models.sameness import one, outer_one
from consent.models.signed import ConsentSignature
from consent.models.statement import ConsentStatement
from consent.models.to_one_person import ToOnePerson
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.models.gates import gate

NOT_SENT = "copy_not_sent"  # the audit log's event for an e-mail with a copy that failed

ABOUT_ANOTHER = """NOT EXISTS (SELECT 1 FROM consent_signature g JOIN consent_registration r ON r.id = g.registration_id
WHERE g.id = NEW.registration_signature_id AND r.child_id = NEW.child_id AND g.parent_id = NEW.parent_id)
AND NOT EXISTS (SELECT 1 FROM consent_consentsignature g
WHERE g.id = NEW.consent_signature_id AND g.child_id = NEW.child_id AND g.parent_id = NEW.parent_id)
AND NOT EXISTS (SELECT 1 FROM consent_consentstatement s WHERE s.id = NEW.withdrawal_id
AND s.statement = 'withdrawn' AND s.child_id = NEW.child_id AND s.parent_id = NEW.parent_id)"""


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    @gate
    def visible_to(self, user) -> "ReceiptQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("child"))))

    def of_child(self, child: Child) -> "ReceiptQuerySet":
        return self.filter(child__in=Child.objects.same_as(child))

    def of_registration(self, registration: Registration) -> "Receipt | None":
        return self.filter(registration_signature__registration=registration).first()

    def with_code(self, code: str) -> "Receipt | None":
        return self.filter(code=code).first()

    def whole(self) -> "ReceiptQuerySet":
        """With all that a page says of it, and what decides how it may be given.

        `parent_shares_address`: somebody else here has that e-mail address; `parent_is_told_less`: a court order limits
        today what they may be told about this child.
        """
        theirs = Lower(Coalesce(OuterRef("parent__merged_into__email"), OuterRef("parent__email")))
        lowered = Parent.objects.annotate(lowered=Lower("email"), person=one()).exclude(email="")
        others = lowered.filter(lowered=theirs).exclude(person=outer_one("parent"))
        people = ("child__merged_into", "parent__merged_into", "recorded_by")
        about = ("registration_signature__registration", "consent_signature", "withdrawal")
        orders = Flag.objects.limiting().alias(of_child=one("child"), of_parent=one("about_parent"))
        orders = orders.filter(of_child=outer_one("child"), of_parent=outer_one("parent"))
        return self.select_related(*people, *about).annotate(
            parent_shares_address=Exists(others), parent_is_told_less=Exists(orders.filter(limits_information=True))
        )

    def newest_first(self) -> "ReceiptQuerySet":
        return self.order_by("-id")


class Receipt(Record):
    """What a parent keeps of a signature or of a withdrawal: its code and what it says, kept word for word.

    `code` is 26 signs of base32, 130 random bits; `facts` is what the receipt says: a list of [label, words].
    """

    code = models.CharField(max_length=26, unique=True)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="receipts")
    parent = ToOnePerson(Parent, on_delete=models.PROTECT, related_name="receipts")
    registration_signature = models.OneToOneField(
        Signature, on_delete=models.PROTECT, related_name="receipt", null=True
    )
    consent_signature = models.OneToOneField(
        ConsentSignature, on_delete=models.PROTECT, related_name="receipt", null=True
    )
    withdrawal = models.OneToOneField(ConsentStatement, on_delete=models.PROTECT, related_name="receipt", null=True)
    facts = models.JSONField()

    objects = ReceiptQuerySet.as_manager()

    parent_shares_address: bool  # both told by `whole`
    parent_is_told_less: bool

    guards = (
        *append_only("A receipt"),
        Guard(
            "about",
            "A receipt is about what this parent signed or withdrew for this child",
            ("INSERT",),
            when=ABOUT_ANOTHER,
        ),
    )

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
    def title(self) -> str:
        """What it is of, for headings."""
        if self.withdrawal_id:
            return "Consent withdrawn"
        return "Registration" if self.registration_signature_id else "Answers about sharing"

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class ReceiptCopyQuerySet(models.QuerySet["ReceiptCopy"]):
    @gate
    def visible_to(self, user) -> "ReceiptCopyQuerySet":
        return self.filter(Exists(Child.objects.visible_to(user).filter(pk=OuterRef("receipt__child"))))

    def with_hash(self, sha256: str) -> "ReceiptCopy | None":
        return self.filter(sha256=sha256).select_related("receipt__child").first()

    def newest_first(self) -> "ReceiptCopyQuerySet":
        return self.order_by("-id").select_related("recorded_by")

    def with_failures(self) -> "ReceiptCopyQuerySet":
        """With `not_sent`: whether the e-mail with it could not be sent, as the log says."""
        failed = Entry.objects.filter(event=NOT_SENT, object_id=OuterRef("pk"))
        return self.annotate(not_sent=Exists(failed))


class ReceiptCopy(Record):
    """One PDF of a receipt that was made: its hash, by which staff can later show that a copy is unchanged."""

    class Route(models.TextChoices):
        PRINTED = "printed", "Printed or downloaded"
        EMAILED = "emailed", "Sent to the parent's own e-mail address"

    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="copies")
    route = models.CharField("how it went out", max_length=10, choices=Route)
    sha256 = models.CharField(max_length=64)

    objects = ReceiptCopyQuerySet.as_manager()

    not_sent: bool  # told by `with_failures`

    guards = append_only("A copy of a receipt")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["sha256"], name="receipt_copies_by_hash")]

    def __str__(self) -> str:
        return "copy of a receipt"

    @property
    def audit_subject(self) -> str:
        return self.receipt.child.reference

from django.db import models
from django.db.models import Exists, OuterRef

from agencies.models import Agency
from neston_sharing.foundation.constraints import not_blank, one_of
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.models.gates import gate
from sharing.copy_check import Kind
from sharing.models.decision import Decision
from sharing.models.item import Item

KINDS = [kind.value for kind in Kind]

IN_THE_DECISION = """NOT EXISTS
(SELECT 1 FROM sharing_item i JOIN sharing_recipientcopy c ON c.decision_id = i.decision_id
 WHERE i.id = NEW.item_id AND c.id = NEW.copy_id AND i.included)"""
SETTLED_FOR_ANOTHER = """NEW.accepted_id IS NOT NULL AND NOT EXISTS
(SELECT 1 FROM sharing_acceptedfinding a JOIN sharing_recipientcopy c ON c.decision_id = a.decision_id
 WHERE a.id = NEW.accepted_id AND c.id = NEW.copy_id AND a.code = NEW.code)"""


class AcceptedFinding(Record):
    """What the check of a copy named, and why it may go all the same (policy 2.6). What was mended leaves no row.

    It holds for this decision and for what was found as it stood: another word, file or number is another finding.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="accepted_findings")
    code = models.CharField(max_length=16)
    kind = models.CharField("what was found", max_length=20, choices=[(kind, kind) for kind in KINDS])
    words = models.TextField("in words")
    reason = models.TextField("why it may go")

    guards = append_only("An accepted finding")

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("kind", KINDS, name="accepted_finding_is_of_a_kind"),
            not_blank("words", name="accepted_finding_says_what"),
            not_blank("reason", name="accepted_finding_says_why"),
            models.UniqueConstraint(fields=["decision", "code"], name="a_finding_is_accepted_once"),
        ]

    def __str__(self) -> str:
        return "accepted finding"

    @property
    def audit_subject(self) -> str:
        return self.decision.about.reference


class RecipientCopyQuerySet(models.QuerySet["RecipientCopy"]):
    @gate
    def visible_to(self, user) -> "RecipientCopyQuerySet":
        return self.filter(Exists(Decision.objects.all().visible_to(user).filter(pk=OuterRef("decision"))))

    def kept(self) -> "RecipientCopyQuerySet":
        """Those of which a file is kept."""
        return self.exclude(file="").select_related("decision__child__merged_into", "agency", "recorded_by")


class RecipientCopy(Record):
    """One recipient's copy of what was decided to be shared, with what its check found: kept as it was sent.

    `file` is a PDF; it is empty where none could be made, which delays nothing.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="copies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    file = models.FileField("the copy", upload_to="copies/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = RecipientCopyQuerySet.as_manager()

    guards = append_only("A copy for a recipient")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "copy"

    @property
    def audit_subject(self) -> str:
        return self.decision.about.reference


class CopiedItem(Record):
    """One item that stands in a copy."""

    copy = models.ForeignKey(RecipientCopy, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")

    guards = (
        *append_only("An item of a copy"),
        Guard("included", "A copy holds only what was decided to be shared", ("INSERT",), when=IN_THE_DECISION),
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["copy", "item"], name="copied_once")]

    def __str__(self) -> str:
        return "item of a copy"

    @property
    def audit_subject(self) -> str:
        return self.copy.decision.about.reference


class CopyFinding(Record):
    """What the check of a copy still found, and by whose reason it went all the same; a referral waits for none."""

    copy = models.ForeignKey(RecipientCopy, on_delete=models.PROTECT, related_name="findings")
    code = models.CharField(max_length=16)
    kind = models.CharField("what was found", max_length=20, choices=[(kind, kind) for kind in KINDS])
    words = models.TextField("in words")
    accepted = models.ForeignKey(AcceptedFinding, on_delete=models.PROTECT, related_name="+", null=True)

    guards = (
        *append_only("A finding"),
        Guard(
            "accepted",
            "A finding is settled by the reason that was given for it",
            ("INSERT",),
            when=SETTLED_FOR_ANOTHER,
        ),
    )

    class Meta:
        ordering = ["id"]
        constraints = [one_of("kind", KINDS, name="finding_is_of_a_kind")]

    def __str__(self) -> str:
        return "finding"

    @property
    def audit_subject(self) -> str:
        return self.copy.decision.about.reference

from django.db import models
from django.db.models import Q

from consent.models import Child
from consent.models.sameness import persons_of, stand_for
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from neston_sharing.foundation.models.gates import gate
from neston_sharing.foundation.references import opaque
from sharing.models.copying import CopyRequest
from sharing.models.filing import filed_under


def export_reference() -> str:
    return opaque("X")


class RecordExportQuerySet(models.QuerySet["RecordExport"]):
    @gate
    def visible_to(self, user) -> "RecordExportQuerySet":
        """Of children whose file this person may read. A copy holds the decisions that its maker saw: another's is not
        for whoever has a conflict of interest in one of the child's."""
        seen = self.filter(child__in=Child.objects.all().visible_to(user))
        in_conflict = Child.objects.filter(pk__in=_decided_in_conflict(user))
        closed = Child.objects.filter(stand_for(persons_of(in_conflict, "")))
        return seen.filter(Q(recorded_by=user.pk) | ~Q(child__in=closed))

    def that_is(self, *, sha256: str = "", reference: str = "") -> "RecordExportQuerySet":
        """The copy whose file has this hash; without one, the copy of this reference, if it was made."""
        made = self.filter(produced__isnull=False)
        return made.filter(produced__sha256=sha256) if sha256 else made.filter(reference=reference.strip().upper())

    def with_people(self) -> "RecordExportQuerySet":
        people = ("child__merged_into", "recorded_by", "produced", "request__parent__merged_into", "request__agency")
        return self.select_related(*people)

    def latest_first(self) -> "RecordExportQuerySet":
        return self.order_by("-id")

    def of_child(self, reference: str) -> "RecordExportQuerySet":
        return self.filter(child__in=Child.objects.with_references([reference]))


def _decided_in_conflict(user) -> models.QuerySet:
    """The keys of the children in whose files a recorded decision stands in which this person has a conflict."""
    from sharing.models.decision import Decision

    mine = Decision.objects.recorded().in_conflict_of(user)
    return mine.annotate(file=filed_under()).values("file")


UNCHECKED = """NEW.request_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM sharing_copyrequest q WHERE q.id = NEW.request_id AND q.kind = 'family' AND (
        NOT EXISTS (SELECT 1 FROM sharing_copystep s WHERE s.request_id = q.id AND s.kind = 'identity')
        OR NOT EXISTS (SELECT 1 FROM sharing_copystep s WHERE s.request_id = q.id AND s.kind = 'responsibility')))"""


class RecordExport(Record):
    """One PDF of a child's sharing record: who produced it, when, for what reason. Written before the copy leaves.

    Without a request it is the setting's own copy.
    """

    reference = models.CharField(max_length=12, unique=True, default=export_reference, editable=False)
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="exports")
    request = models.ForeignKey(CopyRequest, on_delete=models.PROTECT, related_name="exports", null=True)
    reason = models.TextField("for what reason")

    objects = RecordExportQuerySet.as_manager()

    guards = (
        *append_only("An export"),
        Guard(
            "checked", "Who asks is checked before the family's copy is made: identity, and responsibility",
            ("INSERT",), when=UNCHECKED,
        ),
    )  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [not_blank("reason", name="export_says_why")]

    def __str__(self) -> str:
        return self.reference

    @property
    def audit_subject(self) -> str:
        return self.child.reference


class ProducedCopy(Record):
    """The file that an export became, kept as it left: its hash tells any other copy of it from a changed one."""

    export = models.OneToOneField(RecordExport, on_delete=models.PROTECT, related_name="produced")
    file = models.FileField(upload_to="copies/")
    sha256 = models.CharField(max_length=64, unique=True)

    objects: models.Manager = models.Manager()

    guards = append_only("A copy that was made")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return "copy that was made"

    @property
    def audit_subject(self) -> str:
        return self.export.child.reference

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from consent.models import Child
from consent.models.sameness import rows_of
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from sharing.models.decision import Decision

NOT_RECORDED = """NOT EXISTS
(SELECT 1 FROM sharing_decision d WHERE d.id = NEW.decision_id AND d.recorded_at IS NOT NULL)"""

FILED_THERE = f"""COALESCE(
(SELECT r.child_id FROM sharing_refiling r WHERE r.decision_id = NEW.decision_id ORDER BY r.id DESC LIMIT 1),
(SELECT d.child_id FROM sharing_decision d WHERE d.id = NEW.decision_id)) IN {rows_of("consent_child", "NEW.child_id")}
"""  # noqa: S608 (constants)


class RefilingQuerySet(models.QuerySet["Refiling"]):
    def with_people(self) -> "RefilingQuerySet":
        return self.select_related("child__merged_into", "recorded_by")

    def newest_first(self) -> "RefilingQuerySet":
        return self.order_by("-id")

    def away_from(self, child: Child) -> "RefilingQuerySet":
        """The move that took each decision out of this child's file, of those that stand elsewhere now."""
        rows, moves = Child.objects.same_as(child), self.model.objects.filter(decision=OuterRef("decision"))
        recorded_here = Q(decision__child__in=rows) & ~Exists(moves.filter(pk__lt=OuterRef("pk")))
        before = moves.filter(pk__lt=OuterRef("pk")).order_by("-pk").values("child")[:1]
        left = self.alias(before=Subquery(before)).filter(recorded_here | Q(before__in=rows)).exclude(child__in=rows)
        return left.exclude(decision__in=Decision.objects.about_child(child))

    def into(self, child: Child) -> "RefilingQuerySet":
        return self.filter(child__in=Child.objects.same_as(child))


class Refiling(Record):
    """A recorded decision was made under the wrong child, and belongs in the file of `child`. The last row counts.

    The decision itself stays as it was recorded (policy 2.7). The file where it stood keeps a line that says so and
    nothing of the other child; putting it back is one more row.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="refilings")
    child = ToOnePerson(Child, on_delete=models.PROTECT, related_name="refiled", verbose_name="the right child")
    reason = models.TextField("why it belongs there")

    objects = RefilingQuerySet.as_manager()

    guards = (
        *append_only("That a decision belongs to another child"),
        Guard("recorded", "Only a recorded decision is moved to another child's file", ("INSERT",), when=NOT_RECORDED),
        Guard("elsewhere", "The decision stands in this child's file already", ("INSERT",), when=FILED_THERE),
    )

    class Meta:
        ordering = ["id"]
        constraints = [not_blank("reason", name="refiling_says_why")]

    def __str__(self) -> str:
        return "move to another child's file"

    @property
    def audit_subject(self) -> str:
        return self.child.reference

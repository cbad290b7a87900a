from django.db import models

from consent.models import Child
from consent.models.to_one_person import ToOnePerson
from neston_sharing.foundation.constraints import not_blank
from neston_sharing.foundation.guards import Guard, append_only
from neston_sharing.foundation.models import Record
from sharing.models.decision import Decision

NOT_RECORDED = """NOT EXISTS
(SELECT 1 FROM sharing_decision d WHERE d.id = NEW.decision_id AND d.recorded_at IS NOT NULL)"""

FILED_THERE = """NEW.child_id = COALESCE(
(SELECT r.child_id FROM sharing_refiling r WHERE r.decision_id = NEW.decision_id ORDER BY r.id DESC LIMIT 1),
(SELECT d.child_id FROM sharing_decision d WHERE d.id = NEW.decision_id))"""


class RefilingQuerySet(models.QuerySet["Refiling"]):
    def with_people(self) -> "RefilingQuerySet":
        return self.select_related("child", "recorded_by")


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

"""A decision was recorded under the wrong child: a manager moves it to the right one's file, with reasons.

refile(by=, decision=, child=, reason=) -> Refiling
What was recorded stays as it was (policy 2.7): one more row says where it belongs. Putting it back is one more again.
"""

from consent.models import Child
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import said
from sharing.models import Decision, Refiling

MAY = "sharing.refile_decision"


@action
def refile(*, by, decision: Decision, child: Child, reason: str) -> Refiling:
    """Move it; refused to whoever is no manager, or may not read the right child's file."""
    found = Decision.objects.refilable_by(by).with_people().filter(pk=decision.pk).first()
    if found is None:
        raise Refusal("Only a manager moves a recorded decision to another child's file. A draft is abandoned instead.")
    right = Child.objects.visible_to(by).filter(pk=child.one_id).first()
    if right is None:
        raise Refusal("Choose a child whose file you may read", field="child")
    if right == found.about:
        raise Refusal("It stands in this child's file already", field="child")
    reason = said(reason, "Say how you know that it belongs to this child", "reason")
    return Refiling.objects.create(decision=found, child=right, reason=reason, recorded_by=by)

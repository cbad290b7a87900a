"""Adding to a recorded decision: a correction or later news is a further entry, never a change (policy 2.7).

add(by=, decision=, text=, reason=) -> Addendum
"""

from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import said
from sharing.models import Addendum, Decision


@action
def add(*, by, decision: Decision, text: str, reason: str) -> Addendum:
    """Add to a decision that stands in the record. Whoever may see it and decide or back may add."""
    if not Decision.objects.addable_by(by).filter(pk=decision.pk).exists():
        raise Refusal("You can add only to a recorded decision that you may read.")
    text = said(text, "Say what is to be added", "text")
    reason = said(reason, "Say why it is added", "reason")
    return Addendum.objects.create(decision=decision, text=text, reason=reason, recorded_by=by)

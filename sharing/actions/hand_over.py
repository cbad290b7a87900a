"""Handing a draft to somebody else.

hand_over(by=, decision=, to=, version=None) -> Decision
"""

from consent.models import Child
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.drafts import opened
from sharing.models import Decision


@action
def hand_over(*, by, decision: Decision, to, version: int | None = None) -> Decision:
    """Make this person the holder of the draft. To hand over is not to decide: it makes nobody a maker."""
    draft = opened(by=by, decision=decision, version=version)
    if draft.holder_id != by.pk and not by.has_perm("sharing.hand_over_draft"):
        raise Refusal("Only who holds the draft, or the designated lead, a deputy or a manager, can hand it over.")
    if not can_hold(draft, to):
        raise Refusal("Choose somebody else: this person cannot work on this decision", field="to")
    if draft.holder_id == to.pk:
        raise Refusal(f"{to.name} has this decision already", field="to")
    draft.holder = to
    draft.version += 1
    draft.save()
    return draft


def can_hold(draft: Decision, person) -> bool:
    """Works here, makes decisions, and is not excluded from the child's record (why not is never said)."""
    may = person.is_active and person.has_perm("sharing.make_decision")
    return may and Child.objects.all().open_to(person).filter(pk=draft.child_id).exists()

"""Sending a whole decision to management.

send_to_management(by=, decision=, note="", to_officer=False, version=None) -> Submission
"""

from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.drafts import opened, written
from sharing.missing import missing_from
from sharing.models import Decision, Submission


@action
def send_to_management(
    *, by, decision: Decision, note: str = "", to_officer: bool = False, version: int | None = None
) -> Submission:
    """Send it to those who may back it, or to the committee's designated officer. Nothing changes until they answer."""
    draft = opened(by=by, decision=decision, version=version)
    if missing := missing_from(draft):
        raise Refusal(f"The record is not complete. Missing: {missing[0].words}")
    if not draft.path.complete:
        raise Refusal("Answer question 8 first: is the decision properly recorded?")
    written(by=by, draft=draft)
    return Submission.objects.create(decision=draft, note=note.strip(), to_officer=to_officer, recorded_by=by)

"""Sending a whole decision to management.

send_to_management(by=, decision=, note="", to_officer=False, stands_by=False, version=None) -> Submission

What was returned is sent again with an answer in words (`note`). Where its makers stand by it, it goes to the
committee's designated officer, who has both views before them.
"""

from consent.opening import who_may
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.drafts import opened, written
from sharing.actions.requirements import said
from sharing.designated import OFFICER
from sharing.missing import missing_from
from sharing.models import Decision, Submission


@action
def send_to_management(
    *,
    by,
    decision: Decision,
    note: str = "",
    to_officer: bool = False,
    stands_by: bool = False,
    version: int | None = None,
) -> Submission:
    """Send it to those who may back it, or to the committee's designated officer. Nothing changes until they answer."""
    draft = opened(by=by, decision=decision, version=version)
    if missing := missing_from(draft):
        raise Refusal(f"The record is not complete. Missing: {missing[0].words}")
    if not draft.path.complete:
        raise Refusal("Answer question 8 first: is the decision properly recorded?")
    if draft.state == Decision.State.RETURNED:
        said(note, "Answer what management asked: it is kept beside their comment", "note")
    if stands_by:
        _must_reach_an_officer(draft)
    written(by=by, draft=draft)
    return Submission.objects.create(
        decision=draft, note=note.strip(), to_officer=to_officer or stands_by, stands_by=stands_by, recorded_by=by
    )


def _must_reach_an_officer(draft: Decision) -> None:
    if draft.state != Decision.State.RETURNED:
        raise Refusal("Management has not said what it thinks yet: send it to them first", field="stands_by")
    if not who_may(OFFICER, draft.about).exists():
        raise Refusal(
            "Nobody of the committee can look at this. Speak with the manager, and change it or abandon it",
            field="stands_by",
        )

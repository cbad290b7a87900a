"""How every action on a draft begins and ends: may this person write now, and on the text that they saw?"""

from neston_sharing.foundation.actions import Refusal
from sharing.found import draft_with_key, is_maker, with_answers
from sharing.models import Decision, Maker

CLOSED = {
    Decision.State.WITH_MANAGEMENT: (
        "This decision is with management. It can be changed if they return it; what is new can be told to them."
    ),
    Decision.State.ABANDONED: "This decision was abandoned and is kept as it was. Start a new one.",
}
RECORDED = "This decision is recorded and never changes. Add a correction or later news as an addendum."


class Stale(Refusal):
    """Somebody saved the draft since the page was opened: nothing is overwritten, and both texts are shown."""

    def __init__(self, version: int) -> None:
        super().__init__("Someone saved this decision while you were writing. Read what they saved, then save yours")
        self.version = version  # of what stands now


def opened(*, by, decision: Decision, version: int | None = None) -> Decision:
    """Fetch the draft as it is now, for this person to write on, or refuse.

    `version` is that of the draft as the writer saw it; None writes on whatever stands (never from a page).
    """
    draft = draft_with_key(by, decision.pk)
    if draft is None:
        raise Refusal("You cannot work on this decision. Ask the designated safeguarding lead to hand it to you.")
    if not draft.is_being_written:
        raise Refusal(CLOSED.get(draft.state, RECORDED))
    if version is not None and version != draft.version:
        raise Stale(draft.version)
    return draft


def written(*, by, draft: Decision) -> Decision:
    """Save the draft under its next version, with this person among its makers, who can never back it."""
    draft.version += 1
    draft.save()
    if not is_maker(by, draft):
        Maker.objects.create(decision=draft, recorded_by=by)
    return with_answers(draft)  # they may be others by now

"""What came of what was shared or referred, and the steps of the recipient's protocol.

tell_what_came(by=, decision=, kind=, happened_at=, who="", their_reference="", text="") -> ReferralNews
take_step(by=, decision=, step=, taken_at=, note="") -> ProtocolStepTaken
"""

from datetime import datetime

from agencies.models import ProtocolStep
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.templatetags.neston import date_time
from sharing.actions.requirements import past, said, since
from sharing.models import Decision, ProtocolStepTaken, ReferralNews

MAY = "sharing.disclose"
Kind = ReferralNews.Kind


@action
def tell_what_came(
    *,
    by,
    decision: Decision,
    kind: str,
    happened_at: datetime,
    who: str = "",
    their_reference: str = "",
    text: str = "",
) -> ReferralNews:
    """Record their reference, or who said or did what, and when; refused where nothing went out, or before it did."""
    found = _shared(by, decision)
    if kind not in Kind.values:
        raise Refusal("Choose what happened", field="kind")
    if kind == Kind.REFERENCE:
        said(their_reference, "Enter their reference", "their_reference")
    elif not their_reference.strip():
        said(text, "Say what was said, or what you did", "text")
    if kind != Kind.REFERENCE:
        said(who, "Say with whom: name and post", "who")
    return ReferralNews.objects.create(
        decision=found,
        kind=kind,
        happened_at=_since_it_went_out(found, happened_at),
        who=who.strip(),
        their_reference=their_reference.strip(),
        text=text.strip(),
        recorded_by=by,
    )


def _shared(by, decision: Decision) -> Decision:
    found = Decision.objects.followed_up_by(by).filter(pk=decision.pk).first()
    if found is None:
        raise Refusal("There is nothing to follow up: nothing went out of this decision that you may see.")
    return found


def _since_it_went_out(decision: Decision, moment: datetime) -> datetime:
    first = min(each.shared_at for each in decision.disclosures.all())
    too_early = f"It went out on {date_time(first)}: enter that time or a later one"
    too_late = "Enter when it happened: now or earlier"
    return since(first, moment, too_late=too_late, too_early=too_early, field="happened_at")


@action
def take_step(*, by, decision: Decision, step: ProtocolStep, taken_at: datetime, note: str = "") -> ProtocolStepTaken:
    """Tick a step off, once. What was ticked wrongly stays, and an addendum says so (policy 2.7)."""
    found = Decision.objects.with_steps_for(by).filter(pk=decision.pk).first()
    if found is None:
        raise Refusal("You cannot tick off a step of this decision.")
    theirs = ProtocolStepTaken.objects.steps_of(found).filter(pk=step.pk).first()
    if theirs is None:
        raise Refusal("This step is not one of the protocol that is followed now. Read the version that is.")
    if theirs.taken_at:
        raise Refusal(f"This step was ticked off already, on {date_time(theirs.taken_at)} by {theirs.taken_by}.")
    taken_at = past(taken_at, "Enter when it was done: now or earlier", "taken_at")
    return ProtocolStepTaken.objects.create(
        decision=found, step=step, taken_at=taken_at, note=note.strip(), recorded_by=by
    )

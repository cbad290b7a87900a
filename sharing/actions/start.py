"""Starting a decision, and changing what it was started with.

start_decision(by=, child=, initiative=, agency=, professional=None, information=, purpose=, asked_on=None,
    needed_by=None, concern=None) -> Decision; `concern` is one about this child, or that this child is linked to
change_details(by=, decision=, the same but for child, version=None, confirmed=False) -> Decision
new_decision(...) is for other actions that make one: a referral at once, deciding again.
"""

from django.utils import timezone

from agencies.models import Agency, Professional
from consent.models import Child, PolicyVersion
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.drafts import opened, written
from sharing.actions.falling import drop, losses_of_recipient, must_be_confirmed
from sharing.actions.requirements import by_today, said
from sharing.models import Concern, ConcernRead, Decision, Maker


@action
def start_decision(*, by, child: Child, concern: Concern | None = None, **details) -> Decision:
    """Start a decision by the eight questions; whoever starts it holds it, and is its first maker."""
    if not by.has_perm("sharing.make_decision") or not Child.objects.visible_to(by).filter(pk=child.pk).exists():
        raise Refusal("You can start a decision only about a child whose file you may read. You can refer any child.")
    if concern is not None and not Concern.objects.visible_to(by).touching(child).filter(pk=concern.pk).exists():
        raise Refusal("This concern is not about this child, or not yours to read. Start the decision without it.")
    decision = new_decision(by=by, child=child, concern=concern, **details)
    if concern is not None and Concern.objects.readable_by(by).filter(pk=concern.pk).exists():
        ConcernRead.objects.get_or_create(concern=concern, recorded_by=by)
    return decision


def new_decision(
    *,
    by,
    child: Child,
    origin: str = Decision.Origin.QUESTIONS,
    decides_again: Decision | None = None,
    concern: Concern | None = None,
    **details,
) -> Decision:
    """Make the row, numbered within its year, under the policy in force today. Call within an action."""
    year = timezone.localdate().year
    number = Decision.objects.next_number(year)
    decision = Decision(
        reference=f"IS-{year}-{number:04}",
        year=year,
        number=number,
        origin=origin,
        child=child,
        decides_again=decides_again,
        concern=concern,
        policy_version=_policy_in_force(origin),
        started_by=by,
        holder=by,
        **_details(**details),
    )
    decision.save()
    Maker.objects.create(decision=decision, recorded_by=by)
    return decision


@action
def change_details(*, by, decision: Decision, version: int | None = None, confirmed: bool | str = False, **details):
    """Change what the decision was started with; another recipient undoes the answers that rested on the first."""
    draft = opened(by=by, decision=decision, version=version)
    new = _details(**details)
    losses = losses_of_recipient(draft, new["agency"], new["professional"])
    must_be_confirmed(losses, confirmed)
    _must_not_strand_items(draft, new["agency"])
    for name, value in new.items():
        setattr(draft, name, value)
    if losses:
        draft.identity_known_how = ""
    drop(draft, losses)
    return written(by=by, draft=draft)


def _details(*, initiative, agency, information, purpose, professional=None, asked_on=None, needed_by=None) -> dict:
    _must_be_in_use(agency, professional)
    if asked_on:
        by_today(asked_on, "Enter the day on which they asked: today or before", "asked_on")
    if asked_on and needed_by and needed_by < asked_on:
        raise Refusal("Enter a day that is not before the day on which they asked", field="needed_by")
    if initiative not in Decision.Initiative.values:
        raise Refusal("Choose whether they asked, or we would tell them", field="initiative")
    return {
        "initiative": initiative,
        "agency": agency,
        "professional": professional,
        "information": said(information, "Say what information this is about", "information"),
        "purpose": said(purpose, "Say for what purpose", "purpose"),
        "asked_on": asked_on,
        "needed_by": needed_by,
    }


def _must_be_in_use(agency: Agency, professional: Professional | None) -> None:
    if not agency.is_active:
        raise Refusal("This agency is no longer in use. Choose another.", field="agency")
    if professional and professional.agency_id != agency.pk:
        raise Refusal(f"{professional.name} does not work for {agency}. Choose who does.", field="professional")
    if professional and not professional.is_active:
        raise Refusal(f"{professional.name} is no longer in post. Choose another.", field="professional")


def _must_not_strand_items(draft: Decision, agency: Agency) -> None:
    """What goes back to the agency that told us needs no consent of theirs; to another, it does (policy 1.3)."""
    if agency.pk != draft.agency_id and draft.items.going_back_to(draft.agency).exists():
        raise Refusal(
            f"An item came from {draft.agency} and was to go back there. Look at the items first.", field="agency"
        )


def _policy_in_force(origin: str) -> PolicyVersion | None:
    """The version that it is made under; a referral at once waits for no bookkeeping, and may have none."""
    policy = PolicyVersion.objects.in_force(PolicyVersion.Policy.INFORMATION_SHARING)
    if policy is None and origin == Decision.Origin.QUESTIONS:
        raise Refusal(
            "No Information Sharing Policy is in force, and every decision says which it was made under. "
            "A manager can enter it under Policies. If a child is in danger, call first; Refer now has the numbers."
        )
    return policy

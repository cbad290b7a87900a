"""A new version of a policy: drafted from the text in force, saved as often as need be, adopted or given up."""

from datetime import date

from django.utils import timezone

from consent.actions.policies import adopt_policy
from consent.models import PolicyDraft, PolicyVersion
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.meanwhile import must_be_as_seen, plain
from neston_sharing.foundation.templatetags.neston import long_date


@action
def start_draft(*, by, policy: str) -> PolicyDraft:
    """Begin a new version with the text in force, or give the draft that is open: a policy has one at most."""
    if draft := PolicyDraft.objects.open_of(policy):
        return draft
    version = PolicyVersion.objects.in_force(policy)
    return PolicyDraft.objects.create(
        policy=policy,
        started_by=by,
        title=version.title if version else PolicyVersion.Policy(policy).label,
        text=version.text if version else "",
        legal_framework=version.legal_framework if version else "",
    )


@action
def save_draft(
    *, by, draft: PolicyDraft, title: str, text: str, legal_framework: str = "", note: str = "", seen: str | None = None
) -> PolicyDraft:
    """Save what is written so far. `seen` is the draft's mark when the writer opened it."""
    _must_be_open(draft)
    must_be_as_seen(seen, draft.mark)
    draft.title, draft.text = title, plain(text)
    draft.legal_framework, draft.note = plain(legal_framework), plain(note)
    draft.save()
    return draft


@action
def give_up_draft(*, by, draft: PolicyDraft, why: str) -> PolicyDraft:
    """Close a draft that will not be adopted; it is kept, with the reason."""
    _must_be_open(draft)
    if not why.strip():
        raise Refusal("Say why it is given up", field="why")
    draft.closed_at, draft.given_up_why = timezone.now(), why.strip()
    draft.save()
    return draft


@action
def adopt_draft(
    *,
    by,
    draft: PolicyDraft,
    adopted_by: str,
    adopted_on: date,
    minutes_on: date,
    review_due: date,
    signatory: str,
    signatory_role: str = "",
    reviewed_on: date | None = None,
    compared_with: PolicyVersion | None = None,
    seen: str | None = None,
) -> PolicyVersion:
    """Make the draft the version in force. `compared_with` is the version that it was read beside, `seen` its mark."""
    _must_be_open(draft)
    must_be_as_seen(seen, draft.mark)
    in_force = PolicyVersion.objects.in_force(draft.policy)
    _must_follow(in_force, compared_with, adopted_on)
    if not adopted_by.strip():
        raise Refusal("Say who adopted it", field="adopted_by")
    if minutes_on > timezone.localdate():
        raise Refusal("Enter the day of the meeting whose minutes say so: today or before", field="minutes_on")
    version = adopt_policy(
        by=by,
        policy=draft.policy,
        title=draft.title,
        text=draft.text,
        legal_framework=draft.legal_framework,
        note=draft.note,
        adopted_by=adopted_by.strip(),
        adopted_on=adopted_on,
        minutes_on=minutes_on,
        reviewed_on=reviewed_on,
        review_due=review_due,
        signatory=signatory,
        signatory_role=signatory_role,
    )
    draft.closed_at, draft.adopted = timezone.now(), version
    draft.save()
    return version


def _must_be_open(draft: PolicyDraft) -> None:
    draft.refresh_from_db()
    if draft.adopted_id:
        raise Refusal("This draft was adopted, and does not change any more. Start another one.")
    if draft.closed_at:
        raise Refusal("This draft was given up, and is kept as it was. Start another one.")


def _must_follow(in_force: PolicyVersion | None, compared_with: PolicyVersion | None, adopted_on: date) -> None:
    """What is adopted was read beside the version that it takes the place of, and comes after it."""
    if in_force != compared_with:
        raise Refusal("Another version was adopted meanwhile. Read the draft beside it before you adopt it.")
    if in_force and adopted_on < in_force.adopted_on:
        on = long_date(in_force.adopted_on)
        raise Refusal(f"The version in force was adopted on {on}: enter that day or a later one", field="adopted_on")

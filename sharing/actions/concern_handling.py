"""What is done about a concern: read, discussed, added to, closed (policy 2.5). What was written stays as it is.

mark_read(by=, concern=) -> Concern
discuss(by=, concern=, colleague=None, with_whom="", discussed_at=None, outcome=, next_step="", next_by=None,
    for_author="") -> ConcernDiscussion
add_to_concern(by=, concern=, text=) -> ConcernAddendum
close_concern(by=, concern=, reasons=, for_author="") -> ConcernClosure

Who discusses or closes it has read it: that is recorded with it.
"""

from datetime import date, datetime

from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.concerns import not_to_come
from sharing.actions.requirements import said
from sharing.models import Concern, ConcernAddendum, ConcernClosure, ConcernDiscussion, ConcernRead


@action
def mark_read(*, by, concern: Concern) -> Concern:
    """Say that somebody designated has read it: it waits no longer, and its author learns so."""
    if not Concern.objects.readable_by(by).filter(pk=concern.pk).exists():
        raise Refusal("Somebody else who is designated must read what you noticed yourself.")
    _read(by, concern)
    return concern


@action
def discuss(
    *,
    by,
    concern: Concern,
    outcome: str,
    colleague=None,
    with_whom: str = "",
    discussed_at: datetime | None = None,
    next_step: str = "",
    next_by: date | None = None,
    for_author: str = "",
) -> ConcernDiscussion:
    """Record with whom it was discussed, what came of it, and what is to happen by when."""
    _must_handle(by, concern)
    if colleague is None and not with_whom.strip():
        raise Refusal("Say with whom it was discussed", field="with_whom")
    if colleague == by:
        raise Refusal("Say with whom, beside yourself", field="colleague")
    if next_by and not next_step.strip():
        raise Refusal("Say what is to happen by that day", field="next_step")
    discussion = ConcernDiscussion(
        concern=concern,
        colleague=colleague,
        with_whom=with_whom.strip(),
        discussed_at=not_to_come(discussed_at, "discussed_at"),
        outcome=said(outcome, "Say what came of it", "outcome"),
        next_step=next_step.strip(),
        next_by=next_by,
        for_author=for_author.strip(),
        recorded_by=by,
    )
    discussion.save()
    _read(by, concern)
    return discussion


@action
def add_to_concern(*, by, concern: Concern, text: str) -> ConcernAddendum:
    """Add a correction or later news; its author may, and whoever is designated."""
    if not Concern.objects.visible_to(by).filter(pk=concern.pk).exists():
        raise Refusal("You can add only to a concern that you may read.")
    text = said(text, "Say what is to be added", "text")
    return ConcernAddendum.objects.create(concern=concern, text=text, recorded_by=by)


@action
def close_concern(*, by, concern: Concern, reasons: str, for_author: str = "") -> ConcernClosure:
    """Close it with reasons. What comes later is an addendum, or a concern of its own."""
    _must_handle(by, concern)
    reasons = said(reasons, "Say why nothing more is to be done, or what was done", "reasons")
    closure = ConcernClosure(concern=concern, reasons=reasons, for_author=for_author.strip(), recorded_by=by)
    closure.save()
    _read(by, concern)
    return closure


def _must_handle(by, concern: Concern) -> None:
    if not Concern.objects.handled_by(by).filter(pk=concern.pk).exists():
        raise Refusal("Those designated for safeguarding do this. Tell one of them what you know.")
    if Concern.objects.closed().filter(pk=concern.pk).exists():
        raise Refusal("This concern is closed. Add what is new as an addendum, or report a concern of its own.")


def _read(by, concern: Concern) -> None:
    if Concern.objects.readable_by(by).filter(pk=concern.pk).exists():
        ConcernRead.objects.get_or_create(concern=concern, recorded_by=by)

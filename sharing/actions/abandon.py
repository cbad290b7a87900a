"""Ending a draft that leads nowhere; it is kept, with the reason.

abandon_decision(by=, decision=, why=, version=None) -> Decision
"""

from django.utils import timezone

from neston_sharing.foundation.actions import action
from sharing.actions.drafts import opened, written
from sharing.actions.requirements import said
from sharing.models import Decision


@action
def abandon_decision(*, by, decision: Decision, why: str, version: int | None = None) -> Decision:
    """End this draft, with why; refused to whoever may not write on it, and on a page that is out of date."""
    draft = opened(by=by, decision=decision, version=version)
    draft.abandoned_why = said(why, "Say why this decision is abandoned", "why")
    draft.abandoned_at, draft.abandoned_by = timezone.now(), by
    return written(by=by, draft=draft)

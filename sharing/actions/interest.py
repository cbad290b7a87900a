"""Declaring a conflict of interest, or none, before one answers a decision for management.

declare(by=, decision=, has_conflict=, text="") -> Declaration
Whoever has one does not back the decision, and sees no more of it.
"""

from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import said
from sharing.models import Decision, Declaration


@action
def declare(*, by, decision: Decision, has_conflict: bool, text: str = "") -> Declaration:
    """Say once whether one has an interest; refused to whoever is not asked to answer the decision."""
    if not Decision.objects.all().may_declare(by).filter(pk=decision.pk).exists():
        raise Refusal("This decision does not wait for your answer.")
    if Decision.objects.filter(pk=decision.pk).undeclared_by(by).first() is None:
        raise Refusal("You have said this already.")
    which = said(text, "Say what the conflict is: it is recorded", "text") if has_conflict else ""
    return Declaration.objects.create(decision=decision, has_conflict=has_conflict, text=which, recorded_by=by)

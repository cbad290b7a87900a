"""Whether the family was told what would be shared, with whom and why; where not, why not (policy 2.2).

tell_family(by=, decision=, told=True, told_on=, told_how=, version=None) -> Decision
tell_family(by=, decision=, told=False, not_told="unsafe"|"inappropriate", why=, version=None) -> Decision
"""

from datetime import date

from consent.actions.flags import set_flag
from consent.models import Flag
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.drafts import opened, written
from sharing.actions.requirements import by_today, said
from sharing.models import Decision


@action
def tell_family(
    *,
    by,
    decision: Decision,
    told: bool,
    told_on: date | None = None,
    told_how: str = "",
    not_told: str = "",
    why: str = "",
    version: int | None = None,
) -> Decision:
    """Record that the family was told, or why telling them is unsafe (which flags the child) or inappropriate."""
    draft = opened(by=by, decision=decision, version=version)
    if draft.outcome is None:
        raise Refusal("Decide the outcome first: it is what the family is told about.")
    facts = family_facts(told=told, told_on=told_on, told_how=told_how, not_told=not_told, why=why)
    for name, value in facts.items():
        setattr(draft, name, value)
    if not_told == Decision.Untold.UNSAFE and not told:
        warn_everyone(by=by, decision=draft)
    return written(by=by, draft=draft)


def family_facts(*, told: bool, told_on: date | None, told_how: str, not_told: str, why: str) -> dict:
    """The decision's columns for what was said to the family, whole either way. For other actions that record it."""
    return _telling(told_on, told_how) if told else _not_telling(not_told, why)


def warn_everyone(*, by, decision: Decision) -> None:
    """Where telling is unsafe, whoever opens the child's page sees first that the family is not to be told."""
    if not decision.child.flags.standing().filter(kind=Flag.Kind.DO_NOT_DISCUSS).exists():
        detail = f"Telling the family about decision {decision.reference} would put someone at risk."
        set_flag(by=by, child=decision.child, kind=Flag.Kind.DO_NOT_DISCUSS, detail=detail)


def _telling(told_on: date | None, told_how: str) -> dict:
    return {
        "family_told": True,
        "family_told_on": by_today(told_on, "Enter the day on which they were told: today or before", "family_told_on"),
        "family_told_how": said(told_how, "Say who was told, by whom and how", "family_told_how"),
        "family_not_told": "",
        "family_not_told_why": "",
    }


def _not_telling(not_told: str, why: str) -> dict:
    if not_told not in Decision.Untold.values:
        raise Refusal("Choose why the family is not told", field="family_not_told")
    return {
        "family_told": False,
        "family_told_on": None,
        "family_told_how": "",
        "family_not_told": not_told,
        "family_not_told_why": said(why, "Say why, in a sentence or two", "family_not_told_why"),
    }

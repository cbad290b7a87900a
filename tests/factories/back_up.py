"""Decisions that a backer can back: whole, and resting on a consent that names who receives it."""

from sharing.models import Decision, Submission
from tests.factories import decisions


def whole(**fields) -> Decision:
    """A draft that lacks nothing, not sent yet."""
    return decisions.decide_to_share(decisions.answered_with_consent(**fields))


def sent(**fields) -> Decision:
    return decisions.send(whole(**fields))


def sent_to_officer(**fields) -> Decision:
    decision = whole(**fields)
    Submission.objects.create(decision=decision, to_officer=True, recorded_by=decision.started_by)
    return decision

"""Twenty decisions, in every state and with every outcome that the policy leads to."""

from neston_sharing.operations.demonstration.decisions import not_shared, referred, shared, waiting

STORIES = (*shared.STORIES, *not_shared.STORIES, *waiting.STORIES)
REFERRALS = referred.REFERRALS

__all__ = ["REFERRALS", "STORIES"]

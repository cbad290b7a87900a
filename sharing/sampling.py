"""Draws decisions for whoever reviews the audit log: of those recorded in the time under review and open to them."""

from collections.abc import Iterable
from datetime import datetime
from random import Random

from neston_sharing.audit.sampling import Sample
from sharing.models import Decision

NUMBER = 3


def draw(since: datetime | None, until: datetime, seed: str, user) -> list[Sample]:
    """Draw NUMBER of them, or all where they are fewer; the same seed draws the same."""
    found = Decision.objects.visible_to(user).recorded_within(since, until).oldest_first()
    chosen = list(found.only("reference"))
    drawn = Random(seed).sample(chosen, min(NUMBER, len(chosen)))  # noqa: S311 (anybody may know which)
    return [Sample(decision.reference, decision.get_absolute_url()) for decision in drawn]


def seen(references: Iterable[str], user) -> set[str]:
    """Give those of these that are open to this person."""
    found = Decision.objects.visible_to(user).filter(reference__in=list(references))
    return set(found.values_list("reference", flat=True))

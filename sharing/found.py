"""Decisions as the pages that are opened most ask for them, compiled once (see `prepared`)."""

from django.db import models

from neston_sharing.foundation.prepared import KEYS, Place, one_of, prepared, rows_of
from sharing.models import Decision


def draft_of(user, reference: str) -> Decision | None:
    """Give the decision of this reference if this person works on it, with all that a page of the wizard says."""
    return one_of(_draft(user, reference=reference.replace("\x00", "")))


def draft_with_key(user, key: int) -> Decision | None:
    """Give the decision with this key if this person works on it, with its state."""
    return one_of(_worked_on(user, key=key))


def lines_of(keys: list[int]) -> list[Decision]:
    """Give these decisions, newest first, with all that a line of the list says. Who may see them was asked before."""
    return rows_of(_listed(keys=keys))


@prepared(reference=models.CharField())
def _draft(user, reference: Place) -> models.QuerySet[Decision]:
    mine = Decision.objects.worked_on_by(user).with_state_facts().with_people().with_answers()
    return mine.with_last_return().filter(reference=reference)[:1]


@prepared(key=models.BigIntegerField())
def _worked_on(user, key: Place) -> models.QuerySet[Decision]:
    return Decision.objects.worked_on_by(user).with_state_facts().with_people().filter(pk=key)


@prepared(keys=KEYS)
def _listed(keys: Place) -> models.QuerySet[Decision]:
    return Decision.objects.filter(pk__in=keys).for_listing().with_moves().newest_first()

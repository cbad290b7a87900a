"""Decisions as the pages that are opened most ask for them, compiled once (see `prepared`)."""

from django.db import models

from neston_sharing.foundation.prepared import KEYS, Place, one_of, prepared, rows_of
from neston_sharing.foundation.together import fetch_each, give
from sharing.models import Answer, Decision, Ground, Maker


def draft_of(user, reference: str) -> Decision | None:
    """Give the decision of this reference if this person works on it, with all that a page of the wizard says."""
    draft = one_of(_draft(user, reference=reference.replace("\x00", "")))
    return draft and with_answers(draft)


def draft_with_key(user, key: int) -> Decision | None:
    """Give the decision with this key if this person works on it, with its state and its answers."""
    draft = one_of(_worked_on(user, key=key))
    return draft and with_answers(draft)


def with_answers(draft: Decision) -> Decision:
    """Fetch what `Decision.path` is walked from, and what the answers name, as it stands now; give the same row."""
    answers, grounds = fetch_each(_answers(decision=draft.pk), _grounds(decision=draft.pk))
    give(draft, answers=answers, grounds=grounds)
    return draft


def is_maker(user, draft: Decision) -> bool:
    """Whether this person is among the makers of this decision by now."""
    return bool(rows_of(_makers(decision=draft.pk, person=user.pk)))


def lines_of(keys: list[int]) -> list[Decision]:
    """Give these decisions, newest first, with all that a line of the list says. Who may see them was asked before."""
    return rows_of(_listed(keys=keys))


@prepared(reference=models.CharField())
def _draft(user, reference: Place) -> models.QuerySet[Decision]:
    mine = Decision.objects.worked_on_by(user).with_state_facts().with_people()
    return mine.with_last_return().filter(reference=reference)[:1]


@prepared(key=models.BigIntegerField())
def _worked_on(user, key: Place) -> models.QuerySet[Decision]:
    return Decision.objects.worked_on_by(user).with_state_facts().with_people().filter(pk=key)


@prepared(decision=models.BigIntegerField(), person=models.BigIntegerField())
def _makers(decision: Place, person: Place) -> models.QuerySet:
    return Maker.objects.filter(decision=decision, recorded_by=person).values_list("pk", flat=True)


@prepared(keys=KEYS)
def _listed(keys: Place) -> models.QuerySet[Decision]:
    return Decision.objects.filter(pk__in=keys).for_listing().with_moves().newest_first()


@prepared(decision=models.BigIntegerField())
def _answers(decision: Place) -> models.QuerySet[Answer]:
    return Answer.objects.select_related(*Answer.names).filter(decision=decision)


@prepared(decision=models.BigIntegerField())
def _grounds(decision: Place) -> models.QuerySet[Ground]:
    return Ground.objects.filter(decision=decision)

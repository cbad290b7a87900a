"""Tells the audit log from whom a concern about an adult is hidden: its entries stand under its own reference."""

from collections.abc import Iterable

from django.db.models import QuerySet

from neston_sharing.foundation.prepared import prepared, rows_of
from sharing.models import AdultConcern


def labels(references: Iterable[str], user) -> dict[str, str]:
    """Such a record is named by its reference and by nothing else."""
    return {}


def find(text: str, user) -> dict[str, str]:
    """It is found by its reference only."""
    return {}


def circles(references: Iterable[str]) -> dict:
    """Nobody is around such a record as around a child."""
    return {}


def hidden_from(user) -> list[str]:
    """Give the references of those that this person may not see: one about themselves first of all."""
    return rows_of(_hidden(user))


@prepared()
def _hidden(user) -> QuerySet:
    return AdultConcern.objects.hidden_from(user).values_list("reference", flat=True)

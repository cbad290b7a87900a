"""Tells the audit log what it must not name to its reader, besides children: a concern about an adult, which stands
under its own reference, and what is in the file of a child whose record is shut to them.

The entries about such a child stand under the child's reference. A list that somebody took names the rows on it by
their own.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from consent.models import Child
from neston_sharing.foundation.prepared import prepared
from neston_sharing.foundation.together import fetch_each
from sharing.models import (
    AdultConcern,
    Breach,
    Concern,
    Decision,
    InformationReceived,
    InformationRequest,
    Meeting,
)


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
    """Give the references of those concerns that this person may not see, one about themselves first of all, and of
    what stands in the file of a child whose record is shut to them."""
    asked = (_adults, _decisions, _breaches, _concerns, _received, _requests, _meetings)
    return [reference for found in fetch_each(*(each(user) for each in asked)) for reference in found]


@prepared()
def _adults(user) -> QuerySet:
    return AdultConcern.objects.hidden_from(user).values_list("reference", flat=True)


@prepared()
def _decisions(user) -> QuerySet:
    return Decision.objects.filed_under_any(_shut(user)).values_list("reference", flat=True)


@prepared()
def _breaches(user) -> QuerySet:
    theirs = Decision.objects.filed_under_any(_shut(user)).order_by().values("pk")
    return Breach.objects.filter(disclosure__decision__in=theirs).values_list("reference", flat=True)


@prepared()
def _concerns(user) -> QuerySet:
    return Concern.objects.filter(child__in=_shut(user)).values_list("reference", flat=True)


@prepared()
def _received(user) -> QuerySet:
    return InformationReceived.objects.filter(child__in=_shut(user)).values_list("reference", flat=True)


@prepared()
def _requests(user) -> QuerySet:
    return InformationRequest.objects.filter(child__in=_shut(user)).values_list("reference", flat=True)


@prepared()
def _meetings(user) -> QuerySet:
    return Meeting.objects.filter(child__in=_shut(user)).values_list("reference", flat=True)


def _shut(user) -> QuerySet[Child]:
    return Child.objects.all().shut_to(user)

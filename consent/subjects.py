"""Tells the audit log, which knows only opaque references, whom an entry concerns, as far as its reader may know."""

from collections.abc import Iterable

from consent.models import Child, Exclusion, FamilyLink, Parent
from consent.models.sameness import one, stand_for

MEANT_AT_MOST = 10


def labels(references: Iterable[str], user) -> dict[str, str]:
    """Name the children whom this person may find. Parents are named by nobody's log: their reference leads to them."""
    named = Child.objects.all().nameable_by(user).filter(reference__in=list(references)).select_related("merged_into")
    return {row.reference: row.one.name for row in named}


def find(text: str, user) -> dict[str, str]:
    """Give reference and name of the children whom this person means by a name or a reference, ten at most.

    Of a child who was merged, every row: what was done before is in the log under the reference of its time.
    """
    meant = Child.objects.all().nameable_by(user).named(text).select_related("merged_into").by_name()
    return {row.reference: row.one.name for row in meant[:MEANT_AT_MOST]}


def hidden_from(user) -> list[str]:
    """Give the references of the children from whose record this person is excluded, and of their parents.

    Of whoever was merged, every row: excluded from one is excluded from all.
    """
    excluded = Exclusion.objects.standing().filter(user=user.pk).annotate(person=one("child")).values("person")
    children = Child.objects.filter(stand_for(excluded))
    theirs = FamilyLink.objects.filter(child__in=children).annotate(person=one("parent")).values("person")
    parents = Parent.objects.filter(stand_for(theirs))
    return [*children.values_list("reference", flat=True), *parents.values_list("reference", flat=True)]

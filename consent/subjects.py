"""Tells the audit log, which knows only opaque references, whom an entry concerns, as far as its reader may know."""

from collections.abc import Iterable

from consent.models import Child, Exclusion, Parent

MEANT_AT_MOST = 10


def labels(references: Iterable[str], user) -> dict[str, str]:
    """Name the children whom this person may find. Parents are named by nobody's log: their reference leads to them."""
    named = Child.objects.all().findable_by(user).filter(reference__in=list(references))
    return {child.reference: child.name for child in named}


def find(text: str, user) -> dict[str, str]:
    """Give reference and name of the children whom this person means by a name or a reference, ten at most."""
    meant = Child.objects.all().findable_by(user).named(text).by_name()[:MEANT_AT_MOST]
    return {child.reference: child.name for child in meant}


def hidden_from(user) -> list[str]:
    """Give the references of the children from whose record this person is excluded, and of their parents."""
    children = Exclusion.objects.standing().filter(user=user.pk).values("child")
    return [
        *Child.objects.filter(pk__in=children).values_list("reference", flat=True),
        *Parent.objects.filter(links__child__in=children).values_list("reference", flat=True),
    ]

"""Words for the invariants that a row must hold, so that each is said once and reads as a sentence."""

from django.db.models import CheckConstraint, F, Q


def all_or_none(*fields: str, name: str) -> CheckConstraint:
    """A fact with its who and its when is whole or absent."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=none | every, name=name)


def differs(one: str, other: str, *, name: str) -> CheckConstraint:
    """Two people (or things) must not be the same; an absent one differs from everything."""
    return CheckConstraint(
        condition=Q(**{f"{one}__isnull": True}) | Q(**{f"{other}__isnull": True}) | ~Q(**{one: F(other)}),
        name=name,
    )


def not_blank(field: str, *, name: str) -> CheckConstraint:
    """A text that must say something."""
    return CheckConstraint(condition=~Q(**{field: ""}), name=name)


def one_of(field: str, values, *, name: str) -> CheckConstraint:
    """A column takes only the values that its vocabulary has."""
    return CheckConstraint(condition=Q(**{f"{field}__in": list(values)}), name=name)


def only_with(field: str, condition: Q, *, name: str) -> CheckConstraint:
    """A column is filled only where the condition holds."""
    return CheckConstraint(condition=Q(**{f"{field}__isnull": True}) | condition, name=name)

"""Whom an entry concerns. The log knows children by opaque references; an app above it registers who can name them."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from neston_sharing.audit.oddities import Circle

T = TypeVar("T")


class Resolver(Protocol):
    """What the log asks of the app that knows children; each answer takes one statement at most."""

    def labels(self, references: Iterable[str], user) -> dict[str, str]:
        """Name those of these children whom this person may know by name."""

    def find(self, text: str, user) -> dict[str, str]:
        """Give reference and name of the children whom this person means, of those they may find; a few at most."""

    def hidden_from(self, user) -> list[str]:
        """Give the references of the children whose record is shut to this person."""

    def circles(self, references: Iterable[str]) -> dict[str, Circle]:
        """Say who is around each of these children; in a few statements, however many there are."""


_resolvers: list[Resolver] = []


def register(resolver: Resolver) -> None:
    """Called once, from the ready() of the app that knows children."""
    if resolver not in _resolvers:
        _resolvers.append(resolver)


def labels(references: Iterable[str], user) -> dict[str, str]:
    wanted = {reference for reference in references if reference}
    return _gathered(resolver.labels(wanted, user) for resolver in _resolvers) if wanted else {}


def find(text: str, user) -> dict[str, str]:
    return _gathered(resolver.find(text, user) for resolver in _resolvers)


def hidden_from(user) -> list[str]:
    return [reference for resolver in _resolvers for reference in resolver.hidden_from(user)]


def circles(references: Iterable[str]) -> dict[str, Circle]:
    wanted = {reference for reference in references if reference}
    return _gathered(resolver.circles(wanted) for resolver in _resolvers) if wanted else {}


def _gathered(answers: Iterable[dict[str, T]]) -> dict[str, T]:
    return {reference: name for answer in answers for reference, name in answer.items()}

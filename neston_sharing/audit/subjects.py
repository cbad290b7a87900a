"""Whom an entry concerns. The log knows children by opaque references; an app above it registers who can name them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple, Protocol, TypeVar

from django.db.models import Model

from neston_sharing.audit.oddities import Circle
from neston_sharing.audit.shut import Elsewhere, Shut, joined

T = TypeVar("T")


class Found(NamedTuple):
    """A record, and the reference of the child whom it concerns."""

    subject: str = ""
    row: Model | None = None


class Resolver(Protocol):
    """What the log asks of the app that knows children; each answer takes a few statements at most."""

    def labels(self, references: Iterable[str], user) -> dict[str, str]:
        """Name those of these children whom this person may know by name."""

    def find(self, text: str, user) -> dict[str, str]:
        """Give reference and name of the children whom this person means, of those they may find; a few at most."""

    def hidden_from(self, user) -> list[str]:
        """Give the references of the children whose record is shut to this person."""

    def elsewhere(self, references: Iterable[str]) -> Elsewhere:
        """Say what belongs to these children, and records, though it was recorded under another; in a few statements,
        and none where none of them is known."""

    def found_at(self, page: str, named: Mapping[str, str]) -> "Found | None":
        """Find the record that a page's address names, and whose it is; in a few statements."""

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


def shut_to(user) -> Shut:
    """Give all that is shut to this person. Where nothing is, as for most, it takes what `hidden_from` takes."""
    return replace(shut(hidden_from(user)), reader=user.pk)


def shut(references: Iterable[str]) -> Shut:
    """Give these children and records with what belongs to them and was recorded under another: a decision that was
    moved, or all of one that is named itself."""
    every = tuple(references)
    return Shut(every, joined(resolver.elsewhere(every) for resolver in _resolvers)) if every else Shut()


def found_at(page: str, named: Mapping[str, str]) -> Found:
    """Find what an address names by its arguments; nothing where nobody knows it."""
    answers = (resolver.found_at(page, named) for resolver in _resolvers if named)
    return next(filter(None, answers), Found())


def circles(references: Iterable[str]) -> dict[str, Circle]:
    wanted = {reference for reference in references if reference}
    return _gathered(resolver.circles(wanted) for resolver in _resolvers) if wanted else {}


def _gathered(answers: Iterable[dict[str, T]]) -> dict[str, T]:
    return {reference: name for answer in answers for reference, name in answer.items()}

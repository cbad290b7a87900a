"""What a list comes to: for people, a line for each of its rows; for the action that enters it, what to do.

People are told apart by who they are, not by what they say (`eq=False`).
"""

from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.dateformat import format as written

from consent.actions.parents import Standing
from consent.importing.reading import Said
from consent.models import Address, Child, FamilyLink, Parent
from neston_sharing.foundation.lists import verdicts
from neston_sharing.foundation.lists.verdicts import Line


@dataclass(eq=False)
class PlannedPerson:
    """One parent or carer, however many rows name them. `given` is what the list says that is not here yet."""

    known: Parent | None
    line: Line
    said: dict = field(default_factory=dict)
    given: dict = field(default_factory=dict)


@dataclass(eq=False)
class PlannedLink:
    number: int
    person: PlannedPerson
    known: FamilyLink | None
    standing: Standing
    changed: bool


@dataclass(eq=False)
class PlannedAddress:
    """Where the child lives: a new address, or one that is known with what becomes of it."""

    known: Address | None
    lines: str
    postcode: str
    protected: bool


@dataclass(eq=False)
class PlannedChild:
    """`given` is what the list says that is not here yet; of a child who is new, all of it."""

    rows: list[Said]
    known: Child | None
    given: dict = field(default_factory=dict)
    address: PlannedAddress | None = None
    links: list[PlannedLink] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.rows[0].number

    @cached_property
    def after(self) -> Child:
        """The child as the list makes them, not saved; asked once `given` is known."""
        after = copy(self.known) if self.known else Child(reference="")
        for name, value in self.given.items():
            setattr(after, name, value)
        return after


@dataclass(frozen=True, kw_only=True)
class Plan(verdicts.Plan):
    children: list[PlannedChild]
    example: int | None = None

    def known(self) -> list:
        return [(child.known and child.known.pk, *map(_keys, child.links)) for child in self.children]


def _keys(link: PlannedLink) -> tuple:
    return link.person.known and link.person.known.pk, link.known and link.known.pk


def in_words(value: object) -> str:
    """Say a value as the pages do."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return written(value, "j F Y")
    return "" if value is None else str(value)

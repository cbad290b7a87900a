"""What a list comes to: for people, a line for each of its rows; for the action that enters it, what to do.

Rows and people are told apart by who they are, not by what they say (`eq=False`).
"""

import hashlib
from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.dateformat import format as written

from consent.actions.parents import Standing
from consent.importing.reading import Said
from consent.models import Address, Child, FamilyLink, Parent
from neston_sharing.foundation.lists.verdicts import Change, Verdict


@dataclass(eq=False)
class Line:
    """One row as it is told. `told` says what comes to be, `notes` what one may want to look at."""

    number: int
    name: str
    errors: list[str]
    is_new: bool = False
    told: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        if self.errors:
            return Verdict.WRONG
        if self.is_new:
            return Verdict.NEW
        return Verdict.CHANGED if self.changes or self.told else Verdict.SAME

    def lacks(self, title: str) -> None:
        """Say that something is missing, unless what stands there is wrong already."""
        if not any(error.startswith(f"{title}: ") for error in self.errors):
            self.errors.append(f"{title}: this is needed and the cell is empty")


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


@dataclass(frozen=True)
class Plan:
    children: list[PlannedChild]
    lines: list[Line]
    unknown: tuple[str, ...] = ()
    example: int | None = None

    def counts(self) -> Counter:
        return Counter(line.verdict for line in self.lines)

    @property
    def is_sound(self) -> bool:
        return not any(line.errors for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """Give what changes with anything that entering this plan would do."""
        told = [(line.number, line.verdict, line.told, line.changes, line.errors) for line in self.lines]
        known = [(child.known and child.known.pk, *map(_keys, child.links)) for child in self.children]
        return hashlib.sha256(repr((told, known)).encode()).hexdigest()


def _keys(link: PlannedLink) -> tuple:
    return link.person.known and link.person.known.pk, link.known and link.known.pk


def in_words(value: object) -> str:
    """Say a value as the pages do."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return written(value, "j F Y")
    return "" if value is None else str(value)

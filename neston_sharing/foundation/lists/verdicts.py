"""What becomes of each row of a list, and of the whole.

Rows are told apart by who they are, not by what they say (`eq=False`).
"""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True)
class Change:
    """One thing that becomes another; `old` is empty where nothing stood."""

    what: str
    old: str
    new: str


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


@dataclass(frozen=True)
class Plan:
    """What entering a list would do. `unknown` are its headings that mean nothing here."""

    lines: list[Line]
    unknown: tuple[str, ...] = ()

    def known(self) -> list:
        """Give the keys of the rows that the list changes or adds to, in its order."""
        raise NotImplementedError

    def counts(self) -> Counter:
        return Counter(line.verdict for line in self.lines)

    @property
    def wrong(self) -> int:
        return self.counts()[Verdict.WRONG]

    @property
    def is_sound(self) -> bool:
        return self.wrong == 0

    @property
    def changes_something(self) -> bool:
        counts = self.counts()
        return bool(counts[Verdict.NEW] + counts[Verdict.CHANGED])

    @property
    def fingerprint(self) -> str:
        """Give what changes with anything that entering this plan would do."""
        told = [(line.number, line.verdict, line.told, line.changes, line.errors) for line in self.lines]
        return hashlib.sha256(repr((told, self.known())).encode()).hexdigest()

"""What is counted: the few facts of each decision, visit and thing that waits. None of them names a child. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sharing.checklist import Answer, Basis, Path, Question

AGAINST = frozenset({Answer.REFUSED, Answer.WITHDRAWN, Answer.PARENTS_DISAGREE})
REFERRED, NOT_SHARED, UNKNOWN = "Referred at once", "Not shared", "No basis recorded"


@dataclass(frozen=True)
class Decided:
    """One recorded decision."""

    on: date
    shared: bool
    basis: str
    agency: str
    kind: str
    asked_on: date | None
    family_told: bool
    against_refusal: bool

    @property
    def days(self) -> int | None:
        """From the day on which they asked to the day on which it was recorded; none if nobody asked."""
        return max((self.on - self.asked_on).days, 0) if self.asked_on else None


@dataclass(frozen=True)
class Waiting:
    what: str
    since: date


@dataclass(frozen=True)
class Came:
    """One visit; `alone` if the child was seen under the visitor's own power."""

    on: date
    alone: bool


def basis_of(path: Path, *, shared: bool, referred: bool) -> str:
    """Name what a recorded decision rests on (policy 3.5)."""
    if not shared:
        return NOT_SHARED
    if referred:
        return REFERRED
    return _sentence(path.basis) if path.basis else UNKNOWN


def overrides(given: Mapping[Question, Answer], path: Path, *, shared: bool) -> bool:
    """Whether it was shared although a parent had refused, withdrawn or disagreed (policy 2.4, 3)."""
    return shared and path.basis is not Basis.CONSENT and given.get(Question.CONSENT) in AGAINST


def _sentence(basis: Basis) -> str:
    return f"{basis.label[0].upper()}{basis.label[1:]}"

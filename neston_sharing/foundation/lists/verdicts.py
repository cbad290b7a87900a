"""What becomes of a row."""

from dataclasses import dataclass
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

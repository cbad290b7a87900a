"""How long what is kept about a child is kept, and why: the rules in force, and what they say of one child.

Nothing is disposed of by a clock: these are the days from which a person may decide it. A hold stops that.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from consent.keeping import ABUSE, RECORD, TITLES, Facts, Period, ends, years_after
from consent.models import Child, RetentionRule
from neston_sharing.foundation.templatetags.neston import long_date

__all__ = ["Rule", "periods", "rules_for", "shipped", "years_after"]

SHIPPED = Path(__file__).parent / "data" / "retention.json"


@cache
def shipped() -> Mapping[str, Period]:
    """Give the starting values that come with the product."""
    return {row["kind"]: Period(**row) for row in json.loads(SHIPPED.read_text(encoding="utf-8"))}


def periods(on: date | None = None) -> dict[str, Period]:
    """Give the rule of each class that is in force on a day (today unless told): what ships, until somebody decided."""
    decided = RetentionRule.objects.begun(on).values_list("kind", "years", "counted_from", "reason")
    return {**shipped(), **{row[0]: Period(*row) for row in decided}}


@dataclass(frozen=True)
class Rule:
    """What is kept, until when (None while the clock has not started), and the rule in words."""

    what: str
    until: date | None
    why: str
    counts_itself: bool = False  # from the record, which says for itself when that was

    @property
    def in_words(self) -> str:
        if self.until:
            return f"Kept until {long_date(self.until)}: {self.why}"
        return f"Kept {self.why}" if self.counts_itself else f"The clock has not started: {self.why}"


def rules_for(child: Child) -> tuple[Rule, ...]:
    """Give the rule of each class for this child; of what is counted from a record, the rule and no day."""
    facts = Facts(born=child.date_of_birth, last_day=child.leaves_on)
    return tuple(
        Rule(
            f"{TITLES[kind]}, where the record is marked" if kind == ABUSE else TITLES[kind],
            ends(period, facts),
            period.in_words,
            counts_itself=period.counted_from == RECORD,
        )
        for kind, period in periods().items()
    )

"""The steps of a protocol as people write them: one a line, perhaps with a time at its end.

Telephone the Front Door within 1 hour
Send the referral form within 1 working day
Chase an answer
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from neston_sharing.foundation.actions import Refusal

MOST = 40
LONGEST = 1000  # characters
LONGEST_TIME = 1000  # hours or days
TIMED = re.compile(r"(.+?)[\s,;:(-]+within (\d{1,4}) (working day|hour|day)s?[.)]*", re.IGNORECASE)
UNITS = {"hour": "hours", "day": "days", "working day": "working_days"}


@dataclass(frozen=True)
class Step:
    text: str
    within: int | None = None
    unit: str | None = None


def read(lines: str) -> list[Step]:
    """Take the steps as they were written; an empty line is none."""
    texts = [" ".join(line.split()) for line in lines.splitlines() if line.strip()]
    if len(texts) > MOST:
        raise Refusal(f"Enter {MOST} steps at most", field="steps")
    if any(len(text) > LONGEST for text in texts):
        raise Refusal(
            f"Shorten each step to {LONGEST} characters: what belongs to it can stand in a document", field="steps"
        )
    return [_step(text) for text in texts]


def _step(line: str) -> Step:
    found = TIMED.fullmatch(line)
    if not found or not 0 < int(found[2]) <= LONGEST_TIME:
        return Step(line)
    return Step(found[1], int(found[2]), UNITS[found[3].lower()])


def written(steps: Iterable) -> str:
    """Give the lines from which these steps would be read."""
    return "\n".join(f"{step.text} {step.time_allowed}".strip() for step in steps)

"""The 72 hours within which the regulator is told of a breach, from the moment that we know (UK GDPR Art. 33).

Standard library only. Hours of the night and of weekends count.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

WITHIN = timedelta(hours=72)
SOON = timedelta(hours=24)
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Clock:
    """`answered_at` is when the regulator was told, or when it was decided not to; None while nobody has."""

    known_at: datetime
    answered_at: datetime | None = None

    @property
    def due(self) -> datetime:
        return self.known_at + WITHIN

    @property
    def is_late(self) -> bool:
        """Whether the answer came after the 72 hours; ask `words` of one that is still open."""
        return self.answered_at is not None and self.answered_at > self.due

    def words(self, now: datetime) -> str:
        if self.answered_at is not None:
            return "Late: more than 72 hours" if self.is_late else "Within 72 hours"
        left = self.due - now
        if left <= timedelta():
            return f"Overdue by {_hours(-left)}: tell the regulator now, and why it is late"
        return f"Tell the regulator, or say why not: {_hours(left)} left"

    def colour(self, now: datetime) -> str:
        if self.answered_at is not None:
            return "amber" if self.is_late else "green"
        return "red" if self.due - now <= SOON else "amber"


def _hours(span: timedelta) -> str:
    """Whole hours, rounded down: nobody is promised time that is not there."""
    hours = span // AN_HOUR
    if not hours:
        return "less than an hour"
    return "1 hour" if hours == 1 else f"{hours} hours"

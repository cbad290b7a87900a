"""How long a referral that was made at once waits to be backed in person: to the end of the next working day.

From then on it stands before the committee's designated officer too, and whoever answers it says why so late.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from neston_sharing.foundation.templatetags.neston import long_date
from sharing.working_days import last_working_day, next_working_day, working_days_after


@dataclass(frozen=True)
class InPerson:
    """What was referred and recorded on this day, as it stands on another: the day of the answer, or today."""

    recorded_on: date
    today: date

    @property
    def due(self) -> date:
        return next_working_day(self.recorded_on)

    @property
    def is_late(self) -> bool:
        return self.due < self.today

    @property
    def words(self) -> str:
        if self.is_late:
            return f"Overdue since {long_date(self.due)}"
        return (
            "To be backed today" if self.due == self.today else f"To be backed by {self.due:%A} {long_date(self.due)}"
        )

    @property
    def colour(self) -> str:
        return "red" if self.is_late else "amber"

    @property
    def how_late(self) -> str:
        """Of one that was answered on this day: "2 working days late"; nothing if it was in time."""
        days = working_days_after(self.due, self.today)
        if not self.is_late:
            return ""
        return f"{days} working days late" if days > 1 else "One working day late"


def in_person(recorded_at: datetime, on: datetime | None = None) -> InPerson:
    """How long one that was recorded then has waited until this moment, now unless told."""
    return InPerson(timezone.localdate(recorded_at), timezone.localdate(on))


def overdue_before() -> datetime:
    """What was recorded before this moment is overdue today: the last working day has passed since, to its end."""
    return timezone.make_aware(datetime.combine(last_working_day(timezone.localdate()), time.min))

"""How long what is kept about a child is kept, and why: starting values that the setting justifies (guidance).

Nothing is disposed of by a clock: these are the days from which a person may decide it. A hold stops that.
"""

from dataclasses import dataclass
from datetime import date

from consent.models import Child
from neston_sharing.foundation.templatetags.neston import long_date

YEARS_AFTER_LEAVING = 3
SAFEGUARDING_BIRTHDAY = 25
CHILD_SEXUAL_ABUSE = 75


@dataclass(frozen=True)
class Rule:
    """What is kept, until when (None while the clock has not started), and the rule in words."""

    what: str
    until: date | None
    why: str

    @property
    def in_words(self) -> str:
        return (
            f"Kept until {long_date(self.until)}: {self.why}"
            if self.until
            else f"The clock has not started: {self.why}"
        )


def rules_for(child: Child) -> tuple[Rule, ...]:
    leaving = years_after(child.leaves_on, YEARS_AFTER_LEAVING) if child.leaves_on else None
    birthday = years_after(child.date_of_birth, SAFEGUARDING_BIRTHDAY)
    return (
        Rule("Registrations and consents", leaving, f"{YEARS_AFTER_LEAVING} years after the child's last day"),
        Rule("Safeguarding records", birthday, f"to the child's {SAFEGUARDING_BIRTHDAY}th birthday"),
        Rule(
            "Records of child sexual abuse",
            years_after(child.date_of_birth, CHILD_SEXUAL_ABUSE),
            f"{CHILD_SEXUAL_ABUSE} years, counted here from the birth",
        ),
    )


def years_after(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes 1 March, so that nothing goes a day early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)

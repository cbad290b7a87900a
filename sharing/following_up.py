"""What an unanswered sharing asks of us: to be chased on the next working day, and on the one after that, escalated.

A record that it arrived is an answer, and so is anything that they said since: nobody is asked for both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from neston_sharing.foundation.templatetags.neston import long_date
from sharing.models import Disclosure, ReferralNews
from sharing.models.follow_up_queries import ANSWERS, CHASES
from sharing.working_days import next_working_day

Kind = ReferralNews.Kind

WHOM_TO_ESCALATE_TO = (
    "Ask for the next one up: the manager of whoever does not answer, then theirs. "
    "Say what was shared, when, and that nobody has answered."
)


@dataclass(frozen=True)
class Wait:
    """Nobody has answered since the day of our `last` step: the sharing, or a chase."""

    last: date
    chased: bool

    @property
    def due(self) -> date:
        return next_working_day(self.last)

    @property
    def is_due(self) -> bool:
        return self.due <= timezone.localdate()

    @property
    def is_late(self) -> bool:
        return self.due < timezone.localdate()

    @property
    def step(self) -> Kind:
        """What is to be done: chase it first, escalate it then."""
        return Kind.ESCALATED if self.chased else Kind.CHASED

    @property
    def words(self) -> str:
        verb = "escalate" if self.chased else "chase"
        if self.is_late:
            return f"Overdue: {verb} it since {long_date(self.due)}"
        return f"{verb.capitalize()} it today" if self.is_due else f"{verb.capitalize()} it on {long_date(self.due)}"

    @property
    def colour(self) -> str:
        return ("red" if self.is_late else "amber") if self.is_due else ""


def wait_of(disclosure: Disclosure) -> Wait:
    """How long one that was fetched `unanswered()` waits; no query."""
    chased_at = getattr(disclosure, "chased_at", None)
    return Wait(timezone.localdate(chased_at or disclosure.shared_at), chased_at is not None)


def waits_among(disclosures: Iterable[Disclosure], news: Iterable[ReferralNews]) -> list[Wait]:
    """The same of one decision whose disclosures and news are at hand, of those that have no answer; no query."""
    return [_wait(each, news) for each in disclosures if not hasattr(each, "arrival") and not _answered(each, news)]


def _since(disclosure: Disclosure, news: Iterable[ReferralNews], kinds: Iterable[str]) -> list[ReferralNews]:
    return [row for row in news if row.kind in kinds and row.happened_at >= disclosure.shared_at]


def _answered(disclosure: Disclosure, news: Iterable[ReferralNews]) -> bool:
    return bool(_since(disclosure, news, ANSWERS))


def _wait(disclosure: Disclosure, news: Iterable[ReferralNews]) -> Wait:
    chased = [row.happened_at for row in _since(disclosure, news, CHASES)]
    return Wait(timezone.localdate(max(chased, default=disclosure.shared_at)), bool(chased))

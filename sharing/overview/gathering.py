"""What stands in the records that this person may see, as facts to count: as many queries for a year as for a day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from consent.coverage import Reliance
from consent.models import Child
from sharing.models import Concern, Decision, Disclosure, InformationRequest, Visit
from sharing.overview.facts import Came, Decided, Waiting, basis_of, overrides
from sharing.overview.periods import Period
from sharing.presenters.words import STATES


@dataclass(frozen=True)
class Gathered:
    """All that the overview counts, of one period; what waits and the consents are as they stand today."""

    period: Period
    today: date
    decided: tuple[Decided, ...]
    waiting: tuple[Waiting, ...]
    standings: tuple[str, ...]
    came: tuple[Came, ...]

    @property
    def months(self) -> list[date]:
        return self.period.months(self.today)


def gather(user, period: Period) -> Gathered:
    """Whoever is excluded from a child's record is not told of it by a number either."""
    seen = Decision.objects.visible_to(user), Child.objects.visible_to(user), Visit.objects.visible_to(user)
    return replace(_counted(period, *seen), waiting=tuple(_waiting(user)))


def gather_figures(user, period: Period) -> Gathered:
    """For the committee's report, in which nobody is named: of every child whose record is not closed to this person,
    also where they may read none of it. What waits is no part of it."""
    children = Child.objects.all().open_to(user)
    return _counted(period, Decision.objects.in_figures_for(user), children, Visit.objects.in_figures_for(user))


def _counted(period: Period, decisions, children, visits) -> Gathered:
    return Gathered(
        period,
        timezone.localdate(),
        decided=tuple(map(_decided, decisions.to_count(period.first, period.until))),
        waiting=(),
        standings=tuple(_standings(children)),
        came=tuple(
            Came(timezone.localdate(arrived), bool(power))
            for arrived, power in visits.to_count(period.first, period.until)
        ),
    )


def _decided(decision: Decision) -> Decided:
    shared, given, path = decision.outcome == Decision.Outcome.SHARE, decision.given, decision.path
    asked = decision.initiative == Decision.Initiative.ASKED
    return Decided(
        on=timezone.localdate(decision.recorded_at),
        shared=shared,
        basis=basis_of(path, shared=shared, referred=decision.origin == Decision.Origin.REFERRAL),
        agency=str(decision.agency),
        kind=decision.agency.get_kind_display(),
        asked_on=decision.asked_on if asked else None,
        family_told=bool(decision.family_told),
        against_refusal=overrides(given, path, shared=shared),
    )


def _waiting(user) -> Iterator[Waiting]:
    """Of everything that waits: what it is, and since which day."""
    yield from _decisions(user)
    for what, rows, since in (
        ("Concerns that nobody has read", Concern.objects.handled_by(user).unread(), "recorded_at"),
        ("Shared, and not known to have arrived", Disclosure.objects.visible_to(user).unanswered(), "shared_at"),
        ("Asked of other agencies", InformationRequest.objects.visible_to(user).open(), "asked_at"),
        ("Visitors not signed out overnight", Visit.objects.raised_with(user), "arrived_at"),
    ):
        yield from (Waiting(what, timezone.localdate(moment)) for moment in rows.values_list(since, flat=True))


def _decisions(user) -> list[Waiting]:
    """In the order of a decision's states."""
    rows = Decision.objects.visible_to(user).unfinished().with_state_facts().with_last_return().oldest_first()
    found = [Waiting(STATES[row.state].word, timezone.localdate(_since(row))) for row in rows]
    places = [words.word for words in STATES.values()]
    return sorted(found, key=lambda each: places.index(each.what))


def _since(decision: Decision) -> datetime:
    """Since when it has been in its state."""
    moments = {Decision.State.WITH_MANAGEMENT: decision.sent_at, Decision.State.RETURNED: decision.returned_at}
    return moments.get(decision.state) or decision.recorded_at or decision.started_at


def _standings(children) -> Iterator[str]:
    """How the last word of each parent on each matter stands today, of children who attend."""
    for words in Reliance.of_each(children.attending()):
        yield from (words.coverage(word).standing for word in words.last)

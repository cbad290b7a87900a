"""Whoever backs decisions and is away: for whom somebody stands in, and what their page says of it.

A substitute may back already and sees no more than before; what they made themselves they cannot back for anybody.
"""

from collections.abc import Iterable

from django.contrib.auth import get_user_model

from consent.opening import who_may
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.designated import BACKS
from sharing.models import Decision


def stood_in_for_by(user) -> list:
    """Give those who are away today and for whom this person stands in, with `away_until`; one query for a backer."""
    if not user.has_perm(BACKS):
        return []
    return list(get_user_model().objects.stood_in_for_by(user).by_name().with_roles())


def on_behalf(away: Iterable) -> str:
    """Say for whom something waits that is away: ", for Anna Bell, away until 5 December 2026"."""
    return "".join(f", for {person.name}, away until {long_date(person.away_until)}" for person in away)


def whom_it_goes_to(decision: Decision) -> list[str]:
    """Give who of the management team can back this decision, none of its makers; who is away comes with who stands in.

    Nobody else is asked in their place: what is sent waits for all of them.
    """
    backers = who_may(BACKS, decision.about).exclude(pk__in=decision.makers.values("recorded_by")).with_absence()
    return [_as_sent(person) for person in backers]


def _as_sent(person) -> str:
    if not person.away_until:
        return person.name
    stands_in = person.stood_in_by or "everybody else who can back it"
    return f"{person.name}, away until {long_date(person.away_until)}: {stands_in} stands in"

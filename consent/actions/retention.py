"""How long each class of record is kept is the setting's own decision, with its reason (guidance: retention)."""

from datetime import date

from consent.models import RetentionRule
from consent.retention import periods
from neston_sharing.foundation.actions import Refusal, action

MOST_YEARS = 100


@action
def set_retention_rule(
    *, by, kind: str, years: int, counted_from: str, reason: str, decided_by: str, in_force_from: date
) -> RetentionRule:
    """Decide anew how long a class of record is kept. The rule that stood stays as it was, until the new one's day."""
    if not 1 <= years <= MOST_YEARS:
        raise Refusal(f"Enter a number of years from 1 to {MOST_YEARS}", field="years")
    stands = periods(in_force_from)[kind]
    if (stands.years, stands.counted_from, stands.reason) == (years, counted_from, reason):
        raise Refusal("That is the rule that stands already")
    newest = RetentionRule.objects.of_kind(kind).first()
    if newest and in_force_from < newest.in_force_from:
        raise Refusal("Enter a day on or after the one from which the newest rule stands", field="in_force_from")
    return RetentionRule.objects.create(
        kind=kind, years=years, counted_from=counted_from, reason=reason, decided_by=decided_by,
        in_force_from=in_force_from, recorded_by=by,
    )  # fmt: skip

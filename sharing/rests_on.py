"""Whether what a decision rests on still stands: a consent can be taken back on any day.

Only sharing by consent is stopped by it. A decision on a duty, in the public interest or referred at once rests on
safeguarding, and no parent's word touches it.
"""

from datetime import date

from consent.coverage import Reliance
from sharing.models import Decision


def now_against(decision: Decision, on: date | None = None) -> str:
    """Say why the consent that it relies on cannot be relied on (today unless told); "" if it can, or none is."""
    consent = decision.consent_relied_on if decision.rests_on_consent else None
    if consent is None:
        return ""
    covered = Reliance(decision.child, on).coverage(consent, decision.agency)
    return "" if covered.ok else covered.why


def known_against(decision: Decision) -> str:
    """The same for a decision fetched `with_state_facts()`, asking no more where those say that the consent stands."""
    return now_against(decision) if decision.asks_consent_again else ""

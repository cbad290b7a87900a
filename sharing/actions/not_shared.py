"""After a decision not to share: telling whoever asked (policy 2.7).

tell_asker(by=, decision=, to_whom=, told_at=, route=, text=) -> AskerTold
New facts that they bring open it again: see decide_again.
"""

from datetime import datetime

from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.templatetags.neston import date_time
from sharing.actions.requirements import one_of_the_routes, said, since
from sharing.models import AskerTold, Decision


@action
def tell_asker(*, by, decision: Decision, to_whom: str, told_at: datetime, route: str, text: str) -> AskerTold:
    """Record that they were told, once. A later word with them is an addendum."""
    found = Decision.objects.asker_told_by(by).filter(pk=decision.pk).first()
    if found is None:
        raise Refusal("There is nobody to tell: this was not asked for and declined, or you may not see it.")
    if hasattr(found, "asker_told"):
        raise Refusal("Whoever asked has been told already. Add a later word with them as an addendum.")
    return AskerTold.objects.create(
        decision=found,
        to_whom=said(to_whom, "Enter who was told: name and post", "to_whom"),
        told_at=_since_it_was_backed(found, told_at),
        route=one_of_the_routes(route),
        text=said(text, "Say what was said to them", "text"),
        recorded_by=by,
    )


def _since_it_was_backed(decision: Decision, moment: datetime) -> datetime:
    backed = decision.recorded_at or decision.started_at
    too_early = f"It was backed on {date_time(backed)}: enter that time or a later one"
    too_late = "Enter when they were told: now or earlier"
    return since(backed, moment, too_late=too_late, too_early=too_early, field="told_at")

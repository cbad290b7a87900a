"""What of a decision waits for another agency: it told us, and has not agreed that it goes on (policy 1.3).

held_back(decision) gives the items that may not go out today, each with why: till then it is not recorded or disclosed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils import timezone

from sharing.models import Decision, Item
from sharing.passing_on import Around, Stand, stand, way_out

SO = {
    Stand.NOT_ASKED: "{source} told us this, and has not been asked whether it may go to {to}",
    Stand.ASKED: "{source} told us this, and has not answered yet whether it may go to {to}",
    Stand.REFUSED: "{source} told us this, and refused to have it passed on to {to}",
    Stand.WITHDRAWN: "{source} told us this, and took back that it may go to {to}",
}
NOT_SAID = "{source} told us this, and that they agree to its going to {to} is not recorded"
THEN = "Leave it out, or give the ground to go without their consent"


@dataclass(frozen=True)
class HeldBack:
    item: Item
    why: str


def held_back(decision: Decision, on: date | None = None, items: Iterable[Item] | None = None) -> list[HeldBack]:
    """Give what may not go to the recipient on this day, of these items (all that are to go, unless told)."""
    asked_of = decision.items.included().third_party().with_agreements() if items is None else items
    third_party = [item for item in asked_of if item.included and item.is_third_party]
    around = around_of(decision) if third_party else ()
    each = (HeldBack(item, against(item, decision, around, on)) for item in third_party)
    return [held for held in each if held.why]


def against(item: Item, decision: Decision, around: Iterable[Around], on: date | None = None) -> str:
    """Say why this item, which another agency told us, may not go to the recipient; "" if it may."""
    told, day = item.told(around), on or the_day()
    if way_out(told, decision.agency_id, day):
        return ""
    words = SO[stand(told.requests, decision.agency_id, day)] if told.received else NOT_SAID
    return words.format(source=item.source_agency, to=decision.agency)


def around_of(decision: Decision) -> tuple[Around, ...]:
    """Which agencies are around the child in whose file it stands, and when; no query fetched `for_presenting()`."""
    child = decision.child if decision.about == decision.child.one else decision.about
    return tuple(row.as_asked for row in child.around.all())


def the_day(moment: datetime | None = None) -> date:
    """The day of a moment (now, unless told) as the guards of the database count it: in UTC."""
    return (moment or timezone.now()).astimezone(UTC).date()

"""A list of agencies is brought in: looked through first, then entered whole or not at all."""

from agencies.actions.directory import add_agency, add_route, change_agency, change_route
from agencies.importing import comparing, reading
from agencies.importing.columns import DETAILS
from agencies.importing.comparing import Plan, PlannedAgency, PlannedRoute
from agencies.models import Agency, DirectoryImport
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.lists import entering

CHANGED = "The directory was changed since you looked through the list: look through it again before you enter it"
OF_ROUTE = comparing.OF_ROUTE


@action
def bring_in(*, by, content: bytes) -> DirectoryImport:
    """Keep a list until it is entered or put aside. A person has one at a time: one that waited is put aside."""
    return entering.keep(DirectoryImport, by=by, content=content, rows=len(reading.read(content).rows))


def look_through(waiting: DirectoryImport) -> Plan:
    """Say what entering the list would do, as the directory stands now."""
    return comparing.compare(reading.read(entering.content_of(waiting)), Agency.objects.with_routes())


@action
def enter(*, by, waiting: DirectoryImport, seen: str) -> DirectoryImport:
    """Enter the list that waits, if what it would do is still what this person saw (`seen`, a plan's fingerprint)."""
    waiting.refresh_from_db()  # another tab may have been faster
    plan = look_through(waiting)
    entering.must_be_as_seen(plan, seen, CHANGED)
    for agency in plan.agencies:
        _enter(by, agency)
    return entering.finish(waiting, plan)


def _enter(by, planned: PlannedAgency) -> None:
    try:
        agency = planned.known or add_agency(by=by, **planned.given)
        if planned.known and planned.given:
            here = {name: getattr(agency, name) for name in ("name", *DETAILS)}
            change_agency(by=by, agency=agency, **here | planned.given)
        for route in planned.routes.values():
            _enter_route(by, agency, route)
    except Refusal as refusal:
        raise Refusal(f"Row {planned.number}: {refusal.message}") from None


def _enter_route(by, agency: Agency, planned: PlannedRoute) -> None:
    if planned.known is None:
        add_route(by=by, agency=agency, **planned.said)
    elif planned.said:
        here = {name: getattr(planned.known, name) for name in OF_ROUTE}
        change_route(by=by, route=planned.known, **here | planned.said)

"""Going through an agency's details again: what is right stays, what changed is replaced, what is gone goes (1.1)."""

from dataclasses import dataclass

from agencies.actions.directory import add_route, confirm_details, retire_route
from agencies.models import Agency, ContactRoute
from neston_sharing.foundation.actions import Refusal, action

RIGHT, CHANGED, GONE = "right", "changed", "gone"


@dataclass(frozen=True)
class Finding:
    """What somebody found out about one route; `value` and `approved` are those of the route that takes its place."""

    route: ContactRoute
    verdict: str
    value: str = ""
    approved: bool = False


@action
def recheck(*, by, agency: Agency, findings: list[Finding], hours: str) -> Agency:
    """Record what was found of every route, and that the details were checked today."""
    for finding in findings:
        try:
            _take(by, agency, finding)
        except Refusal as refusal:
            raise Refusal(refusal.message, field=f"value_{finding.route.pk}") from None
    agency.hours = hours
    return confirm_details(by=by, agency=agency)


def _take(by, agency: Agency, finding: Finding) -> None:
    old = finding.route
    if finding.verdict != RIGHT:
        retire_route(by=by, route=old)
    if finding.verdict == CHANGED:
        add_route(
            by=by,
            agency=agency,
            kind=old.kind,
            value=finding.value,
            note=old.note,
            approved=finding.approved,
            out_of_hours=old.out_of_hours,
        )

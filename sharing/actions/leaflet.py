"""A parent was given a leaflet of agencies that support families (policy 1.8).

record_leaflet(by=, child=, agencies=, parent=None, given_on=, note="") -> LeafletGiven
"""

from collections.abc import Iterable
from datetime import date

from agencies.models import Agency
from consent.models import Child, Parent
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import by_today, must_read_file, said
from sharing.models import LeafletAgency, LeafletGiven

MAY = "sharing.give_leaflet"


@action
def record_leaflet(
    *, by, child: Child, agencies: Iterable[Agency], given_on: date, parent: Parent | None = None, note: str = ""
) -> LeafletGiven:
    """Record who was given which agencies; refused of one that does not support families."""
    must_read_file(by, child, MAY)
    chosen = list(agencies)
    if not chosen:
        raise Refusal("Choose an agency, or several")
    if not all(agency.supports_families for agency in chosen):
        raise Refusal("Only agencies that support families stand on a leaflet. Choose again")
    if parent and not Parent.objects.of_child(child).filter(pk=parent.one_id).exists():
        raise Refusal("Choose a parent or carer of this child", field="parent")
    if parent is None:
        said(note, "Say who was given it", "note")
    by_today(given_on, "Enter the day on which it was given: today or before", "given_on")
    given = LeafletGiven.objects.create(
        child=child, parent=parent, given_on=given_on, note=note.strip(), recorded_by=by
    )
    for agency in chosen:
        LeafletAgency.objects.create(leaflet=given, agency=agency, recorded_by=by)
    return given

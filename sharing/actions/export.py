"""Copies of a child's sharing record that leave the screen.

export_record(by=, child=, reason=) -> RecordExport
"""

from consent.models import Child
from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import Refusal, action
from sharing.models import RecordExport


@action
def export_record(*, by, child: Child, reason: str) -> RecordExport:
    """Record that this person makes a copy and for what reason, before the copy is made."""
    if not reason.strip():
        raise Refusal("Say for what reason the copy is made", field="reason")
    if not by.has_perm("sharing.export_record"):
        raise Refusal("Ask the designated safeguarding lead or a manager to make the copy")
    export = RecordExport.objects.create(child=child, reason=reason.strip(), recorded_by=by)
    record_event("record_exported", by=by, subject=child.reference, about=export, data={"reason": export.reason})
    return export

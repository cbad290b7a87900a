"""Copies of a child's sharing record that leave the screen.

export_record(by=, child=, reason=, request=None) -> RecordExport
keep_copy(by=, export=, content=) -> ProducedCopy
"""

import hashlib

from django.core.files.base import ContentFile

from consent.models import Child
from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.uploads import removed_unless_recorded
from sharing.models import CopyRequest, ProducedCopy, RecordExport

MAY = "sharing.export_record"


@action
def export_record(*, by, child: Child, reason: str, request: CopyRequest | None = None) -> RecordExport:
    """Record that this person makes a copy and for what reason, before the copy is made."""
    if not reason.strip():
        raise Refusal("Say for what reason the copy is made", field="reason")
    if not by.has_perm(MAY):
        raise Refusal("Ask the designated safeguarding lead or a manager to make the copy")
    export = RecordExport.objects.create(child=child, request=request, reason=reason.strip(), recorded_by=by)
    record_event("record_exported", by=by, subject=child.reference, about=export, data={"reason": export.reason})
    return export


@action
def keep_copy(*, by, export: RecordExport, content: bytes) -> ProducedCopy:
    """Keep a copy as it was made, and seal its hash; a second click finds the first."""
    if kept := ProducedCopy.objects.filter(export=export).first():
        return kept
    digest = hashlib.sha256(content).hexdigest()
    copy = ProducedCopy(export=export, sha256=digest, recorded_by=by)
    with removed_unless_recorded(copy.file):
        copy.file.save(f"{export.reference}.pdf", ContentFile(content), save=False)
        copy.save()
        data = {"copy": export.reference, "sha256": digest}
        record_event("copy_produced", by=by, subject=export.child.reference, about=copy, data=data)
    return copy

"""Keeping protocols (policy 1.5): begun as a draft, adopted, followed by the next version, taken out of use."""

from datetime import date
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from agencies.models import Agency, Protocol, ProtocolDocument, ProtocolVersion
from agencies.steps import read
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.meanwhile import must_be_as_seen, plain
from neston_sharing.foundation.uploads import checked, removed_unless_recorded

MOST_DOCUMENTS = 10
ADOPTED = "This version is adopted, and no longer changes: prepare a new version"
NO_DRAFT = "Nothing is being prepared any more: start a new version"


@action
def start_protocol(
    *,
    by,
    title: str,
    review_due: date,
    agency: Agency | None = None,
    kind: str = "",
    thresholds: str = "",
    steps: str = "",
) -> ProtocolVersion:
    """Begin the first version of a protocol with one agency, or with every agency of a kind."""
    if bool(agency) == bool(kind):
        raise Refusal("Choose one agency, or one kind of agency", field="kind" if agency else "agency")
    protocol = Protocol.objects.create(agency=agency, kind=kind or None, title=title)
    return _begin(by, protocol, 1, thresholds, steps, review_due)


def _begin(by, protocol: Protocol, number: int, thresholds: str, steps: str, review_due: date) -> ProtocolVersion:
    version = ProtocolVersion.objects.create(
        protocol=protocol, number=number, thresholds=plain(thresholds), review_due=review_due, started_by=by
    )
    _write_steps(version, steps)
    return version


@action
def change_draft(
    *, by, version: ProtocolVersion, thresholds: str, steps: str, review_due: date, seen: str | None = None
) -> ProtocolVersion:
    """Save the draft. `seen` is its mark when the writer opened it."""
    _must_be_draft(version)
    must_be_as_seen(seen, version.mark)
    version.thresholds, version.review_due = plain(thresholds), review_due
    version.save()
    _write_steps(version, steps)
    return version


def _write_steps(version: ProtocolVersion, lines: str) -> None:
    """Let the rows say what the lines say: those that stay keep their place."""
    wanted, rows = read(lines), list(version.steps.all())
    for order, step in enumerate(wanted, start=1):
        said = {"text": step.text, "within": step.within, "unit": step.unit}
        row = rows[order - 1] if order <= len(rows) else version.steps.model(version=version)
        if any(getattr(row, name) != value for name, value in said.items()):
            for name, value in {**said, "order": order}.items():
                setattr(row, name, value)
            row.save()
    for row in rows[len(wanted) :]:
        row.delete()


@action
def add_document(*, by, version: ProtocolVersion, title: str, file: UploadedFile) -> ProtocolDocument:
    """Keep a paper with a draft: PDF, JPEG or PNG."""
    _must_be_draft(version)
    if version.documents.count() >= MOST_DOCUMENTS:
        raise Refusal(f"A protocol has {MOST_DOCUMENTS} documents at most: take one away first", field="file")
    upload = checked(file, field="file")
    document = ProtocolDocument(version=version, title=title, sha256=upload.sha256, added_by=by)
    document.file = upload.stored()
    with removed_unless_recorded(document.file):
        document.save()
    return document


@action
def remove_document(*, by, document: ProtocolDocument) -> None:
    """Take a paper away from a draft; the file goes unless another version has it too."""
    _must_be_draft(document.version)
    name, storage = str(document.file), document.file.storage
    document.delete()
    if not ProtocolDocument.objects.kept_in(name).exists():
        transaction.on_commit(partial(storage.delete, name))


@action
def adopt_version(*, by, version: ProtocolVersion, adopted_on: date, seen: str | None = None) -> ProtocolVersion:
    """From now on this version is followed, and never changed; the one before stays to be read."""
    _must_be_draft(version)
    must_be_as_seen(seen, version.mark)
    if not version.protocol.is_in_use:
        raise Refusal("This protocol is out of use: start a new one")
    if not version.steps.exists():
        raise Refusal("Enter what is to be done first: a protocol has one step at least")
    if adopted_on > timezone.localdate():
        raise Refusal("Enter today or a day before", field="adopted_on")
    if version.review_due <= adopted_on:
        raise Refusal("The review is due by then: enter a later day for the review in the draft")
    version.adopted_on, version.adopted_by = adopted_on, by
    version.save()
    return version


@action
def start_version(*, by, protocol: Protocol, review_due: date) -> ProtocolVersion:
    """Begin the next version as a copy of the one in force, documents included."""
    if protocol.draft:
        raise Refusal("A new version is being prepared already: open it")
    before = protocol.in_force
    if before is None:
        raise Refusal("This protocol is out of use: start a new one")
    version = _begin(by, protocol, before.number + 1, before.thresholds, before.lines, review_due)
    for document in before.documents.all():
        said = {"title": document.title, "file": document.file.name, "sha256": document.sha256}
        ProtocolDocument.objects.create(version=version, added_by=by, **said)
    return version


@action
def discard_draft(*, by, version: ProtocolVersion, seen: str | None = None) -> None:
    """Throw a draft away, as it was `seen`; the audit log keeps what it said. A protocol that was never adopted goes
    out of use."""
    _must_be_draft(version)
    must_be_as_seen(seen, version.mark)
    for document in version.documents.all():
        remove_document(by=by, document=document)
    for step in version.steps.all():
        step.delete()
    protocol = version.protocol
    version.delete()
    if not protocol.versions.exists() and protocol.is_in_use:
        retire_protocol(by=by, protocol=protocol)


@action
def retire_protocol(*, by, protocol: Protocol) -> Protocol:
    """Take a protocol out of use, for good: it stays to be read, and on every record that names it."""
    if not protocol.is_in_use:
        raise Refusal("This protocol is out of use already.")
    protocol.retired_on, protocol.retired_by = timezone.localdate(), by
    protocol.save()
    return protocol


def _must_be_draft(version: ProtocolVersion) -> None:
    if not ProtocolVersion.objects.filter(pk=version.pk).exists():
        raise Refusal(NO_DRAFT)
    version.refresh_from_db()  # another tab may have been faster
    if not version.is_draft:
        raise Refusal(ADOPTED)

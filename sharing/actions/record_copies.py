"""Copies that are asked for: by a parent (subject access), or for the next setting.

ask_for_copy(by=, child=, kind=, received_on=, asked=, parent=None, agency=None, through="") -> CopyRequest
take_step(by=, request=, kind=, on=, text=) -> CopyStep
read_section(by=, review=, key=) -> CopyStep
rule(by=, review=, key=, treatment=, why=, ground="", words="") -> CopyRuling
make_copy(by=, review=, reason=) -> RecordExport
"""

from datetime import date

from django.utils import timezone

from agencies.models import Agency
from consent.models import Child, Parent
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.export import MAY, export_record
from sharing.actions.requirements import by_today
from sharing.copying import Review
from sharing.letting_through import redacted, still_there
from sharing.models import CopyRequest, CopyRuling, CopyStep, Decision, RecordExport
from sharing.treatments import INCLUDE, REDACT

Kind = CopyStep.Kind
FAMILY_STEPS = (Kind.IDENTITY, Kind.RESPONSIBILITY, Kind.PAUSED, Kind.RESUMED, Kind.EXTENDED)


@action
def ask_for_copy(
    *,
    by,
    child: Child,
    kind: str,
    received_on: date,
    asked: str,
    parent: Parent | None = None,
    agency: Agency | None = None,
    through: str = "",
) -> CopyRequest:
    """Record who asks for a copy; the rules then propose what goes, and people rule on it piece by piece."""
    _may(by)
    by_today(received_on, "Enter the day on which it came, today or before", "received_on")
    if kind == CopyRequest.Kind.FAMILY and not (parent and Parent.objects.of_child(child).contains(parent.one)):
        raise Refusal("Choose a parent or carer of this child", field="parent")
    if kind == CopyRequest.Kind.NEXT and not agency:
        raise Refusal("Choose the next setting", field="agency")
    return CopyRequest.objects.create(
        child=child,
        kind=kind,
        parent=parent,
        agency=agency,
        through=through.strip(),
        received_on=received_on,
        asked=asked.strip(),
        recorded_by=by,
    )


def steps_to_take(request: CopyRequest) -> list[Kind]:
    """The steps that can be recorded now, in the order in which they are usually taken."""
    taken = [Kind(step.kind) for step in request.steps.all() if step.kind != Kind.READ]
    if Kind.REFUSED in taken or Kind.TAKEN_BACK in taken:
        return []
    if Kind.GIVEN in taken:
        return [] if request.is_family or Kind.RECEIPT in taken else [Kind.RECEIPT]
    once = [kind for kind in FAMILY_STEPS if kind not in taken and kind not in (Kind.PAUSED, Kind.RESUMED)]
    clock = [Kind.RESUMED if taken.count(Kind.PAUSED) > taken.count(Kind.RESUMED) else Kind.PAUSED]
    made = [Kind.GIVEN] if any(hasattr(export, "produced") for export in request.exports.all()) else []
    return [*(once + clock if request.is_family else []), *made, Kind.REFUSED, Kind.TAKEN_BACK]


@action
def take_step(*, by, request: CopyRequest, kind: str, on: date, text: str) -> CopyStep:
    """Record a check, a pause, an extension, or how it ended; each only where it is the time for it."""
    _may(by)
    if kind not in steps_to_take(request):
        raise Refusal("This cannot be recorded now: go back to the request, and see what is")
    if not text.strip():
        raise Refusal("Say how, and what was said", field="text")
    if not request.received_on <= on <= timezone.localdate():
        raise Refusal("Enter a day from the one on which it was asked for until today", field="on")
    return CopyStep.objects.create(request=request, kind=kind, on=on, text=text.strip(), recorded_by=by)


@action
def read_section(*, by, review: Review, key: str) -> CopyStep:
    """Record that this person read a section as it stands, and lets each piece go as it says."""
    _may_rule(by, review)
    section = review.section(key)
    if section is None:
        raise Refusal("This part is not in the record any more")
    return CopyStep.objects.create(
        request=review.request,
        kind=Kind.READ,
        on=timezone.localdate(),
        about=key,
        seen=review.fingerprint(section),
        recorded_by=by,
    )


@action
def rule(*, by, review: Review, key: str, treatment: str, why: str, ground: str = "", words: str = "") -> CopyRuling:
    """Say how one piece goes: include, redact words, or withhold, the last two on a named ground; and why."""
    _may_rule(by, review)
    piece = review.piece(key)
    if piece is None:
        raise Refusal("This piece is not in the record any more")
    if not why.strip():
        raise Refusal("Say why", field="why")
    if treatment != INCLUDE and not ground:
        raise Refusal("Choose the ground", field="ground")
    listed = [line.strip() for line in words.splitlines() if line.strip()] if treatment == REDACT else []
    if treatment == REDACT and not any(still_there(piece.words, [word]) for word in listed):
        raise Refusal("Enter words that stand in this piece, one a line", field="words")
    return CopyRuling.objects.create(
        request=review.request,
        piece=key,
        treatment=treatment,
        ground="" if treatment == INCLUDE else ground,
        words="\n".join(listed),
        why=why.strip(),
        recorded_by=by,
    )


@action
def make_copy(*, by, review: Review, reason: str) -> RecordExport:
    """Begin the copy that was asked for, once it is known who asks and every section was read as it stands now."""
    _may_rule(by, review)
    taken = {step.kind for step in review.request.steps.all()}
    if review.request.is_family and not {Kind.IDENTITY, Kind.RESPONSIBILITY} <= taken:
        raise Refusal("First check who asks: their identity, and their parental responsibility")
    if review.unread:
        raise Refusal(f"First read every section as it stands now. Still to read: {_titles(review)}")
    child = review.request.child.one
    if still_there(f"{child.name} {review.request.for_whom}", redacted(review.rulings)):
        raise Refusal("A word that is redacted stands on the front of the copy: redact it more narrowly")
    return export_record(by=by, child=child, reason=reason, request=review.request)


def _titles(review: Review) -> str:
    return ", ".join(section.title for section in review.unread)


def _may(by) -> None:
    if not by.has_perm(MAY):
        raise Refusal("Ask the designated safeguarding lead or a manager")


def _may_rule(by, review: Review) -> None:
    """What leaves for the family or the next setting is whole, but for what is withheld on a ground."""
    _may(by)
    if Decision.objects.closed().in_conflict_of(by).about_child(review.request.child.one).exists():
        raise Refusal("You have a conflict of interest in a decision of this record: somebody else makes this copy")
    if any(step.kind in CopyStep.ENDS for step in review.request.steps.all()):
        raise Refusal("This request is closed: what was given stays as it was")

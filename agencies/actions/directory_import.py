"""A list of agencies is brought in: looked through first, then entered whole or not at all."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from agencies.actions.directory import add_agency, add_route, change_agency, change_route
from agencies.importing import comparing, reading
from agencies.importing.columns import DETAILS
from agencies.importing.comparing import Plan, PlannedAgency, PlannedRoute
from agencies.models import Agency, DirectoryImport
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.lists.verdicts import Verdict
from neston_sharing.foundation.uploads import Upload, as_stored

WRONG = "Nothing can be entered while a row is wrong: put the list right and bring it in again"
CHANGED = "The directory was changed since you looked through the list: look through it again before you enter it"
GONE = "The list that was brought in is no longer there, or no longer the same: bring it in again"
OF_ROUTE = comparing.OF_ROUTE


@action
def bring_in(*, by, content: bytes) -> DirectoryImport:
    """Keep a list until it is entered or put aside. A person has one at a time: one that waited is put aside."""
    rows = len(reading.read(content).rows)
    if waiting := DirectoryImport.objects.waiting_for(by):
        put_aside(by=by, waiting=waiting)
    upload = Upload(content, ".csv")
    return DirectoryImport.objects.create(file=upload.stored(), sha256=upload.sha256, rows=rows, uploaded_by=by)


@action
def put_aside(*, by, waiting: DirectoryImport) -> DirectoryImport:
    """Delete the file, and change nothing else."""
    _forget_file(waiting)
    waiting.save()
    return waiting


def look_through(waiting: DirectoryImport) -> Plan:
    """Say what entering the list would do, as the directory stands now."""
    content = as_stored(waiting.file, waiting.sha256) if waiting.file else None
    if content is None:
        raise Refusal(GONE)
    return comparing.compare(reading.read(content), Agency.objects.with_routes())


@action
def enter(*, by, waiting: DirectoryImport, seen: str) -> DirectoryImport:
    """Enter the list that waits, if what it would do is still what this person saw (`seen`, a plan's fingerprint)."""
    waiting.refresh_from_db()  # another tab may have been faster
    plan = look_through(waiting)
    if not plan.is_sound:
        raise Refusal(WRONG)
    if plan.fingerprint != seen:
        raise Refusal(CHANGED)
    for agency in plan.agencies:
        _enter(by, agency)
    counts = plan.counts()
    waiting.entered = {verdict.value: counts[verdict] for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME)}
    waiting.entered_at = timezone.now()
    _forget_file(waiting)
    waiting.save()
    return waiting


def _forget_file(waiting: DirectoryImport) -> None:
    """Delete the file once it is certain that this happened."""
    transaction.on_commit(partial(waiting.file.storage.delete, str(waiting.file)))
    waiting.file = ""


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

"""A list of children and parents is brought in: looked through first, then entered whole or not at all."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from consent.actions.addresses import add_address, change_address
from consent.actions.children import change_child, register_child
from consent.actions.parents import Person, add_parent, change_parent, link_parent
from consent.importing import comparing, reading, register
from consent.importing.plan import Plan, PlannedAddress, PlannedChild, PlannedLink, PlannedPerson, Verdict
from consent.models import Child, Parent, RegisterImport
from neston_sharing.audit import sealing
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.uploads import Upload, as_stored

WRONG = "Nothing can be entered while a row is wrong: put the list right and bring it in again"
CHANGED = "The register was changed since you looked through the list: look through it again before you enter it"
GONE = "The list that was brought in is no longer there, or no longer the same: bring it in again"


@action
def bring_in(*, by, content: bytes) -> RegisterImport:
    """Keep a list until it is entered or put aside. A person has one at a time: one that waited is put aside."""
    rows = len(reading.read(content).rows)
    if waiting := RegisterImport.objects.waiting_for(by):
        put_aside(by=by, waiting=waiting)
    upload = Upload(content, ".csv")
    return RegisterImport.objects.create(file=upload.stored(), sha256=upload.sha256, rows=rows, uploaded_by=by)


@action
def put_aside(*, by, waiting: RegisterImport) -> RegisterImport:
    """Delete the file, and change nothing else."""
    _forget_file(waiting)
    waiting.save()
    return waiting


def look_through(waiting: RegisterImport, user) -> Plan:
    """Say what entering the list would do, as the register stands now."""
    content = as_stored(waiting.file, waiting.sha256) if waiting.file else None
    if content is None:
        raise Refusal(GONE)
    return comparing.compare(reading.read(content), register.seen_by(user))


@action
def enter(*, by, waiting: RegisterImport, seen: str) -> RegisterImport:
    """Enter the list that waits, if what it would do is still what this person saw (`seen`, a plan's fingerprint)."""
    waiting.refresh_from_db()  # another tab may have been faster
    plan = look_through(waiting, by)
    if not plan.is_sound:
        raise Refusal(WRONG)
    if plan.fingerprint != seen:
        raise Refusal(CHANGED)
    people: dict[int, Parent] = {}
    with sealing.together():
        for child in plan.children:
            _enter_child(by, child, people)
    waiting.entered_at, waiting.entered = timezone.now(), _summary(plan)
    _forget_file(waiting)
    waiting.save()
    return waiting


def _summary(plan: Plan) -> dict:
    """Count rows by what became of them: what stays of a list is who brought it, when, and how many."""
    counts = plan.counts()
    return {verdict.value: counts[verdict] for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME)}


def _forget_file(waiting: RegisterImport) -> None:
    """Delete the file once it is certain that this happened."""
    transaction.on_commit(partial(waiting.file.storage.delete, str(waiting.file)))
    waiting.file = ""


def _enter_child(by, planned: PlannedChild, people: dict[int, Parent]) -> None:
    number = planned.number
    try:
        child = _child(by, planned)
        for link in planned.links:
            number = link.number
            _enter_link(by, child, link, people)
    except Refusal as refusal:
        raise Refusal(f"Row {number}: {refusal.message}") from None


def _child(by, planned: PlannedChild) -> Child:
    child = planned.known
    if child is None:
        child = register_child(by=by, **planned.given)
    elif planned.given:
        child = change_child(by=by, child=child, **planned.given)
    if planned.address:
        _enter_address(by, child, planned.address)
    return child


def _enter_address(by, child: Child, planned: PlannedAddress) -> None:
    lines, postcode, protected, known = planned.lines, planned.postcode, planned.protected, planned.known
    if known is None:
        add_address(by=by, child=child, lines=lines, postcode=postcode, protected=protected)
    else:
        change_address(
            by=by, address=known, lines=lines, postcode=postcode, protected=protected, ended_on=known.ended_on
        )


def _enter_link(by, child: Child, link: PlannedLink, people: dict[int, Parent]) -> None:
    """`people` holds whom this list has entered so far, so that siblings share one entry and a change is made once."""
    known = people.get(id(link.person)) or link.person.known
    if known is None:
        made = add_parent(by=by, child=child, person=_person(link.person), standing=link.standing)
        people[id(link.person)] = made.parent
        return
    entered = link.known or link_parent(by=by, child=child, parent=known, standing=link.standing)
    if (link.changed and link.known) or (link.person.given and id(link.person) not in people):
        entered.parent = known
        change_parent(by=by, link=entered, person=_person(link.person), standing=link.standing)
    people[id(link.person)] = known


def _person(planned: PlannedPerson) -> Person:
    """What is known of somebody, and over it what the list says."""
    names = Person.__dataclass_fields__
    here = {name: getattr(planned.known, name) for name in names} if planned.known else {}
    return Person(**here | planned.given)

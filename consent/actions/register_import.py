"""A list of children and parents is brought in: looked through first, then entered whole or not at all."""

from consent.actions.addresses import add_address, change_address
from consent.actions.children import change_child, register_child
from consent.actions.parents import Person, add_parent, change_parent, link_parent
from consent.importing import comparing, reading, register
from consent.importing.plan import Plan, PlannedAddress, PlannedChild, PlannedLink, PlannedPerson
from consent.models import Child, Parent, RegisterImport
from neston_sharing.audit import sealing
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.lists import entering

CHANGED = "The register was changed since you looked through the list: look through it again before you enter it"


@action
def bring_in(*, by, content: bytes) -> RegisterImport:
    """Keep a list until it is entered or put aside. A person has one at a time: one that waited is put aside."""
    return entering.keep(RegisterImport, by=by, content=content, rows=len(reading.read(content).rows))


def look_through(waiting: RegisterImport, user) -> Plan:
    """Say what entering the list would do, as the register stands now."""
    return comparing.compare(reading.read(entering.content_of(waiting)), register.seen_by(user))


@action
def enter(*, by, waiting: RegisterImport, seen: str) -> RegisterImport:
    """Enter the list that waits, if what it would do is still what this person saw (`seen`, a plan's fingerprint)."""
    waiting.refresh_from_db()  # another tab may have been faster
    plan = look_through(waiting, by)
    entering.must_be_as_seen(plan, seen, CHANGED)
    people: dict[int, Parent] = {}
    with sealing.together():
        for child in plan.children:
            _enter_child(by, child, people)
    return entering.finish(waiting, plan)


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

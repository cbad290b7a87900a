"""Who works with a child, from one day until another. Access begins and ends by itself."""

from datetime import date, timedelta

from django.utils import timezone

from consent.actions.children import change_child
from consent.models import CareAssignment, Child
from neston_sharing.foundation.actions import Refusal, action

DAY = timedelta(days=1)


@action
def assign_care(*, by, child: Child, person, role: str, since: date, until: date | None = None) -> CareAssignment:
    """Make somebody key person or cover from a day on, today or to come; until a day, or until further notice.

    A new key person takes the place of whoever holds it without an end.
    """
    _must_be_leader(by)
    _must_be_possible(child, person, since, until)
    if role == CareAssignment.Role.KEY_PERSON:
        _make_room(child, since, until)
    elif CareAssignment.objects.about_child(child).filter(person=person, role=role).overlapping(since, until).exists():
        raise Refusal(f"{person} covers on some of these days already", field="person")
    return CareAssignment.objects.create(child=child, person=person, role=role, since=since, until=until, set_by=by)


@action
def end_care(*, by, assignment: CareAssignment, until: date) -> CareAssignment:
    """Say which day is the last one: today or to come. What has not begun is called off instead."""
    _must_be_leader(by)
    assignment = _still_running(assignment)
    if until < max(assignment.since, timezone.localdate()):
        raise Refusal("The last day is today or later, and not before the first", field="until")
    assignment.until = until
    assignment.save()
    return assignment


@action
def call_off_care(*, by, assignment: CareAssignment) -> CareAssignment:
    """Take back what has not begun yet."""
    _must_be_leader(by)
    assignment = _still_running(assignment)
    if not assignment.is_to_come:
        raise Refusal("This has begun: enter its last day instead")
    assignment.called_off_at, assignment.called_off_by = timezone.now(), by
    assignment.save()
    return assignment


@action
def end_standing_cover(*, by, child: Child) -> Child:
    """The cover named at registration covers no more, from now on."""
    _must_be_leader(by)
    if child.cover is None:
        raise Refusal("There is no standing cover to end")
    return change_child(by=by, child=child, cover=None)


def _must_be_leader(by) -> None:
    if not by.has_perm("consent.view_every_child"):
        raise Refusal("Ask the designated safeguarding lead or a manager: they say who works with a child")


def _must_be_possible(child: Child, person, since: date, until: date | None) -> None:
    if since < timezone.localdate():
        raise Refusal("Enter today or a day to come: who worked with the child before is on record", field="since")
    if until and until < since:
        raise Refusal("The last day is before the first: check both dates", field="until")
    may = person.is_active and person.has_perm("consent.view_own_children")
    if not may or not Child.objects.open_to(person).among([child]).exists():
        raise Refusal("Choose somebody else: this person cannot work with this child", field="person")


def _make_room(child: Child, since: date, until: date | None) -> None:
    """End a key person's open time the day before, where that is what stands in the way; otherwise refuse."""
    for other in CareAssignment.objects.about_child(child).key_people().overlapping(since, until).with_people():
        if other.until is not None or other.since >= since:
            raise Refusal(f"{other.person} is entered as key person for some of these days", field="since")
        other.until = since - DAY
        other.save()


def _still_running(assignment: CareAssignment) -> CareAssignment:
    assignment = CareAssignment.objects.select_related("child").get(pk=assignment.pk)
    ended = assignment.until is not None and assignment.until < timezone.localdate()
    if ended or assignment.called_off_at:
        raise Refusal("This is over already")
    return assignment

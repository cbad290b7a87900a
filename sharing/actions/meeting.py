"""Meetings about a child: entered, what they asked of us, what they decided, and that it was done.

enter_meeting(by=, child=, kind=, held_at=, place="", about="", agency=None, decision=None) -> Meeting
tell_outcome(by=, meeting=, took_place=, decided=, attended="") -> MeetingHeld
add_task(by=, meeting=, what=, by_when=, whose=) -> MeetingTask
finish_task(by=, task=, how=) -> MeetingTaskDone
"""

from datetime import date, datetime

from django.utils import timezone

from agencies.models import Agency
from consent.models import Child
from consent.opening import who_may
from neston_sharing.foundation.actions import Refusal, action
from sharing.actions.requirements import must_read_file, said
from sharing.models import Decision, Meeting, MeetingHeld, MeetingTask, MeetingTaskDone

MAY = "sharing.record_meetings"


@action
def enter_meeting(
    *,
    by,
    child: Child,
    kind: str,
    held_at: datetime,
    place: str = "",
    about: str = "",
    agency: Agency | None = None,
    decision: Decision | None = None,
) -> Meeting:
    """Enter a meeting, to come or held, about a child whose file one may read."""
    must_read_file(by, child, MAY)
    if kind not in Meeting.Kind.values:
        raise Refusal("Choose which meeting", field="kind")
    about_child = Decision.objects.visible_to(by).about_child(child)
    if decision and not about_child.filter(pk=decision.pk).exists():
        raise Refusal("Choose a decision about this child", field="decision")
    return Meeting.objects.create(
        child=child,
        kind=kind,
        held_at=held_at,
        place=place.strip(),
        about=about.strip(),
        agency=agency,
        decision=decision,
        recorded_by=by,
    )


@action
def tell_outcome(*, by, meeting: Meeting, took_place: bool, decided: str, attended: str = "") -> MeetingHeld:
    """Say what it decided, or, before it or after, that it does not take place."""
    must_read_file(by, meeting.child.one, MAY)
    if MeetingHeld.objects.filter(meeting=meeting).exists():
        raise Refusal("What this meeting decided is recorded already.")
    if took_place and meeting.held_at > timezone.now():
        raise Refusal("It is still to come. Say what it decided once it was held", field="took_place")
    otherwise = "Say what was decided" if took_place else "Say why it did not take place"
    return MeetingHeld.objects.create(
        meeting=meeting,
        took_place=took_place,
        attended=attended.strip() if took_place else "",
        decided=said(decided, otherwise, "decided"),
        recorded_by=by,
    )


@action
def add_task(*, by, meeting: Meeting, what: str, by_when: date, whose) -> MeetingTask:
    """Enter what a meeting asks of us, and of whom; refused of one who may not keep its meetings."""
    must_read_file(by, meeting.child.one, MAY)
    if MeetingHeld.objects.filter(meeting=meeting, took_place=False).exists():
        raise Refusal("This meeting did not take place. Enter the one that asked it of us.")
    if not who_may(MAY, meeting.child.one).filter(pk=whose.pk).exists():
        raise Refusal("Choose somebody else: it cannot be this person", field="whose")
    return MeetingTask.objects.create(
        meeting=meeting,
        what=said(what, "Say what is asked of us", "what"),
        by_when=by_when,
        whose=whose,
        recorded_by=by,
    )


@action
def finish_task(*, by, task: MeetingTask, how: str) -> MeetingTaskDone:
    """Record that it was done, or why it is not done any more; refused the second time."""
    if not by.has_perm(MAY) or not MeetingTask.objects.visible_to(by).filter(pk=task.pk).exists():
        raise Refusal("You cannot record that this was done. Ask whoever does it, or the designated safeguarding lead.")
    if MeetingTaskDone.objects.filter(task=task).exists():
        raise Refusal("That this was done is recorded already.")
    how = said(how, "Say what was done, or why it is not done any more", "how")
    return MeetingTaskDone.objects.create(task=task, how=how, recorded_by=by)

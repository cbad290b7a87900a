"""Meetings about a child, what they asked of us and what they decided: on their page, in lists and where they wait."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from neston_sharing.foundation.templatetags.neston import date_time, long_date
from sharing.models import Meeting, MeetingTask
from sharing.presenters.words import Fact, StateWords, listed, said
from sharing.standing_in import on_behalf
from sharing.waiting.tasks import Task

COLUMNS = ("Meeting", "When", "Called by", "State")
COLUMNS_OF_ALL = ("Meeting", "Child", "When", "State")


@dataclass(frozen=True)
class PresentedTask:
    """What was asked of us; `done` is how it was done, `url` where that is recorded until it is."""

    what: str
    whose: str
    state: StateWords
    done: str
    url: str


def state_of_meeting(row: Meeting) -> StateWords:
    if row.told:
        return StateWords("Held", "green", "") if row.told.took_place else StateWords("Did not take place", "grey", "")
    return StateWords("Say what it decided", "amber", "") if row.is_over else StateWords("To come", "blue", "")


def facts_of_meeting(row: Meeting) -> tuple[Fact, ...]:
    return said(
        ("About", row.child.name),
        ("Which meeting", row.get_kind_display()),
        ("When", date_time(row.held_at)),
        ("Where", row.place),
        ("Called by", row.agency),
        ("What about", row.about),
        ("Follows the decision", row.decision),
        ("Entered by", f"{row.recorded_by}, on {date_time(row.recorded_at)}"),
    )


def outcome_of(row: Meeting) -> tuple[Fact, ...]:
    if (held := row.told) is None:
        return ()
    return said(
        ("Did it take place?", "Yes" if held.took_place else "No"),
        ("Who of us was there", held.attended),
        ("What was decided" if held.took_place else "Why not", held.decided),
        ("Recorded by", f"{held.recorded_by}, on {date_time(held.recorded_at)}"),
    )


def tasks_of(row: Meeting) -> tuple[PresentedTask, ...]:
    """Of a meeting fetched `with_tasks()`."""
    return tuple(map(_presented, row.tasks.all()))


def _presented(task: MeetingTask) -> PresentedTask:
    done = task.how_done
    how = f"{done.how}\n{done.recorded_by}, on {date_time(done.recorded_at)}" if done else ""
    url = "" if done else reverse("sharing:meeting-task-done", args=[task.pk])
    return PresentedTask(task.what, str(task.whose), _state_of_task(task), how, url)


def _state_of_task(task: MeetingTask) -> StateWords:
    if task.how_done:
        return StateWords("Done", "green", "")
    late = task.is_overdue()
    words = f"{'Overdue since' if late else 'By'} {long_date(task.by_when)}"
    return StateWords(words, "red" if late else "amber", "")


# --- Where they wait ------------------------------------------------------------------------------------------------
def task_of_ours(task: MeetingTask, away: Iterable = ()) -> Task:
    """A task on the home page, fetched `with_people()`, with those `away` for whom somebody stands in; no query."""
    state, meeting = _state_of_task(task), task.meeting
    hint = f"{task.whose}, for the {meeting.get_kind_display().lower()} of {long_date(meeting.held_at)}: {task.what}"
    hint += on_behalf(person for person in away if person == task.whose)
    url = reverse("sharing:meeting-task-done", args=[task.pk])
    return Task(meeting.child.name, url, hint, state.word, state.kind, meeting.child)


def meeting_task(row: Meeting) -> Task:
    """A meeting on the home page; no query."""
    return _task(row, f"{row.get_kind_display()}: {row.child.name}", listed((row.agency, row.place)))


def meeting_in_file(row: Meeting) -> Task:
    """A meeting on the child's own page, fetched `waiting()`, with what is open of it."""
    late = row.first_due is not None and row.first_due < timezone.localdate()
    if not row.undone:
        return _task(row, row.get_kind_display(), listed((row.agency, row.place)))
    hint = f"{row.undone} {'thing is' if row.undone == 1 else 'things are'} asked of us, the first by"
    status = f"Overdue since {long_date(row.first_due)}" if late else date_time(row.held_at)
    kind = "red" if late else "amber"
    return Task(row.get_kind_display(), row.get_absolute_url(), f"{hint} {long_date(row.first_due)}", status, kind)


def _task(row: Meeting, title: str, hint: str) -> Task:
    over = row.is_over
    status = f"Say what it decided: {long_date(row.held_at)}" if over else date_time(row.held_at)
    return Task(title, row.get_absolute_url(), hint, status, "amber" if over else "blue", row.child)


# --- Lists ----------------------------------------------------------------------------------------------------------
def meeting_rows(rows: Iterable[Meeting]) -> list[tuple]:
    """Give cells in the order of COLUMNS; rows were fetched `with_people()`."""
    return [(_linked(row), date_time(row.held_at), str(row.agency or ""), _tag(row)) for row in rows]


def rows_of_all(rows: Iterable[Meeting]) -> list[tuple]:
    """Give cells in the order of COLUMNS_OF_ALL, for meetings fetched `waiting()`."""
    return [(_linked(row), row.child.name, date_time(row.held_at), _tag_of_waiting(row)) for row in rows]


def _linked(row: Meeting) -> dict:
    return {"text": row.get_kind_display(), "url": row.get_absolute_url()}


def _tag(row: Meeting) -> dict:
    state = state_of_meeting(row)
    return {"text": state.word, "kind": state.kind}


def _tag_of_waiting(row: Meeting) -> dict:
    if row.first_due is None or not row.told:
        return _tag(row)
    late = row.first_due < timezone.localdate()
    words = f"{'Overdue since' if late else 'Task by'} {long_date(row.first_due)}"
    return {"text": words, "kind": "red" if late else "amber"}

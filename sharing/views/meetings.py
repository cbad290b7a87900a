"""Meetings about a child: entered, what they asked of us, what they decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from consent.opening import who_may
from consent.shown import children_shown
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.paging import key_page
from neston_sharing.foundation.views import Found, Page, RecordingView
from sharing.actions.meeting import MAY, add_task, enter_meeting, finish_task, tell_outcome
from sharing.forms.meeting import MeetingForm, MeetingOutcomeForm, MeetingTaskForm, TaskDoneForm
from sharing.models import Decision, Meeting, MeetingTask
from sharing.presenters.meeting import (
    COLUMNS,
    COLUMNS_OF_ALL,
    facts_of_meeting,
    meeting_rows,
    outcome_of,
    rows_of_all,
    state_of_meeting,
    tasks_of,
)
from sharing.views.received import FILE_READERS, OfFile


class Meetings(Page):
    """Every meeting of which something is to come, of the children whose files this person may read."""

    may = MAY
    template_name = "sharing/meetings/list.html"

    def get_context_data(self, **kwargs) -> dict:
        page = key_page(Meeting.objects.visible_to(self.request.user).waiting().with_people(), self.request.GET)
        children_shown(self.request, (row.child for row in page.rows))
        rows = rows_of_all(page.rows)
        return super().get_context_data(columns=COLUMNS_OF_ALL, rows=rows, page=page, **kwargs)


class MeetingsOfChild(OfFile, Page):
    template_name = "sharing/meetings/of_child.html"

    def get_context_data(self, **kwargs) -> dict:
        rows = meeting_rows(Meeting.objects.about_child(self.found).with_people().latest_first())
        return super().get_context_data(columns=COLUMNS, rows=rows, **kwargs)


class EnterMeeting(OfFile, RecordingView):
    may = MAY
    form_class = MeetingForm
    template_name = "sharing/meetings/new.html"
    success_message = "Entered. Add what it asked of us."

    def get_form_kwargs(self) -> dict:
        mine = Decision.objects.visible_to(self.request.user).about_child(self.found).recorded()
        return super().get_form_kwargs() | {"decisions": mine.newest_first()}

    def record(self, form: MeetingForm) -> str:
        return enter_meeting(by=self.request.user, child=self.found, **form.cleaned_data).get_absolute_url()


class OneMeeting(Found):
    """One meeting about a child whose file this person may read; that they opened it is on the record."""

    may: str | tuple[str, ...] = FILE_READERS

    def find(self) -> Meeting:
        seen = Meeting.objects.visible_to(self.request.user).with_people().with_tasks()
        return get_object_or_404(seen, reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs) -> dict:
        child = self.found.child.one
        record_access(self.request.user, child.reference, "file", child.reference)
        return super().get_context_data(**{"meeting": self.found, "child": child, **kwargs})


class MeetingPage(OneMeeting, Page):
    template_name = "sharing/meetings/meeting.html"

    def get_context_data(self, **kwargs) -> dict:
        row = self.found
        shown = {"state": state_of_meeting(row), "facts": facts_of_meeting(row), "outcome": outcome_of(row)}
        return super().get_context_data(tasks=tasks_of(row), **shown, **kwargs)


class TellOutcome(OneMeeting, RecordingView):
    """What it decided; of a meeting of which that is recorded, its page."""

    may = MAY
    form_class = MeetingOutcomeForm
    template_name = "sharing/meetings/outcome.html"
    success_message = "Recorded. Add what it asked of us, if anything."

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect(self.found) if self.found.told else super().get(request, *args, **kwargs)

    def record(self, form: MeetingOutcomeForm) -> str:
        tell_outcome(by=self.request.user, meeting=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()


class AddTask(OneMeeting, RecordingView):
    may = MAY
    form_class = MeetingTaskForm
    template_name = "sharing/meetings/task.html"
    success_message = "Entered. It stands on their home page until it is done."

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"people": who_may(MAY, self.found.child.one)}

    def record(self, form: MeetingTaskForm) -> str:
        add_task(by=self.request.user, meeting=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()


class FinishTask(Found, RecordingView):
    """For whoever does it, and for whoever may read the child's file."""

    may = MAY
    form_class = TaskDoneForm
    template_name = "sharing/meetings/task_done.html"
    success_message = "Recorded as done."

    def find(self) -> MeetingTask:
        seen = MeetingTask.objects.visible_to(self.request.user).with_people()
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect(self._afterwards()) if self.found.how_done else super().get(request, *args, **kwargs)

    def _afterwards(self) -> str:
        """The meeting's page, or home for whoever may not read it."""
        readable = Meeting.objects.visible_to(self.request.user).contains(self.found.meeting)
        return self.found.meeting.get_absolute_url() if readable else reverse("home")

    def get_context_data(self, **kwargs) -> dict:
        child = self.found.meeting.child.one
        record_access(self.request.user, child.reference, "meeting", self.found.meeting.reference)
        return super().get_context_data(task=self.found, child=child, back_url=self._afterwards(), **kwargs)

    def record(self, form: TaskDoneForm) -> str:
        finish_task(by=self.request.user, task=self.found, **form.cleaned_data)
        return self._afterwards()

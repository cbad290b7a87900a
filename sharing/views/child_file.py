from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from consent.coverage import last_words
from consent.models import AcknowledgementRequest, Child
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.views import Found, Page
from sharing.models import Decision, InformationRequest, Meeting
from sharing.presenters.child import present_child
from sharing.presenters.concern import concerns_of_file
from sharing.presenters.steps import ways_for
from sharing.presenters.waiting import tasks_for
from sharing.timeline import timeline_of


class ChildFile(Found, Page):
    """Who the child is, what waits, and the timeline. Opening it is on the record."""

    may = ("consent.view_every_child", "consent.view_own_children")
    template_name = "sharing/child_file.html"

    def find(self) -> Child:
        seen = Child.objects.visible_to(self.request.user).for_file()
        return get_object_or_404(seen.the_one(self.kwargs["reference"]))

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.found.reference != self.kwargs["reference"]:
            messages.info(request, "This child was entered twice. The two rows are one file now: this one.")
            return HttpResponseRedirect(self.found.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        child, user = self.found, self.request.user
        record_access(user, child.reference, "file", child.reference)
        presented = present_child(child, last_words(child))
        waiting = Decision.objects.visible_to(user).about_child(child).unfinished().for_listing().newest_first()
        requests = InformationRequest.objects.about_child(child).open().with_people().soonest_first()
        acknowledging = AcknowledgementRequest.objects.outstanding_for(child)
        meetings = Meeting.objects.about_child(child).waiting().with_people()
        return super().get_context_data(
            child=presented,
            ways=ways_for(child, user=user),
            tasks=tasks_for(presented, waiting, acknowledging, requests, meetings),
            concerns=concerns_of_file(child, user=user),
            timeline=timeline_of(child, user=user, asked=self.request.GET),
            **kwargs,
        )

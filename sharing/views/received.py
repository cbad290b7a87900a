"""What other agencies told us about a child, and which of them are around the child."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import View

from consent.models import Child
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.uploads import as_stored, attachment
from neston_sharing.foundation.views import Found, May, Page, RecordingView
from sharing.actions.received import end_around, put_around, receive_information
from sharing.forms.received import AroundForm, EndAroundForm, ReceivedForm
from sharing.models import AroundChild, InformationReceived, InformationRequest
from sharing.presenters.information_request import COLUMNS as REQUEST_COLUMNS
from sharing.presenters.information_request import request_rows
from sharing.presenters.received import (
    AROUND_COLUMNS,
    RECEIVED_COLUMNS,
    around_rows,
    present_received,
    received_rows,
)

FILE_READERS = ("consent.view_every_child", "consent.view_own_children")


class OfFile(Found):
    """About one child whose file this person may read; that they opened it is on the record."""

    may: str | tuple[str, ...] = FILE_READERS

    def find(self) -> Child:
        return get_object_or_404(Child.objects.visible_to(self.request.user).the_one(self.kwargs["reference"]))

    def get_context_data(self, **kwargs) -> dict:
        record_access(self.request.user, self.found.reference, "file", self.found.reference)
        return super().get_context_data(**{"child": self.found, **kwargs})

    @property
    def agencies_url(self) -> str:
        return reverse("sharing:received-list", args=[self.found.reference])


class FromAgencies(OfFile, Page):
    """All that passed from other agencies to us about this child: told, asked for, and who is around the child."""

    template_name = "sharing/received/list.html"

    def get_context_data(self, **kwargs) -> dict:
        child, may = self.found, self.request.user.has_perm
        received = InformationReceived.objects.about_child(child).with_people().with_agreements().newest_first()
        asked = InformationRequest.objects.about_child(child).with_people().with_news().newest_first()
        around = AroundChild.objects.about_child(child).with_people().latest_first()
        return super().get_context_data(
            received_columns=RECEIVED_COLUMNS,
            received=received_rows(received),
            request_columns=REQUEST_COLUMNS,
            requests=request_rows(asked),
            around_columns=AROUND_COLUMNS,
            around=around_rows(around, may_end=may("sharing.keep_around")),
            **kwargs,
        )


class NewReceived(OfFile, RecordingView):
    may = "sharing.record_received"
    form_class = ReceivedForm
    template_name = "sharing/received/new.html"
    success_message = "Recorded. It goes on to nobody without their consent."

    def record(self, form: ReceivedForm) -> str:
        return receive_information(by=self.request.user, child=self.found, **form.cleaned_data).get_absolute_url()


class OneReceived(Found):
    """One thing received about a child whose file this person may read."""

    may: str | tuple[str, ...] = FILE_READERS

    def find(self) -> InformationReceived:
        seen = InformationReceived.objects.visible_to(self.request.user).with_people()
        return get_object_or_404(seen.with_agreements(), reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs) -> dict:
        child = self.found.child.one
        record_access(self.request.user, child.reference, "file", child.reference)
        return super().get_context_data(**{"received": self.found, "child": child, **kwargs})


class ReceivedPage(OneReceived, Page):
    template_name = "sharing/received/page.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(shown=present_received(self.found), **kwargs)


class ReceivedAttachment(Found, May, View):
    may = FILE_READERS

    def find(self) -> InformationReceived:
        seen = InformationReceived.objects.visible_to(self.request.user).with_people().with_attachment()
        return get_object_or_404(seen, reference=self.kwargs["reference"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        content = as_stored(self.found.attachment, self.found.attachment_sha256)
        if content is None:
            return render(request, "altered.html", status=500)
        record_access(request.user, self.found.child.one.reference, "attachment", self.found.reference)
        return attachment(content, name=self.found.reference, stored_as=self.found.attachment.name)


class PutAround(OfFile, RecordingView):
    may = "sharing.keep_around"
    form_class = AroundForm
    template_name = "sharing/received/around.html"
    success_message = "Recorded. What others told us can be told to this agency without passing it on."

    def get_initial(self) -> dict:
        return {"since": timezone.localdate()}

    def record(self, form: AroundForm) -> str:
        put_around(by=self.request.user, child=self.found, **form.cleaned_data)
        return self.agencies_url


class EndAround(OfFile, RecordingView):
    may = "sharing.keep_around"
    form_class = EndAroundForm
    template_name = "sharing/received/around_end.html"
    success_message = "The end is recorded."

    @cached_property
    def around(self) -> AroundChild:
        return get_object_or_404(AroundChild.objects.about_child(self.found).with_people(), pk=self.kwargs["pk"])

    def get_initial(self) -> dict:
        return {"ended_on": timezone.localdate()}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(around=self.around, **kwargs)

    def record(self, form: EndAroundForm) -> str:
        end_around(by=self.request.user, around=self.around, **form.cleaned_data)
        return self.agencies_url

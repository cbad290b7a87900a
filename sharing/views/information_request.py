"""What we ask other agencies about children, until it is answered, refused or withdrawn (policy 2.4)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from consent.shown import children_shown
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.paging import key_page
from neston_sharing.foundation.views import Found, Page, RecordingView
from sharing.actions.information_request import MAY, ask_for_information, tell_news
from sharing.actions.received import receive_information
from sharing.forms.information_request import AskInformationForm, NewsForm, RequestFilter
from sharing.forms.received import ReceivedForm
from sharing.models import Decision, InformationRequest
from sharing.presenters.child import present_flags
from sharing.presenters.information_request import (
    COLUMNS,
    facts_of_request,
    news_of,
    request_rows,
    state_of_request,
)
from sharing.views.received import FILE_READERS, OfFile


class Requests(Page):
    """What we asked and what is still open, of the children whose files this person may read."""

    may = FILE_READERS
    template_name = "sharing/requests/list.html"

    def get_context_data(self, **kwargs) -> dict:
        form = RequestFilter(self.request.GET)
        mine = InformationRequest.objects.visible_to(self.request.user).with_people().with_news()
        page = key_page(form.narrow(mine), self.request.GET)
        children_shown(self.request, (row.child for row in page.rows))
        rows = request_rows(page.rows)
        return super().get_context_data(filter_form=form, columns=COLUMNS, rows=rows, page=page, **kwargs)


class AskForInformation(OfFile, RecordingView):
    may = MAY
    form_class = AskInformationForm
    template_name = "sharing/requests/new.html"
    success_message = "The request is recorded. It stands on the child's page until it is settled."

    def get_form_kwargs(self) -> dict:
        mine = Decision.objects.visible_to(self.request.user).about_child(self.found).open()
        return super().get_form_kwargs() | {"decisions": mine.newest_first()}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(flags=present_flags(self.found), **kwargs)

    def record(self, form: AskInformationForm) -> str:
        return ask_for_information(by=self.request.user, child=self.found, **form.facts()).get_absolute_url()


class OneRequest(Found):
    may: str | tuple[str, ...] = FILE_READERS

    def find(self) -> InformationRequest:
        seen = InformationRequest.objects.visible_to(self.request.user).with_people().with_news()
        return get_object_or_404(seen.select_related("decision"), reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs) -> dict:
        child = self.found.child.one
        record_access(self.request.user, child.reference, "file", child.reference)
        return super().get_context_data(**{"asked": self.found, "child": child, **kwargs})


class RequestPage(OneRequest, Page):
    template_name = "sharing/requests/page.html"

    def get_context_data(self, **kwargs) -> dict:
        row = self.found
        shown = {"state": state_of_request(row), "facts": facts_of_request(row), "news": news_of(row)}
        return super().get_context_data(**shown, **kwargs)


class WhatBecame(OneRequest, RecordingView):
    """Something to record of a request that is open; one that is settled leads to its page."""

    may = MAY

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect(self.found) if self.found.settled_by else super().get(request, *args, **kwargs)


class RecordNews(WhatBecame):
    form_class = NewsForm
    template_name = "sharing/requests/news.html"
    success_message = "Recorded."

    def record(self, form: NewsForm) -> str:
        tell_news(by=self.request.user, request=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()


class RecordTheAnswer(WhatBecame):
    """What came is information received, and settles the request."""

    form_class = ReceivedForm
    template_name = "sharing/requests/answer.html"
    success_message = "Recorded. It goes on to nobody without their consent."

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"answers": self.found}

    def record(self, form: ReceivedForm) -> str:
        row, said = self.found, form.cleaned_data
        child, agency = row.child.one, row.agency
        received = receive_information(by=self.request.user, child=child, agency=agency, answers=row, **said)
        return received.get_absolute_url()

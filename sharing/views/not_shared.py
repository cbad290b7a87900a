"""What was not shared: the list of it, and telling whoever asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from consent.shown import children_shown
from neston_sharing.foundation.paging import key_page
from neston_sharing.foundation.views import Found, Page, RecordingView
from sharing.actions.not_shared import tell_asker
from sharing.forms.not_shared import TellAskerForm
from sharing.models import Decision
from sharing.presenters.not_shared import COLUMNS, not_shared_rows
from sharing.views.decisions import READERS
from sharing.views.opening import OpensDecision


class NotShared(Page):
    """Every decision not to share that this person may see, newest first: why, whether who asked was told, and then."""

    may = READERS
    template_name = "sharing/not_shared/list.html"

    def get_context_data(self, **kwargs) -> dict:
        seen = Decision.objects.visible_to(self.request.user).not_shared().for_not_shared()
        page = key_page(seen, self.request.GET)
        children_shown(self.request, (row.about for row in page.rows))
        return super().get_context_data(page=page, columns=COLUMNS, rows=not_shared_rows(page.rows), **kwargs)


class TellAsker(OpensDecision, Found, RecordingView):
    may = "sharing.disclose"
    form_class = TellAskerForm
    template_name = "sharing/not_shared/tell.html"
    success_message = "Recorded: whoever asked was told."

    def find(self) -> Decision:
        mine = Decision.objects.asker_told_by(self.request.user)
        return get_object_or_404(mine, reference=self.kwargs["reference"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect(self.found) if hasattr(self.found, "asker_told") else super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"decision": self.found}

    def get_context_data(self, **kwargs) -> dict:
        routes = self.found.agency.routes.in_use()
        return super().get_context_data(decision=self.found, routes=routes, **kwargs)

    def record(self, form: TellAskerForm) -> str:
        tell_asker(by=self.request.user, decision=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()

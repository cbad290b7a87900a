from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from neston_sharing.audit.events import record_access
from neston_sharing.foundation.paging import key_page
from neston_sharing.foundation.views import Found, Page
from sharing.forms.search import DecisionSearchForm
from sharing.models import Decision
from sharing.presenters import COLUMNS, list_rows, present
from sharing.presenters.steps import steps_for

READERS = ("sharing.make_decision", "sharing.refer", "sharing.view_every_decision", "sharing.back_up_when_asked")


class DecisionList(Page):
    """The decisions that this person may see, newest first, with filters and what waits for them."""

    may = READERS
    template_name = "sharing/decisions.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        form = DecisionSearchForm(self.request.GET)
        decisions = form.narrow(Decision.objects.visible_to(user).for_listing(), user)
        page = key_page(decisions, self.request.GET)
        rows = list_rows(page.rows)
        return super().get_context_data(filter_form=form, page=page, columns=COLUMNS, rows=rows, **kwargs)


class DecisionPage(Found, Page):
    """Everything of one decision, and what this reader can do about it now. Opening it is on the record."""

    may = READERS
    template_name = "sharing/decision.html"

    def find(self) -> Decision:
        seen = Decision.objects.visible_to(self.request.user).for_presenting()
        return get_object_or_404(seen, reference=self.kwargs["reference"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        record_access(request.user, self.found.child.reference, "decision", self.found.reference)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        steps = steps_for(self.found, user=self.request.user)
        return super().get_context_data(decision=present(self.found), steps=steps, **kwargs)

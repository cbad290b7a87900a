from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from consent.models import Child
from consent.shown import children_shown
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.paging import key_page
from neston_sharing.foundation.views import Page
from sharing.forms.search import DecisionFilter, DecisionSearch
from sharing.found import lines_of
from sharing.models import Concern, Decision
from sharing.presenters import COLUMNS, list_rows, present
from sharing.presenters.copy import still_to_settle
from sharing.presenters.follow_up import follow_up_of, protocols_of
from sharing.presenters.steps import CAN_STILL_BE_STOPPED, can_decide_again, steps_for
from sharing.rests_on import known_against
from sharing.views.opening import OpensDecision
from sharing.waiting.decisions import to_declare

READERS = ("sharing.make_decision", "sharing.refer", "sharing.view_every_decision", "sharing.back_up_when_asked")


class DecisionList(Page):
    """The decisions that this person may see, newest first, with filters and what waits for them.

    What is asked for is posted, then shown at an address that can be shared: references stand in it, no names.
    """

    may = READERS
    template_name = "sharing/decisions.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        form = kwargs.pop("filter_form", None) or DecisionFilter(self.request.GET)
        decisions = form.narrow(Decision.objects.visible_to(user), user)
        page = key_page(decisions, self.request.GET, whole=lines_of)
        children_shown(self.request, (row.about for row in page.rows))
        rows = list_rows(page.rows)
        shown = {"page": page, "columns": COLUMNS, "rows": rows, "to_declare": to_declare(user)}
        return super().get_context_data(filter_form=form, **shown, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DecisionSearch(request.POST, user=request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(filter_form=form), status=422)
        return HttpResponseRedirect(f"{request.path}{form.address()}")


class DecisionPage(OpensDecision, Page):
    """Everything of one decision, and what this reader can do about it now. Opening it is on the record."""

    may = READERS
    template_name = "sharing/decision.html"

    def find(self) -> Decision:
        seen = Decision.objects.visible_to(self.request.user).for_presenting(self.request.user).with_last_return()
        return get_object_or_404(seen, reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs):
        user = self.request.user
        against = known_against(self.found) if self.found.state in CAN_STILL_BE_STOPPED else ""
        return super().get_context_data(
            decision=present(self.found),
            steps=steps_for(self.found, user=user),
            opens_file=Child.objects.visible_to(user).contains(self.found.about),
            against=against,
            copy=still_to_settle(self.found),
            follow_up=follow_up_of(self.found),
            protocols=protocols_of(self.found),
            raised_in=Concern.objects.visible_to(user).that_started(self.found),
            decided_again=Decision.objects.visible_to(user).that_decide_again(self.found),
            again_form=Form() if can_decide_again(self.found, against, user=user) else None,
            **kwargs,
        )

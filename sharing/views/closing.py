"""Going on with a draft, checking it, sending it, handing it over, abandoning it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from sharing.actions.abandon import abandon_decision
from sharing.actions.hand_over import hand_over
from sharing.actions.send import send_to_management
from sharing.forms.closing import AbandonForm, HandOverForm, SendAgainForm, SendForm
from sharing.models import Decision
from sharing.presenters import present
from sharing.presenters.copy import still_to_settle
from sharing.presenters.passing_on import marked
from sharing.presenters.words import Fact
from sharing.standing_in import whom_it_goes_to
from sharing.steps import Page, open_step, url_of_open
from sharing.views.drafting import Drafting


class Continue(Drafting):
    """Leads to where the writer left off."""

    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return HttpResponseRedirect(url_of_open(self.found))


class Check(Drafting):
    """Every answer with "Change", before the decision goes to management; open at any time."""

    template_name = "sharing/check.html"
    success_message = "The decision is with management."

    def get_form_class(self) -> type:
        return SendAgainForm if self.found.state == Decision.State.RETURNED else SendForm

    def record(self, form: SendForm) -> str:
        said = form.cleaned_data
        sent = send_to_management(
            by=self.request.user,
            decision=self.found,
            note=said["note"],
            to_officer=said["to_officer"],
            stands_by=said.get("stands_by", False),
            version=said["version"],
        )
        return sent.decision.get_absolute_url()

    def get_context_data(self, **kwargs) -> dict:
        whole = open_step(self.found) is Page.CHECK
        stands = self._stands()
        shown = present(stands, changeable=True)
        rows: dict[str, object] = {"items": self._items_of(stands)}
        rows["goes_to"] = whom_it_goes_to(self.found) if whole else []
        rows["copy"] = still_to_settle(stands)
        return super().get_context_data(shown=shown, whole=whole, open_url=url_of_open(self.found), **rows, **kwargs)

    def _items_of(self, stands: Decision) -> list[Fact]:
        return [
            Fact("Include" if row.included else "Leave out", marked(row), self._item_url(row))
            for row in stands.items.all()
        ]

    def _item_url(self, item) -> str:
        return reverse("sharing:item", args=[self.found.reference, item.pk])


class Abandon(Drafting):
    form_class = AbandonForm
    template_name = "sharing/abandon.html"
    success_message = "The decision is abandoned, and kept with its reason."

    def record(self, form: AbandonForm) -> str:
        said = form.cleaned_data
        abandon_decision(by=self.request.user, decision=self.found, why=said["why"], version=said["version"])
        return self.found.get_absolute_url()


class HandOver(Drafting):
    form_class = HandOverForm
    template_name = "sharing/hand_over.html"
    success_message = "The decision is handed over."

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"decision": self.found}

    def record(self, form: HandOverForm) -> str:
        said = form.cleaned_data
        hand_over(by=self.request.user, decision=self.found, to=said["to"], version=said["version"])
        return self.found.get_absolute_url()

"""What went out after a decision was backed, and that it arrived."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from neston_sharing.foundation.pdf import ProducesPdf
from neston_sharing.foundation.views import RecordingView
from sharing.actions.disclose import disclose, record_arrival
from sharing.copy_facts import check_of
from sharing.forms.disclosure import ArrivalForm, DisclosureForm
from sharing.models import Decision, Disclosure
from sharing.rests_on import now_against
from sharing.views.copies import copy_as_pdf
from sharing.views.opening import OpensDecision, SeesDecision


class NewDisclosure(SeesDecision, ProducesPdf, RecordingView):
    """Record what was shared. A decision that has nothing to disclose says why instead."""

    may = "sharing.disclose"
    form_class = DisclosureForm
    template_name = "sharing/disclosure.html"
    success_message = "The disclosure is recorded. Record that it arrived as soon as you know."

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if self.has_permission() and not Decision.objects.disclosable_by(request.user).contains(self.found):
            return render(request, "sharing/disclosure_none.html", {"decision": self.found}, status=409)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        waiting = check_of(self.found).standing
        return {**super().get_form_kwargs(), "decision": self.found, "by": self.request.user, "waiting": waiting}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(decision=self.found, against=now_against(self.found), **kwargs)

    def record(self, form) -> str:
        facts = {name: said for name, said in form.cleaned_data.items() if name not in form.findings}
        disclose(by=self.request.user, decision=self.found, reasons=form.reasons(), content=self.copy, **facts)
        return self.found.get_absolute_url()

    def form_valid(self, form) -> HttpResponse:
        """Set the copy before the transaction: it takes seconds, for which nobody else could write."""
        said, by = form.cleaned_data, self.request.user
        self.copy = copy_as_pdf(self.found, by=by, **said) if form.gives_each_reason() else None
        return super().form_valid(form)


class RecordArrival(OpensDecision, RecordingView):
    may = "sharing.disclose"
    form_class = ArrivalForm
    template_name = "sharing/arrival.html"
    success_message = "That it arrived is recorded."

    def find(self) -> Disclosure:
        return get_object_or_404(Disclosure.objects.visible_to(self.request.user).with_people(), pk=self.kwargs["pk"])

    @property
    def opens(self) -> Decision:
        return self.found.decision

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(disclosure=self.found, decision=self.found.decision, **kwargs)

    def record(self, form) -> str:
        record_arrival(by=self.request.user, disclosure=self.found, **form.cleaned_data)
        return self.found.decision.get_absolute_url()

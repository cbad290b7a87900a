"""Asking a parent for consent, to be answered on the tablet (policy 3.4)."""

from django.shortcuts import get_object_or_404

from consent.actions.requests import ask_for_consent, give_up_request
from consent.forms.requests import AskForm, GiveUpForm
from consent.models import ConsentRequest
from consent.presenters.consent_form import papers_of
from consent.views.of_child import OfChild
from consent.views.opening import OpensFile
from consent.views.statements import ComesBack
from neston_sharing.foundation.views import RecordingView


class Ask(OfChild, ComesBack, RecordingView):
    """Prepares one question. The address may name what it is about: ?purpose=, ?agency= (several), ?detail=."""

    may = "consent.record_consent"
    form_class = AskForm
    template_name = "consent/request_new.html"
    success_message = "The question waits. Hand over the tablet to ask it."

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"child": self.found}

    def get_initial(self) -> dict:
        named = self.request.GET
        return {
            "purpose": named.get("purpose"),
            "agencies": named.getlist("agency"),
            "purpose_detail": named.get("detail"),
        }

    def get_context_data(self, **kwargs) -> dict:
        cautions = self.found.flags.standing().do_not_discuss()
        way_back = self.way_back(self.found)
        family = self.found.links.with_people().with_delegations()
        asked = {"do_not_discuss": cautions.exists(), "papers": papers_of(family)}
        return super().get_context_data(way_back=way_back, **asked, **kwargs)

    def record(self, form) -> str:
        ask_for_consent(by=self.request.user, child=self.found, **form.cleaned_data)
        return self.way_back(self.found)


class GiveUp(OpensFile, ComesBack, RecordingView):
    """Closes a question that is no longer asked."""

    may = "consent.record_consent"
    form_class = GiveUpForm
    template_name = "consent/request_give_up.html"
    success_message = "It is no longer asked."

    def find(self) -> ConsentRequest:
        requests = ConsentRequest.objects.visible_to(self.request.user).open().with_all()
        return get_object_or_404(requests, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        child = self.found.child
        return super().get_context_data(asked=self.found, child=child, way_back=self.way_back(child), **kwargs)

    def record(self, form) -> str:
        give_up_request(by=self.request.user, request=self.found, **form.cleaned_data)
        return self.way_back(self.found.child)

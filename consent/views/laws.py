"""The law list: on what basis we may share, what we must share, and what is no duty."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from consent.actions.laws import add_law, end_law
from consent.forms.laws import EndLawForm, LawForm
from consent.models import Law
from consent.presenters.policies import laws_by_kind
from neston_sharing.foundation.views import Found, Page, RecordingView


class Laws(Page):
    may = "consent.view_policies"
    template_name = "consent/laws.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(kinds=laws_by_kind(), **kwargs)


class NewLaw(RecordingView):
    may = "consent.manage_policies"
    form_class = LawForm
    template_name = "consent/laws_new.html"
    success_message = "The row is added."

    def record(self, form) -> str:
        add_law(by=self.request.user, **form.cleaned_data)
        return reverse("consent:laws")


class EndLaw(Found, RecordingView):
    may = "consent.manage_policies"
    form_class = EndLawForm
    template_name = "consent/laws_end.html"
    success_message = "The row has its end."

    def find(self) -> Law:
        return get_object_or_404(Law, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(law=self.found, **kwargs)

    def record(self, form) -> str:
        end_law(by=self.request.user, law=self.found, **form.cleaned_data)
        return reverse("consent:laws")

"""The law list: on what basis we may share, what we must share, and what is no duty."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from consent.actions.laws import add_law, correct_law, end_law, supersede_law
from consent.forms.laws import CorrectLawForm, EndLawForm, LawForm, SupersedeLawForm
from consent.models import Law
from consent.presenters.policies import laws_by_kind
from neston_sharing.foundation.views import EditingView, Found, Page, RecordingView

WORDS = ("name", "citation", "used_for")


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


class OfLaw(Found, RecordingView):
    """A change of one row of the list."""

    may = "consent.manage_policies"

    def find(self) -> Law:
        return get_object_or_404(Law, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(law=self.found, **kwargs)

    def record(self, form) -> str:
        self.change(form)
        return reverse("consent:laws")

    def change(self, form) -> Law:
        raise NotImplementedError


class EndLaw(OfLaw):
    form_class = EndLawForm
    template_name = "consent/laws_end.html"
    success_message = "The row has its end."

    def change(self, form) -> Law:
        return end_law(by=self.request.user, law=self.found, **form.cleaned_data)


class CorrectLaw(EditingView, OfLaw):
    """Puts the words of a row right; where records rest on it, the page leads to superseding instead."""

    form_class = CorrectLawForm
    template_name = "consent/laws/correct.html"
    success_message = "The row is corrected."

    def stands(self) -> dict:
        return {name: getattr(self.found, name) for name in WORDS}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(relied_on=self.found.is_relied_on(), **kwargs)

    def change(self, form) -> Law:
        return correct_law(by=self.request.user, law=self.found, **form.cleaned_data)


class SupersedeLaw(CorrectLaw):
    form_class = SupersedeLawForm
    template_name = "consent/laws/supersede.html"
    success_message = "The new row stands in its place."

    def change(self, form) -> Law:
        return supersede_law(by=self.request.user, law=self.found, **form.cleaned_data)

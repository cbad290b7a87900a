"""A new version of a policy: drafted, read beside the one in force, adopted or given up (policy 1.2)."""

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from consent.actions.policy_drafts import adopt_draft, give_up_draft, save_draft, start_draft
from consent.forms.policies import AdoptPolicy, GiveUp, PolicyDraftForm, StartDraft
from consent.models import PolicyDraft, PolicyVersion
from consent.presenters.changes import beside, policy_beside
from neston_sharing.foundation.views import Found, Page, RecordingView


class NewPolicy(RecordingView):
    """Begins a draft from the version in force, or leads to the one that is open."""

    may = "consent.manage_policies"
    form_class = StartDraft
    template_name = "consent/policies/new.html"

    def get_initial(self) -> dict:
        return {"policy": self.request.GET.get("policy")}

    def record(self, form) -> str:
        draft = start_draft(by=self.request.user, **form.cleaned_data)
        return reverse("consent:policy-draft-edit", args=[draft.pk])


class OfDraft(Found):
    """About one draft; a closed one leads to the version that it became, or to all policies."""

    may = "consent.manage_policies"

    def find(self) -> PolicyDraft:
        return get_object_or_404(PolicyDraft.objects.with_outcome(), pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if self.has_permission() and request.method == "GET" and self.found.closed_at:
            version = self.found.adopted
            return HttpResponseRedirect(version.get_absolute_url() if version else reverse("consent:policies"))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(draft=self.found, **kwargs)


class Preview(OfDraft, Page):
    """The draft beside the version in force, with what changes."""

    template_name = "consent/policies/preview.html"

    def get_context_data(self, **kwargs) -> dict:
        version = PolicyVersion.objects.in_force(self.found.policy)
        about = {"version": version, "parts": policy_beside(version, self.found)}
        return super().get_context_data(**about, meanwhile=self.found.adopted_meanwhile(), **kwargs)


class Edit(OfDraft, RecordingView):
    form_class = PolicyDraftForm
    template_name = "consent/policies/draft.html"
    success_message = "The draft is saved."

    def get_initial(self) -> dict:
        written = {name: getattr(self.found, name) for name in ("title", "text", "legal_framework", "note")}
        return written | {"seen": self.found.mark}

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        if context["form"].overtaken:
            context["saved"] = [beside("Text", self.found.text, context["form"].cleaned_data["text"])]
        return context

    def record(self, form) -> str:
        return save_draft(by=self.request.user, draft=self.found, **form.cleaned_data).get_absolute_url()


class Adopt(OfDraft, RecordingView):
    form_class = AdoptPolicy
    template_name = "consent/policies/adopt.html"
    success_message = "The version is adopted and in force."

    def get_initial(self) -> dict:
        return {"seen": self.found.mark, "compared_with": PolicyVersion.objects.in_force(self.found.policy)}

    def record(self, form) -> str:
        return adopt_draft(by=self.request.user, draft=self.found, **form.cleaned_data).get_absolute_url()


class GiveUpDraft(OfDraft, RecordingView):
    form_class = GiveUp
    template_name = "consent/policies/give_up.html"
    success_message = "The draft is given up. It is kept with your reason."

    def record(self, form) -> str:
        give_up_draft(by=self.request.user, draft=self.found, why=form.cleaned_data["why"])
        return reverse("consent:policies")

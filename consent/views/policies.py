"""The setting's policies, version by version (policy 1.2)."""

from django.shortcuts import get_object_or_404

from consent.actions.policies import adopt_policy
from consent.forms.policies import PolicyForm
from consent.models import PolicyVersion
from consent.presenters.policies import four_policies, parts
from neston_sharing.foundation.views import Found, Page, RecordingView


class Policies(Page):
    may = "consent.view_policies"
    template_name = "consent/policies.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(policies=four_policies(), **kwargs)


class PolicyPage(Found, Page):
    may = "consent.view_policies"
    template_name = "consent/policies_version.html"

    def find(self) -> PolicyVersion:
        return get_object_or_404(PolicyVersion.objects.with_clauses(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs) -> dict:
        others = PolicyVersion.objects.other_versions(self.found)
        return super().get_context_data(version=self.found, parts=parts(self.found), others=others, **kwargs)


class NewPolicy(RecordingView):
    may = "consent.manage_policies"
    form_class = PolicyForm
    template_name = "consent/policies_new.html"
    success_message = "The version is entered."

    def get_initial(self) -> dict:
        return {"policy": self.request.GET.get("policy")}

    def record(self, form) -> str:
        return adopt_policy(by=self.request.user, **form.cleaned_data).get_absolute_url()

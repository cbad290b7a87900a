"""The setting's policies, version by version (policy 1.2)."""

from django.shortcuts import get_object_or_404

from consent.models import PolicyDraft, PolicyVersion
from consent.presenters.policies import four_policies, parts
from neston_sharing.foundation.views import Found, Page


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
        about = {
            "version": self.found,
            "parts": parts(self.found),
            "others": PolicyVersion.objects.other_versions(self.found),
            "draft": PolicyDraft.objects.open_of(self.found.policy),
        }
        return super().get_context_data(**about, **kwargs)

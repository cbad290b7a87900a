"""A decision that was recorded under the wrong child."""

from django.shortcuts import get_object_or_404

from neston_sharing.foundation.views import RecordingView
from sharing.actions.refile import refile
from sharing.forms.refile import RefileForm
from sharing.models import Decision
from sharing.views.opening import OpensDecision


class Refile(OpensDecision, RecordingView):
    may = "sharing.refile_decision"
    form_class = RefileForm
    template_name = "sharing/refile.html"
    success_message = "The decision is moved. The file where it stood keeps a line that says so."

    def find(self) -> Decision:
        refilable = Decision.objects.refilable_by(self.request.user).with_people()
        return get_object_or_404(refilable, reference=self.kwargs["reference"])

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(decision=self.found, **kwargs)

    def record(self, form) -> str:
        refile(by=self.request.user, decision=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()

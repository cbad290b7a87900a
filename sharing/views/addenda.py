"""A correction or later news of a recorded decision."""

from django.shortcuts import get_object_or_404

from neston_sharing.foundation.views import Found, RecordingView
from sharing.actions.add import add
from sharing.forms.addendum import AddendumForm
from sharing.models import Decision
from sharing.views.opening import OpensDecision


class NewAddendum(OpensDecision, Found, RecordingView):
    may = ("sharing.make_decision", "sharing.back_up", "sharing.back_up_when_asked")
    form_class = AddendumForm
    template_name = "sharing/addendum.html"
    success_message = "The addendum is recorded."

    def find(self) -> Decision:
        addable = Decision.objects.addable_by(self.request.user).with_people()
        return get_object_or_404(addable, reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(decision=self.found, **kwargs)

    def record(self, form) -> str:
        add(by=self.request.user, decision=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()

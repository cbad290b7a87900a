"""A recorded decision that is to be decided again: its consent is gone, or new facts have come."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import Found, RecordingView
from sharing.actions.decide_again import decide_again
from sharing.forms.not_shared import NewFactsForm
from sharing.models import Decision
from sharing.rests_on import now_against
from sharing.views.opening import OpensDecision


class DecideAgain(OpensDecision, Found, RecordingView):
    """Asks for the new facts; where the consent is gone it is one button, which stands on the decision's page too."""

    may = "sharing.make_decision"
    template_name = "sharing/again.html"

    def find(self) -> Decision:
        mine = Decision.objects.decidable_again_by(self.request.user).with_people().with_answers()
        return get_object_or_404(mine, reference=self.kwargs["reference"])

    def get_form_class(self) -> type:
        return Form if now_against(self.found) else NewFactsForm

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(decision=self.found, against=now_against(self.found), **kwargs)

    def record(self, form) -> str:
        again = decide_again(by=self.request.user, decision=self.found, **form.cleaned_data)
        return reverse("sharing:continue", args=[again.reference])

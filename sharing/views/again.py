"""A recorded decision that is to be decided again: its consent is gone, or new facts have come."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.views import Found, RecordingView
from sharing.actions.decide_again import decide_again
from sharing.models import Decision
from sharing.rests_on import now_against


class DecideAgain(Found, RecordingView):
    """One button, which also stands on the decision's own page; this page says what it does."""

    may = "sharing.make_decision"
    form_class = Form
    template_name = "sharing/again.html"

    def find(self) -> Decision:
        mine = Decision.objects.decidable_again_by(self.request.user).with_people().with_answers()
        return get_object_or_404(mine, reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(decision=self.found, against=now_against(self.found), **kwargs)

    def record(self, form) -> str:
        again = decide_again(by=self.request.user, decision=self.found)
        return reverse("sharing:continue", args=[again.reference])

"""Before a backer reads a decision: the minimum of it, and whether they have a conflict of interest."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from neston_sharing.foundation.views import Found, RecordingView
from sharing.actions.interest import declare
from sharing.designated import who_else_backs
from sharing.forms.interest import InterestForm
from sharing.models import Decision
from sharing.views.opening import OpensDecision


class DeclareInterest(OpensDecision, Found, RecordingView):
    may = ("sharing.back_up", "sharing.back_up_when_asked")
    form_class = InterestForm
    template_name = "sharing/interest.html"

    def find(self) -> Decision:
        asked = Decision.objects.all().may_declare(self.request.user).with_people().with_moves()
        return get_object_or_404(asked, reference=self.kwargs["reference"])

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not Decision.objects.all().undeclared_by(request.user).contains(self.found):
            return redirect(self.then)
        return super().get(request, *args, **kwargs)

    @property
    def then(self) -> str:
        """Where whoever has no conflict goes on: to answer it, or to read what a backer disagreed with."""
        answers = Decision.objects.all().backable_by(self.request.user).contains(self.found)
        return reverse("sharing:back-up" if answers else "sharing:decision", args=[self.found.reference])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(decision=self.found, **kwargs)

    def record(self, form: InterestForm) -> str:
        user, said = self.request.user, form.facts()
        declare(by=user, decision=self.found, **said)
        if not said["has_conflict"]:
            return self.then
        messages.success(self.request, f"Recorded. {who_else_backs(self.found, beside=user)}")
        return reverse("home")

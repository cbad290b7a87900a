"""What came of a sharing, and the steps of the recipient's protocol ticked off on the decision (policy 1.5)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from neston_sharing.foundation.views import Found, RecordingView
from sharing.actions.follow_up import MAY, take_step, tell_what_came
from sharing.checklist import Question
from sharing.following_up import WHOM_TO_ESCALATE_TO
from sharing.forms.follow_up import FollowUpForm, StepForm
from sharing.models import Decision, ProtocolStepTaken
from sharing.views.opening import OpensDecision


class TellWhatCame(OpensDecision, Found, RecordingView):
    may = MAY
    form_class = FollowUpForm
    template_name = "sharing/follow_up/new.html"
    success_message = "Recorded. It stands on the decision."

    def find(self) -> Decision:
        mine = Decision.objects.followed_up_by(self.request.user)
        return get_object_or_404(mine, reference=self.kwargs["reference"])

    def get_initial(self) -> dict:
        return {"kind": self.request.GET.get("kind", "")}

    def get_context_data(self, **kwargs) -> dict:
        routes = self.found.agency.routes.in_use()
        return super().get_context_data(
            decision=self.found, routes=routes, whom_to_escalate_to=WHOM_TO_ESCALATE_TO, **kwargs
        )

    def record(self, form: FollowUpForm) -> str:
        tell_what_came(by=self.request.user, decision=self.found, **form.cleaned_data)
        return self.found.get_absolute_url() + "#what-came"


class TakeStep(OpensDecision, Found, RecordingView):
    """Tick off one step; one that was ticked off leads back to where all of them stand."""

    may = MAY
    form_class = StepForm
    template_name = "sharing/follow_up/step.html"
    success_message = "Ticked off."

    def find(self) -> Decision:
        return get_object_or_404(Decision.objects.with_steps_for(self.request.user), reference=self.kwargs["reference"])

    @cached_property
    def step(self):
        """The step, with whether it was taken and when."""
        return get_object_or_404(ProtocolStepTaken.objects.steps_of(self.found), pk=self.kwargs["pk"])

    @property
    def back_url(self) -> str:
        """Question 7 of a decision that is open, else its page."""
        if self.found.is_open:
            return reverse("sharing:question", args=[self.found.reference, int(Question.RIGHT_WAY)])
        return self.found.get_absolute_url() + "#protocols"

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return redirect(self.back_url) if self.step.taken_at else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(decision=self.found, step=self.step, back_url=self.back_url, **kwargs)

    def record(self, form: StepForm) -> str:
        take_step(by=self.request.user, decision=self.found, step=self.step, **form.cleaned_data)
        return self.back_url

"""A member of the management team answers a decision that they did not make."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from neston_sharing.foundation.views import RecordingView
from sharing.actions.back_up import agree, back, disagree, give_back
from sharing.backing_up import InPerson, in_person
from sharing.forms.back_up import AgreeForm, AgreeLateForm, BackUpForm
from sharing.models import Decision, Verdict
from sharing.presenters import present
from sharing.presenters.child import present_flags
from sharing.presenters.copy import still_to_settle
from sharing.presenters.history import two_views_of
from sharing.rests_on import known_against
from sharing.views.opening import SeesDecision

Said = Verdict.Kind

THEN = {
    Said.BACKED: "Backed and recorded.",
    Said.RETURNED: "Returned to its makers with your comment.",
    Said.AGREED: "Recorded: you agree with the referral.",
    Said.DISAGREED: "Recorded: you disagree. The referral stands, and the committee's officer sees your reasons.",
}


ANSWERS: dict[str, Callable[..., Verdict]] = {
    Said.BACKED: back,
    Said.RETURNED: give_back,
    Said.AGREED: agree,
    Said.DISAGREED: disagree,
}


class BackUp(SeesDecision, RecordingView):
    """Everything that the decision rests on, and the backer's answer. A maker is told that it must be somebody else."""

    may = ("sharing.back_up", "sharing.back_up_when_asked", "sharing.make_decision", "sharing.refer")
    template_name = "sharing/back_up.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if self.has_permission() and (refused := self._first_declares() or self._refused()):
            return refused
        return super().dispatch(request, *args, **kwargs)

    def _first_declares(self) -> HttpResponse | None:
        """Whoever sees no more than what is sent to them sees the minimum until they declared their interest."""
        user = self.request.user
        asked = user.has_perm("sharing.back_up_when_asked") and not user.has_perm("sharing.back_up")
        waiting = Decision.objects.all().backable_by(user).undeclared_by(user) if asked else Decision.objects.none()
        if waiting.referenced(self.kwargs["reference"]):
            return redirect("sharing:interest", self.kwargs["reference"])
        return None

    def _refused(self) -> HttpResponse | None:
        user = self.request.user
        if Decision.objects.by_hand_of(user).contains(self.found):
            return render(self.request, "sharing/back_up_maker.html", {"decision": self.found}, status=403)
        if not (user.has_perm("sharing.back_up") or user.has_perm("sharing.back_up_when_asked")):
            raise Http404
        return None

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not Decision.objects.backable_by(request.user).contains(self.found):
            messages.info(request, "This decision does not wait for your back-up.")
            return redirect(self.found)
        return super().get(request, *args, **kwargs)

    @property
    def is_referral(self) -> bool:
        return self.found.origin == Decision.Origin.REFERRAL

    def get_form_class(self) -> type:
        if self.waits is None:
            return BackUpForm
        return AgreeLateForm if self.waits.is_late else AgreeForm

    @property
    def waits(self) -> InPerson | None:
        """Of a referral, how long it has waited."""
        recorded_at = self.found.recorded_at
        return in_person(recorded_at) if self.is_referral and recorded_at else None

    def get_initial(self) -> dict:
        return {"version": self.found.version}

    def get_context_data(self, **kwargs) -> dict:
        decision = self.found
        return super().get_context_data(
            decision=decision,
            shown=present(decision),
            is_referral=self.is_referral,
            waits=self.waits,
            views=two_views_of(decision),
            flags=present_flags(decision.about),
            against=known_against(decision),
            copy=still_to_settle(decision).acceptable,
            **kwargs,
        )

    def record(self, form) -> str:
        said = form.cleaned_data.copy()
        verdict = Said(said.pop("verdict"))
        ANSWERS[verdict](by=self.request.user, decision=self.found, **said)
        messages.success(self.request, THEN[verdict])
        return self.found.get_absolute_url()

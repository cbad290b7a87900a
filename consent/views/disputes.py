"""Where parents disagree: the page on which a manager judges."""

from django.urls import reverse
from django.utils.functional import cached_property

from consent.actions.disputes import resolve_dispute
from consent.forms.disputes import JudgeForm
from consent.presenters.statements import Matter, matter_of
from consent.views.of_child import OfChild
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.views import RecordingView


class ResolveDispute(OfChild, RecordingView):
    """About the matter that `?about=` a statement is on, else the first on which the parents disagree."""

    may = "consent.judge_disputes"
    back = "consent:statements"
    form_class = JudgeForm
    template_name = "consent/dispute_resolve.html"
    success_message = "Your decision is recorded, with its reasons."

    @cached_property
    def matter(self) -> Matter | None:
        return matter_of(self.found, self.request.GET.get("about"))

    def get_form_kwargs(self) -> dict:
        seen = {"disputed": self.matter.disputed, "last_word": self.matter.last_word} if self.matter else {}
        return super().get_form_kwargs() | {"disputed": [], "last_word": None} | seen

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(matter=self.matter, **kwargs)

    def record(self, form) -> str:
        seen = self.matter and self.matter.statement(form.cleaned_data["last_word"])
        if not seen:
            raise Refusal("There is nothing to judge on this page any more: go back to the consents.")
        resolve_dispute(by=self.request.user, last_word=seen, **form.decided())
        return reverse("consent:statements", args=[self.found.reference])

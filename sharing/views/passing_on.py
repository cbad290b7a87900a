"""Asking an agency whether what it told us may be passed on, and its answers."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from neston_sharing.foundation.views import RecordingView
from sharing.actions.passing_on import MAY, ask_to_pass_on, record_answer
from sharing.forms.passing_on import AnswerForm, AskForm
from sharing.models import PassingOnRequest
from sharing.views.received import OneReceived


class AskToPassOn(OneReceived, RecordingView):
    may = MAY
    form_class = AskForm
    template_name = "sharing/received/ask.html"
    success_message = "Recorded that they were asked. Record their answer here when it comes."

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"received": self.found}

    def record(self, form: AskForm) -> str:
        ask_to_pass_on(by=self.request.user, received=self.found, **form.facts())
        return self.found.get_absolute_url()


class RecordAnswer(OneReceived, RecordingView):
    may = MAY
    form_class = AnswerForm
    template_name = "sharing/received/answer.html"
    success_message = "Their answer is recorded."

    @cached_property
    def asked(self) -> PassingOnRequest:
        return get_object_or_404(self.found.passing_on.all(), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"request": self.asked}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(asked=self.asked, **kwargs)

    def record(self, form: AnswerForm) -> str:
        record_answer(by=self.request.user, request=self.asked, **form.cleaned_data)
        return self.found.get_absolute_url()

"""Advice about a child: whom we asked, what they said, and the check of a text while it is typed (policy 1.7, 2.3)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property

from consent.models import Child
from neston_sharing.audit.events import record_access
from neston_sharing.foundation.forms.fields import LONGEST_TEXT
from neston_sharing.foundation.views import Found, Page, RecordingView
from sharing.actions.advice import record_advice, record_advice_answer
from sharing.advising import SEEK, children_to_ask_about, colleagues_to_ask
from sharing.checklist import Question
from sharing.forms.advice import AdviceAnswerForm, AdviceForm
from sharing.known_people import found_in
from sharing.models import Advice, Concern, Decision
from sharing.naming import marked, reasons
from sharing.presenters.advice import COLUMNS, advice_rows, present_advice

QUESTIONS = {str(question.number): question.number for question in Question}


class AboutChild(Found):
    """About one child whose file this person may read, or whose draft they work on."""

    may = SEEK

    def find(self) -> Child:
        seen = children_to_ask_about(self.request.user)
        return get_object_or_404(seen.the_one(self.kwargs["reference"]))

    def get_context_data(self, **kwargs) -> dict:
        record_access(self.request.user, self.found.reference, "file", self.found.reference)
        opens_file = Child.objects.visible_to(self.request.user).contains(self.found)
        return super().get_context_data(child=self.found, opens_file=opens_file, **kwargs)


class AdviceOfChild(AboutChild, Page):
    template_name = "sharing/advice/list.html"

    def get_context_data(self, **kwargs) -> dict:
        seen = Advice.objects.visible_to(self.request.user).about_child(self.found)
        rows = advice_rows(seen.for_lines())
        return super().get_context_data(columns=COLUMNS, rows=rows, **kwargs)


class NewAdvice(AboutChild, RecordingView):
    """From the child's file; `?decision=` with `?question=`, or `?concern=`, say where it was sought."""

    form_class = AdviceForm
    template_name = "sharing/advice/new.html"
    success_message = "The advice is recorded."

    @cached_property
    def decision(self) -> Decision | None:
        mine = Decision.objects.editable_by(self.request.user).about_child(self.found)
        return mine.referenced(self.request.GET.get("decision", ""))

    @property
    def question(self) -> int | None:
        return QUESTIONS.get(self.request.GET.get("question", "")) if self.decision else None

    @cached_property
    def concern(self) -> Concern | None:
        seen = Concern.objects.visible_to(self.request.user).touching(self.found)
        return seen.referenced(self.request.GET.get("concern", ""))

    @property
    def back_url(self) -> str:
        """Where it was sought, else the child's advice."""
        if self.decision and self.question:
            return reverse("sharing:question", args=[self.decision.reference, self.question])
        where = self.decision or self.concern
        return where.get_absolute_url() if where else reverse("sharing:advice-list", args=[self.found.reference])

    def get_form_kwargs(self) -> dict:
        check = reverse("sharing:advice-check", args=[self.found.reference])
        colleagues = colleagues_to_ask(self.found, self.request.user)
        return super().get_form_kwargs() | {"check_url": check, "colleagues": colleagues}

    def record(self, form: AdviceForm) -> str:
        advice = record_advice(
            by=self.request.user,
            child=self.found,
            decision=self.decision,
            question=self.question,
            concern=self.concern,
            **form.told(),
        )
        return self.back_url if self.question else advice.get_absolute_url()


class CheckNames(AboutChild):
    """What in a text says who the child is, as a piece of a page; nothing is kept of it, and nothing logged."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        text = request.POST.get("text", "")[:LONGEST_TEXT]
        found = found_in(self.found, {"text": text}).get("text", ())
        shown = {"segments": marked(text, found), "reasons": reasons(found)} if found else {}
        return render(request, "sharing/advice/found.html", shown)


class OneAdvice(Found):
    may = SEEK

    def find(self) -> Advice:
        seen = Advice.objects.visible_to(self.request.user).with_people().with_answers()
        return get_object_or_404(seen, reference=self.kwargs["reference"])

    def get_context_data(self, **kwargs) -> dict:
        child = self.found.child.one
        record_access(self.request.user, child.reference, "file", child.reference)
        return super().get_context_data(advice=self.found, child=child, shown=present_advice(self.found), **kwargs)


class AdvicePage(OneAdvice, Page):
    template_name = "sharing/advice/page.html"


class NewAdviceAnswer(OneAdvice, RecordingView):
    """What they said: then back to the question that is in doubt, if it was asked there."""

    form_class = AdviceAnswerForm
    template_name = "sharing/advice/answer.html"
    success_message = "Their answer is recorded."

    def get_form_kwargs(self) -> dict:
        check = reverse("sharing:advice-check", args=[self.found.child.one.reference])
        return super().get_form_kwargs() | {"check_url": check, "on_purpose": self.found.on_purpose}

    def record(self, form: AdviceAnswerForm) -> str:
        record_advice_answer(by=self.request.user, advice=self.found, **form.cleaned_data)
        return self.found.get_absolute_url()

"""The form of a question: the policy's wording, the answers that its table takes, and the reasons each asks for."""

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from consent.models import Law
from neston_sharing.foundation.forms import Prose
from neston_sharing.foundation.forms.layout import Question as Heading
from neston_sharing.foundation.forms.layout import ShownWhen
from sharing.checklist import QUESTIONS, Answer, Question
from sharing.forms.draft import DraftForm
from sharing.guidance import GUIDANCE
from sharing.models import Advice, Decision
from sharing.presenters.advice import what_was_said, whom_of

ASKED = '<p class="hint" data-shown-when="answer={}"><strong>{}:</strong> {}</p>'


class AdviceChoice(forms.ModelChoiceField):
    def __init__(self, **kwargs) -> None:
        super().__init__(Advice.objects.none(), widget=forms.RadioSelect, empty_label=None, **kwargs)

    def label_from_instance(self, advice: Advice) -> str:
        return whom_of(advice)


class Asked:
    """What an answer's reasons are to say."""

    def __init__(self, answer: Answer, words: str) -> None:
        self.answer, self.words = answer, words

    def render(self, form, told) -> SafeString:
        return format_html(ASKED, self.answer.value, self.answer.label, self.words)


class QuestionForm(DraftForm):
    """Questions that ask for nothing but an answer and its reasons: 1, 2, 3 and 8. Others extend it."""

    answer = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": "Choose an answer", "invalid_choice": "Choose an answer"}
    )
    reason = Prose(required=False, label="Your reasons", rows=4)
    advice: forms.ModelChoiceField = AdviceChoice(required=False, label="Which advice settles it?")
    not_offered: tuple[Answer, ...] = ()
    unreasoned: tuple[Answer, ...] = ()  # answers whose reasons are asked for by a field of their own

    def __init__(self, *args, question: Question, decision: Decision, advice=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.decision = question, decision
        entry, words = QUESTIONS[question], GUIDANCE[question]
        offered = [choice.answer for choice in entry.choices if choice.answer not in self.not_offered]
        answer = self.fields["answer"]
        answer.choices = [(value.value, value.label) for value in offered]
        answer.choice_hints = {value.value: words.choices[value].hint for value in offered}
        answer.label, answer.help_text = entry.wording, words.hint
        self.asking = {
            value: words.choices[value].reason_asked
            for value in offered
            if words.choices[value].reason_asked and value not in self.unreasoned
        }
        self.build()
        self.laid_out(*self.layout(), *self.citing(advice))

    def build(self) -> None:
        """Fill in what depends on the decision."""

    def layout(self) -> tuple:
        return ("answer" if self.question is Question.RECORDED else Heading("answer"), self.reasons())

    def citing(self, given: QuerySet[Advice] | None) -> list:
        """The choice among what was advised, where an answer was in doubt: every answer but doubt cites it."""
        if not given:
            del self.fields["advice"]
            return []
        self.fields["advice"].queryset = given
        self.fields["advice"].choice_hints = {str(row.pk): what_was_said(row) for row in given}
        sure = [value for value, _ in self.fields["answer"].choices if value != Answer.NOT_SURE]
        return [ShownWhen("answer", sure, "advice")]

    def reasons(self) -> ShownWhen:
        """One box for the reasons of whichever answer is chosen, under what that answer asks."""
        lines = [Asked(answer, words) for answer, words in self.asking.items()]
        return ShownWhen("answer", [value.value for value in self.asking], *lines, "reason")

    def clean(self) -> dict:
        """A box that the chosen answer does not show was written for another answer."""
        said = super().clean()
        if said.get("answer") not in self.asking:
            said["reason"] = ""
        return said

    def details(self) -> dict:
        """What the action is told beside answer and reason."""
        return {}


class DutyForm(QuestionForm):
    duty = forms.ModelChoiceField(
        Law.objects.none(), required=False, widget=forms.RadioSelect, empty_label=None, label="Which duty or order?"
    )

    def build(self) -> None:
        duties = Law.objects.duties().in_force()
        self.fields["duty"].queryset = duties
        self.fields["duty"].choice_hints = {str(law.pk): f"{law.citation}. {law.used_for}" for law in duties}

    def layout(self) -> tuple:
        return (Heading("answer"), ShownWhen("answer", "yes", "duty"), self.reasons())

    def details(self) -> dict:
        return {"duty": self.cleaned_data["duty"]}

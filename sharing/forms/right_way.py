"""Question 7: the seven tests of the items that are there, the route, and how we know the recipient."""

from django import forms

from neston_sharing.foundation.forms import Prose
from sharing.checklist import Answer
from sharing.forms.question import QuestionForm
from sharing.models import Decision
from sharing.models.answer import SEVEN_TESTS

TESTS_ASK = {
    "necessary": "The purpose cannot be met without it.",
    "proportionate": "No more than the purpose needs.",
    "relevant": "Only to those who need it, and only what bears on it.",
    "adequate": "Enough to be understood rightly.",
    "accurate": "Up to date; fact and opinion kept apart.",
    "timely": "In time to make a difference.",
    "secure": "The route and address are right, and checked.",
}


class RightWayForm(QuestionForm):
    tests_met = forms.MultipleChoiceField(
        choices=[(test, test.capitalize()) for test in SEVEN_TESTS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Which of the seven hold, for these items, this recipient and this route?",
        help_text="Yes takes all seven. Leave open what must be put right.",
    )
    route = forms.ChoiceField(
        choices=[("", "Choose how"), *Decision.ROUTES],
        required=False,
        label="How will it be shared?",
    )
    identity_known_how = Prose(
        required=False,
        rows=2,
        label="How do you know that the recipient is who they say?",
        help_text="For example, called back on the agency's number in the directory",
    )
    not_offered = (Answer.NOT_SHARING,)
    typed = ("tests_met", "route", "identity_known_how", "answer", "reason")

    def build(self) -> None:
        self.fields["tests_met"].choice_hints = TESTS_ASK
        self.fields["answer"].label = "Are we sharing the right information in the right way?"
        for name in ("tests_met", "route", "identity_known_how"):
            self.fields[name].unmarked = True

    def layout(self) -> tuple:
        return ("tests_met", "route", "identity_known_how", "answer", self.reasons())

    def details(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("tests_met", "route", "identity_known_how")}

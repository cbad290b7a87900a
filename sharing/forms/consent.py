"""Question 4: risk first, then consent; only a consent on file that covers this sharing can be relied on."""

from django import forms

from consent import coverage
from consent.models import ConsentStatement
from neston_sharing.foundation.forms import Prose
from neston_sharing.foundation.forms.layout import ShownWhen, SideBySide
from sharing.checklist import Answer
from sharing.forms.draft import Part
from sharing.forms.question import QuestionForm
from sharing.presenters.answers import consent_in_words

YES_OR_NO = (("yes", "Yes"), ("no", "No"))


class ConsentChoice(forms.ModelChoiceField):
    def label_from_instance(self, consent: ConsentStatement) -> str:
        return consent_in_words(consent)


class ConsentForm(QuestionForm):
    at_risk = forms.ChoiceField(
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        label="First: might a child be at risk of harm?",
        help_text="If so, consent is not asked for: protection comes before privacy, and nothing rests on consent.",
        error_messages={"required": "Say whether a child might be at risk of harm"},
    )
    consent = ConsentChoice(
        ConsentStatement.objects.none(),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
        label="Which consent do you rely on?",
        error_messages={"invalid_choice": "Choose a consent that covers this sharing: the one chosen does not"},
    )
    expected = Prose(required=False, label="Would the person expect this sharing, and how do you know?", rows=3)
    unreasoned = (Answer.IN_FORCE,)
    field_order = ("at_risk", "answer")

    def build(self) -> None:
        """Offer what bears on this recipient and covers it; the page shows the rest with why it does not."""
        self.bearing = coverage.bearing(self.decision.child, self.decision.agency)
        covering = {str(found.statement.pk): found.coverage.why for found in self.bearing if found.coverage.ok}
        self.fields["consent"].queryset = ConsentStatement.objects.filter(pk__in=covering).with_people()
        self.fields["consent"].choice_hints = covering
        self.fields["answer"].label = "Do we have consent to share?"
        self.fields["answer"].help_text = "Consent covers this recipient and this purpose, and can be withdrawn."
        self.covers = bool(covering)
        self.proposed = Answer(coverage.proposed_state(self.decision.child, self.decision.agency)).label

    def layout(self) -> tuple:
        relied_on = ("consent", "expected") if self.covers else ("expected",)
        return (
            SideBySide("at_risk"),
            ShownWhen("at_risk", "yes", Part("not_asked_for")),
            ShownWhen("at_risk", "no", Part("consents", decision=self.decision)),
            "answer",
            ShownWhen("answer", "in_force", *relied_on),
            self.reasons(),
        )

    def details(self) -> dict:
        said = self.cleaned_data
        return {"at_risk": said["at_risk"] == "yes", "consent": said["consent"], "expected": said["expected"]}

"""Question 4: risk first, then consent; only a consent on file that covers this sharing can be relied on.

What is on file proposes the answer. Before anybody is asked, the page asks whether a no would change anything.
"""

from django import forms

from consent import coverage
from consent.models import ConsentStatement
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms import Prose
from neston_sharing.foundation.forms.layout import ShownWhen, SideBySide
from sharing.actions.fitting_consent import SAY_WHETHER_AT_RISK, TellInstead, answers_otherwise, why_otherwise
from sharing.checklist import Answer
from sharing.forms.draft import Part
from sharing.forms.question import QuestionForm
from sharing.presenters.answers import consent_in_words

YES_OR_NO = (("yes", "Yes"), ("no", "No"))
SAID = {"yes": True, "no": False}


class ConsentChoice(forms.ModelChoiceField):
    def label_from_instance(self, consent: ConsentStatement) -> str:
        return consent_in_words(consent)


class ConsentForm(QuestionForm):
    at_risk = forms.ChoiceField(
        choices=YES_OR_NO,
        widget=forms.RadioSelect,
        label="First: might a child be at risk of harm?",
        help_text="If so, consent is not asked for: protection comes before privacy, and nothing rests on consent.",
        required=False,  # the action asks for it, together with all else
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
    share_anyway = forms.ChoiceField(
        choices=YES_OR_NO,
        required=False,
        widget=forms.RadioSelect,
        label="If they refuse, would you share anyway?",
        help_text="Then do not ask: a no that you would override is no real choice. Tell them instead.",
    )
    unreasoned = (Answer.IN_FORCE,)
    field_order = ("at_risk", "answer")

    def build(self) -> None:
        """Offer what bears on this recipient and covers it; the page shows the rest with why it does not."""
        words = coverage.Reliance(self.decision.child)
        self.bearing = words.bearing(self.decision.agency)
        self.proposed = Answer(words.state(self.decision.agency))
        covering = {str(found.statement.pk): found.coverage.why for found in self.bearing if found.coverage.ok}
        self.fields["consent"].queryset = ConsentStatement.objects.filter(pk__in=covering).with_people()
        self.fields["consent"].choice_hints = covering
        self.covers = bool(covering)
        self.fields["at_risk"].unmarked = True
        self._ask()

    def _ask(self) -> None:
        """Mark the answer that is proposed, and ask of every other that speaks of what is on file why it is given."""
        answer = self.fields["answer"]
        answer.label = "Do we have consent to share?"
        answer.help_text = "Consent covers this recipient and this purpose, and can be withdrawn."
        hint = answer.choice_hints[self.proposed.value]
        answer.choice_hints[self.proposed.value] = f"Proposed, by what is on file. {hint}"
        if not self.covers:
            answer.choice_hints[Answer.IN_FORCE.value] = "No consent on file covers this sharing. Record one first."
        spoken_of = ({Answer.IN_FORCE: ""} if self.covers else {}) | self.asking
        for value, asked in spoken_of.items():
            if answers_otherwise(value, self.proposed):
                self.asking[value] = f"{why_otherwise(self.proposed)} {asked}".strip()

    def layout(self) -> tuple:
        relied_on = [ShownWhen("answer", Answer.IN_FORCE.value, "consent", "expected")] if self.covers else []
        return (
            SideBySide("at_risk"),
            ShownWhen("at_risk", "yes", Part("not_asked_for")),
            ShownWhen("at_risk", "no", Part("consents", decision=self.decision)),
            "answer",
            *relied_on,
            ShownWhen("answer", Answer.NOT_YET_SOUGHT.value, SideBySide("share_anyway")),
            self.reasons(),
        )

    def clean(self) -> dict:
        """Whoever pressed "Do not ask: tell them instead" has answered so."""
        said = super().clean()
        self.ask_for("at_risk", not (said.get("answer") or said.get("at_risk")), SAY_WHETHER_AT_RISK)
        if self.data.get("instead") == "yes" and said.get("answer") == Answer.NOT_YET_SOUGHT:
            said["answer"] = Answer.NOT_SOUGHT.value
            self._say_next_time("answer", Answer.NOT_SOUGHT.value)
        return said

    def refuse(self, refusal: Refusal) -> None:
        self.tell_instead = isinstance(refusal, TellInstead)
        if not self.tell_instead:
            super().refuse(refusal)

    def details(self) -> dict:
        said = self.cleaned_data
        return {
            "at_risk": SAID.get(said["at_risk"]),
            "consent": said["consent"],
            "expected": said["expected"],
            "share_anyway": SAID.get(said["share_anyway"]),
        }

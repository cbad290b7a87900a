"""Question 6: the three criteria, each with its evidence, and that not sharing could be worse, both sides set out."""

from django import forms

from neston_sharing.foundation.forms import Prose
from neston_sharing.foundation.forms.layout import Question as Heading
from neston_sharing.foundation.forms.layout import ShownWhen
from sharing.forms.question import QuestionForm
from sharing.models import Ground

CRITERIA = (Ground.Kind.CRITERION_1, Ground.Kind.CRITERION_2, Ground.Kind.CRITERION_3)


class PublicInterestForm(QuestionForm):
    grounds = forms.MultipleChoiceField(
        choices=Ground.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="What does the public interest rest on?",
        help_text="Choose every ground that holds, at least one.",
    )
    evidence_criterion_1 = Prose(required=False, rows=3, label="Evidence that the child is suffering or at risk")
    evidence_criterion_2 = Prose(required=False, rows=3, label="What gives reasonable cause to believe it")
    evidence_criterion_3 = Prose(required=False, rows=3, label="Whom it would protect from what, or which crime")
    evidence_worse = Prose(required=False, rows=3, label="What could happen if it is not shared")
    other_side = Prose(required=False, rows=3, label="What could happen if it is shared")

    def layout(self) -> tuple:
        boxes = [ShownWhen("grounds", kind.value, f"evidence_{kind.value}") for kind in CRITERIA]
        worse = ShownWhen("grounds", "worse", "evidence_worse", "other_side")
        return (Heading("answer"), ShownWhen("answer", "yes", "grounds", *boxes, worse), self.reasons())

    def details(self) -> dict:
        said = self.cleaned_data
        return {
            "grounds": [
                {"kind": kind, "evidence": said[f"evidence_{kind}"], "other_side": said["other_side"]}
                for kind in said["grounds"]
            ]
        }

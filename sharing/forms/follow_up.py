"""What came of a sharing, and a step of the recipient's protocol that was taken."""

from django import forms
from django.utils import timezone

from neston_sharing.foundation.forms import BritishDateTimeField, Form, Prose
from neston_sharing.foundation.forms.layout import ShownWhen, neston_helper
from sharing.models import ReferralNews

Kind = ReferralNews.Kind
WITH_REFERENCE = (Kind.REFERENCE, Kind.ACKNOWLEDGED, Kind.OUTCOME)


class FollowUpForm(Form):
    kind = forms.ChoiceField(
        label="What happened?",
        choices=[
            (Kind.ACKNOWLEDGED, "They said that they have it"),
            (Kind.REFERENCE, "They gave us their reference"),
            (Kind.OUTCOME, "They said what they do, or did"),
            (Kind.CHASED, "We chased it: nobody had answered"),
            (Kind.ESCALATED, "We escalated it to the next one up"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happened"},
    )
    happened_at = BritishDateTimeField(label="When?", error_messages={"required": "Enter when it happened"})
    who = forms.CharField(label="With whom? Name and post", max_length=200, required=False)
    their_reference = forms.CharField(label="Their reference", max_length=100, required=False)
    text = Prose(label="What was said?", rows=4, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("happened_at", timezone.localtime())
        reference = ShownWhen("kind", WITH_REFERENCE, "their_reference")
        self.fields["who"].unmarked = self.fields["text"].unmarked = True
        self.helper = neston_helper(self, "kind", "happened_at", "who", reference, "text")

    def clean(self) -> dict:
        said = super().clean()
        kind, reference = said.get("kind"), said.get("their_reference")
        self.ask_for("their_reference", kind == Kind.REFERENCE and not reference, "Enter their reference")
        if kind and kind != Kind.REFERENCE:
            self.ask_for("who", not said.get("who"), "Enter with whom you spoke: name and post")
            self.ask_for("text", not (reference or said.get("text")), "Say what was said, or what you did")
        return said


class StepForm(Form):
    """It is ticked off once, and stays: there is no way to take a tick back."""

    taken_at = BritishDateTimeField(label="When was it done?", error_messages={"required": "Enter when it was done"})
    note = Prose(label="Note", rows=2, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("taken_at", timezone.localtime())

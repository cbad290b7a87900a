from django import forms

from neston_sharing.foundation.forms import Form, Prose
from neston_sharing.foundation.forms.layout import ShownWhen, neston_helper

NONE, SOME = "no", "yes"


class InterestForm(Form):
    has_conflict = forms.ChoiceField(
        label="Do you have a conflict of interest?",
        widget=forms.RadioSelect,
        choices=[(NONE, "No"), (SOME, "Yes")],
        error_messages={"required": "Say whether you have a conflict of interest"},
    )
    text = Prose(label="What is it?", rows=2, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["has_conflict"].choice_hints = {
            NONE: "I am not close to this family, and nothing in it is about me or mine.",
            SOME: "For example, I am a parent, relation, friend or neighbour. Somebody else backs it.",
        }
        self.helper = neston_helper(self, "has_conflict", ShownWhen("has_conflict", SOME, "text"))

    def clean(self) -> dict:
        said = super().clean()
        missing = said.get("has_conflict") == SOME and not said.get("text")
        self.ask_for("text", missing, "Say what the conflict is: it is recorded")
        return said

    def facts(self) -> dict:
        return {"has_conflict": self.cleaned_data["has_conflict"] == SOME, "text": self.cleaned_data["text"]}

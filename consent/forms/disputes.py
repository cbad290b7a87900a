"""A manager's judgement where parents disagree (guidance: never silently either way)."""

from django import forms
from django.utils.formats import date_format

from consent.models import ConsentStatement
from neston_sharing.foundation.forms import Form, Prose

NONE = "none"


class JudgeForm(Form):
    relies_on = forms.ChoiceField(
        label="What do you decide?", widget=forms.RadioSelect, error_messages={"required": "Choose what you decide"}
    )
    reasons = Prose(
        label="Why?",
        help_text="What each parent says, what is best for the child, whom you asked. It is shown ever after.",
        error_messages={"required": "Write your reasons"},
    )
    last_word = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, disputed: list[ConsentStatement], last_word: ConsentStatement | None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.disputed = {str(word.pk): word for word in disputed}
        rely = [(number, f"Rely on the consent of {word.parent.name}") for number, word in self.disputed.items()]
        self.fields["relies_on"].choices = [*rely, (NONE, "Treat it as no consent")]
        self.fields["relies_on"].choice_hints = {
            number: f"Given on {date_format(word.stated_on)}" for number, word in self.disputed.items()
        } | {NONE: "Nothing is shared on the basis of consent in this matter"}
        self.fields["last_word"].initial = last_word.pk if last_word else ""

    def decided(self) -> dict:
        """Give what the action takes: the consent to rely on (None for no consent), and the reasons."""
        said = self.cleaned_data
        return {"relies_on": self.disputed.get(said["relies_on"]), "reasons": said["reasons"]}

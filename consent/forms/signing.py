from django import forms

from consent import drawing, wording
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms import Form, Prose
from neston_sharing.foundation.forms.layout import Group, SignaturePad, neston_helper

SIGNATURES = ("strokes", "typed_name")


class Sign(Form):
    """Four boxes, none ticked beforehand, and a signature drawn or typed."""

    strokes = forms.CharField(
        label="Your signature", widget=forms.HiddenInput, required=False, max_length=drawing.MOST_CHARACTERS
    )
    typed_name = forms.CharField(
        label="Or type your full name instead",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for each in wording.CURRENT.acknowledgements:
            self.fields[each.name] = forms.BooleanField(label=each.sentence, help_text=each.more, required=False)
        self.order_fields([*wording.NAMES, *SIGNATURES])
        self.fields["typed_name"].unmarked = True
        self.helper = neston_helper(
            self, Group("Tick each box that is true", *wording.NAMES), SignaturePad("strokes"), "typed_name"
        )

    def clean_strokes(self) -> dict | None:
        text = self.cleaned_data["strokes"]
        if not text:
            return None
        try:
            return drawing.parse(text)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from None

    def clean(self) -> dict:
        """All that is missing at once; the action refuses it again, whoever asks."""
        said = super().clean()
        for each in wording.CURRENT.acknowledgements:
            if not said.get(each.name):
                self.add_error(each.name, f"Tick to sign: {each.sentence}")
        if not self.errors.keys() & set(SIGNATURES) and not any(map(said.get, SIGNATURES)):
            self.add_error("typed_name", "Draw your signature, or type your full name")
        return said

    def acknowledged(self) -> list[str]:
        return [name for name in wording.NAMES if self.cleaned_data[name]]


class Decline(Form):
    why = Prose(label="Why not? You do not have to say", rows=3, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].unmarked = True
        self.helper = neston_helper(self)

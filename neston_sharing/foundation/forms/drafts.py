"""What the forms on a draft have: the mark of the text that the writer saw."""

from django import forms

from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.meanwhile import SavedMeanwhile


class Draft(Form):
    """`overtaken` is set when somebody saved meanwhile; what was typed stays, and saving again puts it in its place."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    overtaken = False

    def refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, SavedMeanwhile):
            self.overtaken = True
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = refusal.now
        super().refuse(refusal)

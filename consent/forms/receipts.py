"""Checking a parent's copy: by the code on the paper, or by the PDF itself."""

import hashlib

from django import forms

from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.uploads import LARGEST

ONE_OF_THE_TWO = "Enter the code from the paper, or choose the PDF"


class CheckForm(Form):
    code = forms.CharField(
        label="Code on the paper",
        max_length=100,
        required=False,
        help_text="26 letters and digits. Capitals, spaces and hyphens do not matter.",
    )
    file = forms.FileField(
        label="Or the PDF as it was sent",
        required=False,
        help_text="The file itself. A scan or a photograph of the paper does not do: enter its code.",
        error_messages={"empty": "This file is empty: choose the PDF"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.unmarked = True  # one of the two is needed

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST:
            raise forms.ValidationError("This file is larger than any copy we make")
        return file

    def clean(self) -> dict:
        given = super().clean()
        self.ask_for("code", not given.get("code") and not given.get("file") and not self.errors, ONE_OF_THE_TWO)
        if given.get("code") and given.get("file"):
            self.add_error("code", "Enter the code or choose the PDF, not both")
        return given

    @property
    def sha256(self) -> str:
        """The hash of the chosen PDF, or nothing where a code was typed."""
        file = self.cleaned_data["file"]
        return hashlib.sha256(file.read()).hexdigest() if file else ""

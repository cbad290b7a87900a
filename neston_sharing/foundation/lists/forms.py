from collections.abc import Callable

from django import forms

from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.lists.spreadsheet import LARGEST, TOO_LARGE


class BringList(Form):
    """The file as the spreadsheet saved it; what `read` refuses as no such list is refused before it is kept."""

    read: Callable[[bytes], object]

    file = forms.FileField(
        label="The list, saved as CSV",
        help_text="Up to 5,000 rows and 10 MB. In Excel, Numbers or LibreOffice: “Save as” or “Export”, then CSV.",
        error_messages={"required": "Choose the file", "empty": "This file is empty: choose the list"},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        content = file.read()
        try:
            self.read(content)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from None
        return content


class EnterList(Form):
    """Nothing to fill in: `seen` says what this person looked through."""

    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

from django.core.exceptions import ValidationError

from consent.forms.fields import OneChild
from neston_sharing.foundation.forms import Form, Prose


class OtherRow(Form):
    """Asked for by name, and posted: a name does not belong in an address."""

    other = OneChild(
        label="Who is the same child?", error_messages={"required": "Enter the other row's name or reference"}
    )

    def __init__(self, *args, user, child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].user, self.child = user, child

    def clean_other(self):
        if self.cleaned_data["other"] == self.child:
            raise ValidationError("This is the row you came from. Enter the other one's name or reference")
        return self.cleaned_data["other"]


class MergeForm(Form):
    reason = Prose(
        label="How do you know?",
        rows=3,
        help_text="For example, the same birth certificate was seen for both",
        error_messages={"required": "Say how you know that they are the same"},
    )


class UndoMergeForm(Form):
    why = Prose(
        label="How do you know that they are not the same?",
        rows=3,
        error_messages={"required": "Say how you know that they are not the same"},
    )

"""What a manager enters while the words of a consent are drafted and adopted."""

from django import forms

from neston_sharing.foundation.forms import BritishDateField, Prose
from neston_sharing.foundation.forms.drafts import Draft


class WordsForm(Draft):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)  # empty: no draft was there
    text = Prose(
        label="Words",
        rows=16,
        help_text="A line that begins with # and a space is a heading, with - and a space a point. "
        "Every other line is a paragraph.",
        error_messages={"required": "Enter the words"},
    )


class AdoptWords(Draft):
    adopted_by = forms.CharField(
        label="Who adopted them?",
        max_length=150,
        help_text="For example, the management committee",
        error_messages={"required": "Enter who adopted them"},
    )
    minutes_on = BritishDateField(
        label="The minutes of which meeting say so?",
        help_text="The day of the meeting, such as 27/3/2026",
        error_messages={"required": "Enter the day of the meeting whose minutes say so"},
    )

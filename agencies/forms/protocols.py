"""What may be entered about a protocol (policy 1.5)."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from agencies.forms.choices import AgencyChoice
from agencies.models import Agency
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.drafts import Draft

A_YEAR = timedelta(days=365)


def next_review():
    return timezone.localdate() + A_YEAR


class SaysWhatToDo(forms.Form):
    thresholds = Prose(
        label="When does it apply?",
        help_text="The thresholds: what must be so before the first step is taken",
        required=False,
    )
    steps = Prose(
        label="What is to be done?",
        rows=8,
        required=False,
        help_text="One step a line, in order. If there is a time for it, end the line with it: "
        "“within 1 hour”, “within 2 days”, “within 1 working day”.",
    )
    review_due = BritishDateField(
        label="When is it to be reviewed?",
        initial=next_review,
        error_messages={"required": "Enter the day by which it is to be reviewed"},
    )

    def clean_review_due(self):
        day = self.cleaned_data["review_due"]
        if day <= timezone.localdate():
            raise forms.ValidationError("Enter a day that is still to come")
        return day


class NewProtocolForm(Form, SaysWhatToDo):
    title = forms.CharField(
        label="What is the protocol about?",
        max_length=200,
        help_text="For example, Referral to children's social care",
        error_messages={"required": "Enter what the protocol is about"},
    )
    agency = AgencyChoice(label="With one agency", required=False)
    kind = forms.ChoiceField(
        label="Or with every agency of a kind",
        required=False,
        choices=[("", "Choose a kind"), *Agency.Kind.choices],
    )
    agency.unmarked = kind.unmarked = True  # type: ignore[attr-defined]  # one of the two is needed
    field_order = ("title", "agency", "kind", "thresholds", "steps", "review_due")


class ProtocolDraftForm(Draft, SaysWhatToDo):
    pass


class AdoptProtocolForm(Draft):
    adopted_on = BritishDateField(
        label="When was it adopted?",
        initial=timezone.localdate,
        error_messages={"required": "Enter the day on which it was adopted"},
    )


class ReviewForm(Form):
    review_due = BritishDateField(
        label="When is the new version to be reviewed?",
        initial=next_review,
        error_messages={"required": "Enter the day by which the new version is to be reviewed"},
    )
    clean_review_due = SaysWhatToDo.clean_review_due


class DocumentForm(Form):
    title = forms.CharField(
        label="What is the document called?",
        max_length=200,
        help_text="For example, Multi-agency referral form",
        error_messages={"required": "Enter what the document is called"},
    )
    file = forms.FileField(
        label="The document",
        help_text="PDF, JPEG or PNG, up to 10 MB. Files are not scanned for viruses.",
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        error_messages={"required": "Choose the file", "empty": "This file is empty: choose another one"},
    )

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from consent.forms.fields import StaffChoice
from neston_sharing.foundation.forms import BritishDateField, Form, PagesField


class ConfirmForm(Form):
    """What a parent said aloud, now signed by them on paper."""

    signed_on = BritishDateField(label="Signed on", error_messages={"required": "Enter the day on which it was signed"})
    witness = StaffChoice(
        label="Who saw it signed?", empty_label="Choose a person", error_messages={"required": "Choose a person"}
    )
    scan = PagesField(label="All pages of the paper", error_messages={"required": "Choose the scan or the photographs"})
    all_pages = forms.BooleanField(
        label="These are all pages of the paper",
        error_messages={"required": "Look whether all pages are there, then tick this"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].initial = timezone.localdate()
        self.fields["witness"].offer(get_user_model().objects.active().by_name())

    def signed(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("signed_on", "witness", "scan")}

"""What a foster carer may sign: the paper that says so, and its last day."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from consent.forms.fields import StaffChoice
from consent.models import Signable
from neston_sharing.foundation.forms import BritishDateField, Form
from neston_sharing.foundation.forms.layout import Group, Row, neston_helper


class NewDelegation(Form):
    what = forms.MultipleChoiceField(
        label="What may they sign?",
        choices=Signable.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick only what the paper names",
        error_messages={"required": "Choose what they may sign"},
    )
    delegated_by = forms.CharField(
        label="Who delegates it, and where is that written?",
        max_length=300,
        help_text="For example, Fatima Siddiqui for the council, in the placement plan of 3 May 2026. "
        "Only whoever has parental responsibility can delegate",
        error_messages={"required": "Say who delegates it, and where that is written"},
    )
    since = BritishDateField(label="Since", error_messages={"required": "Enter the day from which they may sign it"})
    until = BritishDateField(label="Until", required=False, help_text="Leave empty if the paper names no last day")
    seen_on = BritishDateField(label="Seen on", error_messages={"required": "Enter the day on which it was seen"})
    seen_by = StaffChoice(label="Seen by", error_messages={"required": "Choose who saw it"})

    def __init__(self, *args, by, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_by"].offer(get_user_model().objects.by_name())
        self.fields["seen_by"].initial, self.fields["seen_on"].initial = by, timezone.localdate()
        paper = Group("The paper was seen", Row("seen_on", "seen_by"))
        self.helper = neston_helper(self, "what", "delegated_by", Row("since", "until"), paper)


class EndDelegation(Form):
    until = BritishDateField(
        label="What is its last day?",
        help_text="They can still sign on that day, and not after it. For example, 27/3/2026",
        error_messages={"required": "Enter the last day on which they can sign"},
    )

from django import forms

from consent.forms.fields import StaffChoice
from consent.models import CareAssignment
from neston_sharing.foundation.forms import BritishDateField, Form
from neston_sharing.foundation.forms.layout import SideBySide, neston_helper

Role = CareAssignment.Role


class CareForm(Form):
    role = forms.ChoiceField(
        label="As what?",
        choices=Role,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they are key person or cover"},
    )
    person = StaffChoice(label="Who?", empty_label="Choose a person", error_messages={"required": "Choose a person"})
    since = BritishDateField(label="From", error_messages={"required": "Enter the first day"})
    until = BritishDateField(
        label="Until", required=False, help_text="The last day. Leave it empty if no end is known."
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer()
        self.helper = neston_helper(self, SideBySide("role"), "person", "since", "until")


class EndCare(Form):
    until = BritishDateField(label="Which day is the last?", error_messages={"required": "Enter the last day"})

"""What a manager enters when the committee adopts a version of a policy (policy 1.2)."""

from django import forms

from consent.models import PolicyVersion
from neston_sharing.foundation.forms import BritishDateField, Form, Prose

LONGEST_POLICY = 100_000


class PolicyForm(Form):
    policy = forms.ChoiceField(
        label="Which policy is it?",
        choices=PolicyVersion.Policy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which policy it is"},
    )
    title = forms.CharField(
        label="Title, as it stands on the policy",
        max_length=200,
        error_messages={"required": "Enter the title as it stands on the policy"},
    )
    adopted_on = BritishDateField(
        label="When did the committee adopt it?", error_messages={"required": "Enter the day it was adopted"}
    )
    reviewed_on = BritishDateField(
        label="When was it last reviewed?",
        required=False,
        help_text="If the paper names only a month, enter its first day, and say so in the note",
    )
    review_due = BritishDateField(
        label="When is it due for review?",
        help_text="If the paper names only a month, enter its last day",
        error_messages={"required": "Enter the day by which it is due for review"},
    )
    signatory = forms.CharField(
        label="Who signed it?",
        max_length=150,
        error_messages={"required": "Enter the name of the person who signed it"},
    )
    signatory_role = forms.CharField(
        label="Their role", max_length=150, required=False, help_text="For example, Chairperson"
    )
    text = Prose(
        label="Text of the policy",
        rows=20,
        max_length=LONGEST_POLICY,
        help_text="The whole text, as adopted. A line that begins with a number such as 2.1 becomes that clause.",
        error_messages={"required": "Enter the text of the policy"},
    )
    legal_framework = Prose(label="Legal framework", required=False, rows=3, help_text="One Act a line")
    note = Prose(
        label="Note for managers",
        required=False,
        rows=3,
        help_text="What wants correcting at the next review, for example",
    )

"""What a manager enters while a new version of a policy is drafted and adopted (policy 1.2)."""

from django import forms

from consent.models import PolicyVersion
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.drafts import Draft
from neston_sharing.foundation.forms.layout import Group, neston_helper

LONGEST_POLICY = 100_000


class StartDraft(Form):
    policy = forms.ChoiceField(
        label="Which policy is it?",
        choices=PolicyVersion.Policy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which policy it is"},
    )


class PolicyDraftForm(Draft):
    title = forms.CharField(
        label="Title, as it is to stand on the policy",
        max_length=200,
        error_messages={"required": "Enter the title as it is to stand on the policy"},
    )
    text = Prose(
        label="Text of the policy",
        rows=24,
        max_length=LONGEST_POLICY,
        help_text="The whole text. A line that begins with a number such as 2.1 becomes that clause.",
        error_messages={"required": "Enter the text of the policy"},
    )
    legal_framework = Prose(label="Legal framework", required=False, rows=3, help_text="One Act a line")
    note = Prose(
        label="Note for managers",
        required=False,
        rows=3,
        help_text="What wants correcting at the next review, for example",
    )


class AdoptPolicy(Draft):
    """Who adopted it, when, and where that stands. `compared_with` is the version that the draft was read beside."""

    compared_with = forms.ModelChoiceField(PolicyVersion.objects.all(), widget=forms.HiddenInput, required=False)
    adopted_by = forms.CharField(
        label="Who adopted it?",
        max_length=150,
        help_text="For example, the management committee",
        error_messages={"required": "Enter who adopted it"},
    )
    adopted_on = BritishDateField(
        label="When did they adopt it?", error_messages={"required": "Enter the day it was adopted"}
    )
    minutes_on = BritishDateField(
        label="The minutes of which meeting say so?",
        help_text="The day of the meeting, such as 27/3/2026",
        error_messages={"required": "Enter the day of the meeting whose minutes say so"},
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

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = neston_helper(
            self,
            "seen",
            "compared_with",
            Group("Adoption", "adopted_by", "adopted_on", "minutes_on"),
            Group("Review", "reviewed_on", "review_due"),
            Group("Signature", "signatory", "signatory_role"),
        )


class GiveUp(Form):
    """Why something is not gone on with."""

    why = Prose(label="Why?", rows=3, error_messages={"required": "Say why"})

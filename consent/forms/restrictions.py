from django import forms
from django.contrib.auth import get_user_model

from neston_sharing.foundation.forms import Form, Prose, Several


class NewRestriction(Form):
    readers = Several(
        label="Who may see this record?",
        help_text="The designated safeguarding lead may in any case. Whoever is not chosen loses sight of it: you too.",
        queryset=get_user_model().objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = Prose(
        label="Why?",
        rows=3,
        error_messages={"required": "Say why the record is for these people alone"},
        help_text="Those who may see the record read this.",
    )

    def __init__(self, *args, people, **kwargs) -> None:
        """`people` may be named."""
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = people


class LiftRestriction(Form):
    why = Prose(
        label="Why need it not be restricted any more?",
        rows=3,
        error_messages={"required": "Say why the record need not be restricted any more"},
    )

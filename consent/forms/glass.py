from django import forms

from neston_sharing.foundation.forms import Form, Prose


class BreakGlass(Form):
    name = forms.CharField(
        label="Whose file do you need?",
        max_length=300,
        help_text="The child's full name or reference, exactly",
        error_messages={"required": "Enter the child's full name or reference"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = Prose(
        label="Why do you need it now?",
        rows=3,
        error_messages={"required": "Say why you need this file now"},
        help_text="For example, a paramedic asks for her medication. A designated person reads this.",
    )


class AcknowledgeGlass(Form):
    found = Prose(
        label="What did you find?",
        rows=3,
        help_text="Whether they needed the file, and who talked to them",
        error_messages={"required": "Say what you found"},
    )

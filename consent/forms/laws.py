"""What a manager enters when the law changes."""

from django import forms

from consent.models import Law
from neston_sharing.foundation.forms import BritishDateField, Form, Prose


class LawForm(Form):
    kind = forms.ChoiceField(
        label="What is it?",
        choices=Law.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Enter its name"})
    citation = forms.CharField(
        label="Citation",
        max_length=300,
        help_text="For example, UK GDPR Art. 6(1)(c)",
        error_messages={"required": "Enter where it is laid down"},
    )
    code = forms.SlugField(
        label="Short code",
        max_length=48,
        help_text="Lower case, with hyphens: court-order, for example. It never changes.",
        error_messages={
            "required": "Enter a short code",
            "invalid": "Use only letters, digits, hyphens and underscores",
        },
    )
    used_for = Prose(
        label="What is it for here?", rows=4, error_messages={"required": "Say what it is for in this setting"}
    )
    in_force_from = BritishDateField(
        label="In force from", error_messages={"required": "Enter the day from which it is in force"}
    )
    supersedes = forms.ModelChoiceField(
        label="Does it take the place of another?",
        queryset=Law.objects.in_use(),
        required=False,
        empty_label="No",
        help_text="That one ends on the day before",
    )


class CorrectLawForm(Form):
    """The words of a row that no record names yet."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Enter its name"})
    citation = forms.CharField(
        label="Citation", max_length=300, error_messages={"required": "Enter where it is laid down"}
    )
    used_for = Prose(
        label="What is it for here?", rows=6, error_messages={"required": "Say what it is for in this setting"}
    )


class SupersedeLawForm(CorrectLawForm):
    """Other words in the place of a row that decisions rest on."""

    in_force_from = BritishDateField(
        label="From which day do the new words stand?",
        help_text="The row that stands now ends on the day before",
        error_messages={"required": "Enter the day from which the new words stand"},
    )


class EndLawForm(Form):
    in_force_until = BritishDateField(
        label="What was its last day in force?", error_messages={"required": "Enter its last day in force"}
    )

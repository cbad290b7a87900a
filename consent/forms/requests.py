"""Asking a parent for consent on the tablet, and giving that up (policy 3.4)."""

from datetime import timedelta

from django import forms
from django.utils import timezone

from agencies.forms import AgenciesChoice
from agencies.models import Agency
from consent.actions.stating import recipients, unspecific
from consent.forms.statements import ParentChoice, by_kind_or_name
from consent.models import Child, ConsentStatement
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.layout import Group, Layout, ShownWhen

Purpose = ConsentStatement.Purpose
A_YEAR = timedelta(days=365)


class AskForm(Form):
    parent = ParentChoice(
        label="Who is asked?",
        help_text="Only those with parental responsibility today, or to whom it is delegated, can agree or refuse.",
        error_messages={"required": "Choose who is asked"},
    )
    purpose = forms.ChoiceField(
        label="What is it about?",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about"},
    )
    purpose_detail = forms.CharField(
        label="Which sharing?", max_length=300, required=False, help_text="For example, a report to the paediatrician"
    )
    scope = Prose(
        label="What information would be shared?",
        rows=3,
        help_text="The parent reads this on the tablet: plain words, and only what is needed",
        error_messages={"required": "Say what information would be shared"},
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds of agency", choices=Agency.Kind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    agencies = AgenciesChoice(label="Agencies by name", required=False)
    valid_until = BritishDateField(
        label="Last day on which it would hold", required=False, help_text="Leave it empty if it needs no end."
    )
    review_on = BritishDateField(
        label="When shall we look at it again?", error_messages={"required": "Enter a day in the future"}
    )
    conditions = Prose(
        label="Conditions",
        rows=2,
        required=False,
        help_text="For example, “we show you the report first”",
    )

    def __init__(self, *args, child: Child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].of(child)
        self.fields["review_on"].initial = timezone.localdate() + A_YEAR
        for name in ("kinds", "agencies"):
            self.fields[name].unmarked = True
        self.helper.layout = Layout(
            "parent",
            "purpose",
            ShownWhen("purpose", Purpose.PARTICULAR, "purpose_detail"),
            "scope",
            Group("Who would be told?", *by_kind_or_name(), hint="Consent names its recipients."),
            *("valid_until", "review_on", "conditions"),
        )

    def clean(self) -> dict:
        """All that is wrong is said at once: what the action would refuse, beside what was not filled in."""
        said = super().clean()
        word = ConsentStatement(**{name: said.get(name) or "" for name in ("purpose", "purpose_detail", "scope")})
        word.valid_until, word.review_on = said.get("valid_until"), said.get("review_on")
        self.ask_for_all(unspecific(word, recipients(said.get("agencies", ()), said.get("kinds", ()))))
        return said


class GiveUpForm(Form):
    why = Prose(
        label="Why is it no longer asked?",
        rows=2,
        help_text="For example, the referral is not needed any more",
        error_messages={"required": "Say why it is no longer asked"},
    )

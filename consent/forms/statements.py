"""A parent's word on a sharing: given or refused, taken back, or noted as recorded wrongly (policy 3.4)."""

from datetime import timedelta

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from agencies.forms import AgenciesChoice
from agencies.models import Agency
from consent.models import Child, ConsentStatement, Parent
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.layout import Group, ShownWhen

Purpose, Said = ConsentStatement.Purpose, ConsentStatement.Statement
A_YEAR = timedelta(days=365)


class ParentChoice(forms.ModelChoiceField):
    """One parent who has parental responsibility for the child today, with its ground inside the card."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs) -> None:
        super().__init__(Parent.objects.none(), empty_label=None, **kwargs)

    def of(self, child: Child) -> None:
        links = list(child.links.with_responsibility().select_related("parent"))
        self.queryset = Parent.objects.filter(pk__in=[link.parent_id for link in links])
        self.choice_hints = {link.parent_id: link.get_ground_display() for link in links}

    def label_from_instance(self, parent: Parent) -> str:
        return parent.name


class StatementForm(Form):
    parent = ParentChoice(
        label="Who says so?",
        help_text="Only those who have parental responsibility today can give or refuse consent.",
        error_messages={"required": "Choose who says so"},
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
    statement = forms.ChoiceField(
        label="Do they agree?",
        choices=[(Said.GIVEN, "Yes, consent is given"), (Said.REFUSED, "No, consent is refused")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether they agree"},
    )
    scope = Prose(
        label="What information may be shared?",
        rows=3,
        required=False,
        help_text="As they understood it: what, and what not",
    )
    review_on = BritishDateField(label="When shall we look at it again?", required=False)
    kinds = forms.MultipleChoiceField(
        label="Kinds of agency", choices=Agency.Kind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    agencies = AgenciesChoice(label="Agencies by name", required=False)
    how = forms.ChoiceField(
        label="How did they say so?",
        choices=ConsentStatement.How.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they said so"},
    )
    stated_on = BritishDateField(label="On which day?", error_messages={"required": "Enter the day"})
    reason = Prose(label="Anything they said about why", rows=2, required=False)

    def __init__(self, *args, child: Child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["stated_on"].initial, self.fields["review_on"].initial = today, today + A_YEAR
        self.fields["parent"].of(child)
        for name in ("kinds", "agencies"):
            self.fields[name].unmarked = True
        self.helper.layout = Layout(
            "parent",
            "purpose",
            ShownWhen("purpose", Purpose.PARTICULAR, "purpose_detail"),
            "statement",
            ShownWhen("statement", Said.GIVEN, "scope", "review_on"),
            Group(
                "Who may be told, or may not?",
                "kinds",
                "agencies",
                hint="Consent names its recipients. For a refusal to everybody, leave all of them unticked.",
            ),
            "how",
            "stated_on",
            "reason",
        )


class WithdrawForm(Form):
    reason = Prose(
        label="Why do they withdraw it?",
        rows=3,
        help_text="In their words. “Changed her mind” is enough.",
        error_messages={"required": "Say why, in a sentence"},
    )
    how = forms.ChoiceField(
        label="How did they say so?",
        choices=ConsentStatement.How.choices,
        widget=forms.RadioSelect,
        initial=ConsentStatement.How.SPOKEN,
    )
    stated_on = BritishDateField(label="On which day?", error_messages={"required": "Enter the day"})

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stated_on"].initial = timezone.localdate()


class InvalidateForm(Form):
    note = Prose(
        label="What was recorded wrongly?",
        rows=3,
        help_text="For example, another child's form. If the parent changed their mind, it is withdrawn instead.",
        error_messages={"required": "Say what was recorded wrongly"},
    )

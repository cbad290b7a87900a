"""A parent's word on a sharing: given or refused, taken back, or noted as recorded wrongly (policy 3.4)."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.text import get_text_list

from agencies.forms import AgenciesChoice
from agencies.models import Agency
from consent.forms.fields import StaffChoice
from consent.models import Child, ConsentStatement, FamilyLink, Parent
from neston_sharing.foundation.forms import BritishDateField, Form, PagesField, Prose
from neston_sharing.foundation.forms.layout import Behind, Group, Layout, ShownWhen, SideBySide

Purpose, Said, How = ConsentStatement.Purpose, ConsentStatement.Statement, ConsentStatement.How
A_FORTNIGHT, A_YEAR = timedelta(days=14), timedelta(days=365)


def by_kind_or_name() -> tuple[Behind, Behind]:
    """Some twenty kinds, and as many names as the directory holds, of which most consents tick one or two."""
    return Behind("Choose kinds of agency", "kinds"), Behind("Choose agencies by name", "agencies")


class ParentChoice(forms.ModelChoiceField):
    """One person who may consent to something for the child today, with the ground of it inside the card."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs) -> None:
        super().__init__(Parent.objects.none(), empty_label=None, **kwargs)

    def of(self, child: Child) -> None:
        links = [link for link in child.links.with_people().with_delegations() if _consents_to(link)]
        self.queryset = Parent.objects.filter(pk__in=[link.parent.one_id for link in links])
        self.choice_hints = {link.parent.one_id: _ground(link) for link in links}

    def label_from_instance(self, parent: Parent) -> str:
        return parent.name


def _consents_to(link: FamilyLink) -> list[str]:
    return [purpose.label for purpose in Purpose if link.may_sign(purpose)]


def _ground(link: FamilyLink) -> str:
    if link.has_responsibility:
        return link.get_ground_display()
    return f"Foster carer. Delegated: {get_text_list(_consents_to(link), 'and')}"


class StatementForm(Form):
    parent = ParentChoice(
        label="Who says so?",
        help_text="Only those with parental responsibility today, or to whom it is delegated, can give or refuse it.",
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
    kinds = forms.MultipleChoiceField(
        label="Kinds of agency", choices=Agency.Kind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    agencies = AgenciesChoice(label="Agencies by name", required=False)
    except_kinds = forms.MultipleChoiceField(
        label="Kinds of agency that must not be told",
        choices=Agency.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    except_agencies = AgenciesChoice(label="Agencies that must not be told", required=False)
    exceptions = Prose(
        label="Who must not be told, in their own words",
        rows=2,
        required=False,
        help_text="For example, “not to my mother's GP”. It is shown whenever somebody thinks of relying on this.",
    )
    conditions = Prose(
        label="Conditions that they set",
        rows=2,
        required=False,
        help_text="For example, “show me the report first”",
    )
    valid_until = BritishDateField(
        label="Last day on which it holds", required=False, help_text="Leave it empty if they set no end."
    )
    review_on = BritishDateField(label="When shall we look at it again?", required=False)
    how = forms.ChoiceField(
        label="How did they say so?",
        choices=[(How.PAPER, "On paper, signed"), (How.SPOKEN, "Spoken, to be confirmed in writing")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they said so"},
    )
    scan = PagesField(label="All pages of the paper", required=False)
    witness = StaffChoice(label="Who saw it signed?", empty_label="Choose a person", required=False)
    confirm_by = BritishDateField(
        label="By when will they confirm it in writing?",
        required=False,
        help_text="Sixty days at most. After that day an unconfirmed consent is not relied on. "
        "A refusal counts as it is spoken.",
    )
    stated_on = BritishDateField(label="On which day?", error_messages={"required": "Enter the day"})
    reason = Prose(label="Anything they said about why", rows=2, required=False)

    def __init__(self, *args, child: Child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["stated_on"].initial, self.fields["review_on"].initial = today, today + A_YEAR
        self.fields["confirm_by"].initial = today + A_FORTNIGHT
        self.fields["parent"].of(child)
        self.fields["witness"].offer()
        for name in ("kinds", "agencies"):
            self.fields[name].unmarked = True
        self.helper.layout = self._layout()

    def clean(self) -> dict:
        said = super().clean()
        if said.get("how") == How.PAPER:
            self.ask_for("scan", not said.get("scan"), "Photograph or scan the paper, and choose all its pages")
            self.ask_for("witness", not said.get("witness"), "Choose who saw it signed")
        return said

    @property
    def on_paper(self) -> bool:
        return self.cleaned_data["how"] == How.PAPER

    def said(self) -> dict:
        """Give what the action takes: a paper has pages and a witness, a spoken word a day for confirming it."""
        elsewhere = ("how", "confirm_by") if self.on_paper else ("scan", "witness")
        return {name: value for name, value in self.cleaned_data.items() if name not in elsewhere}

    def _layout(self) -> Layout:
        return Layout(
            "parent",
            "purpose",
            ShownWhen("purpose", Purpose.PARTICULAR, "purpose_detail"),
            "statement",
            ShownWhen("statement", Said.GIVEN, "scope"),
            Group(
                "Who may be told, or may not?",
                *by_kind_or_name(),
                hint="Consent names its recipients. For a refusal to everybody, leave all of them unticked.",
            ),
            ShownWhen(
                "statement",
                Said.GIVEN,
                Behind("Somebody must not be told", "exceptions", "except_kinds", "except_agencies"),
                Behind("They set conditions, or a last day", "conditions", "valid_until"),
                "review_on",
            ),
            "how",
            ShownWhen("how", How.PAPER, "scan", "witness"),
            ShownWhen("how", How.SPOKEN, "confirm_by"),
            "stated_on",
            "reason",
        )


class WithdrawForm(Form):
    """As short as giving: how and when are filled in beforehand, and nobody has to say why."""

    reason = Prose(
        label="Why do they withdraw it?",
        rows=2,
        required=False,
        help_text="In their words. “Changed her mind” is enough.",
    )
    no_reason = forms.BooleanField(label="They gave no reason", required=False)
    how = forms.ChoiceField(
        label="How did they say so?",
        choices=[(How.SPOKEN, "Spoken"), (How.PAPER, "In writing")],
        widget=forms.RadioSelect,
        initial=How.SPOKEN,
        error_messages={"required": "Choose how they said so"},
    )
    stated_on = BritishDateField(label="On which day?", error_messages={"required": "Enter the day"})

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stated_on"].initial = timezone.localdate()
        self.fields["reason"].unmarked = self.fields["no_reason"].unmarked = True
        self.helper.layout = Layout("reason", "no_reason", SideBySide("how"), "stated_on")

    def clean(self) -> dict:
        said = super().clean()
        no_reason = said.pop("no_reason", False)
        missing = not said.get("reason") and not no_reason
        self.ask_for("reason", missing, "Say why, in a sentence, or tick that they gave no reason")
        return said


class InvalidateForm(Form):
    note = Prose(
        label="What was recorded wrongly?",
        rows=3,
        help_text="For example, another child's form. If the parent changed their mind, it is withdrawn instead.",
        error_messages={"required": "Say what was recorded wrongly"},
    )

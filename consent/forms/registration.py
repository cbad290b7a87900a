from datetime import timedelta

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.formats import date_format

from consent import wording
from consent.forms.addresses import NamedParent
from consent.forms.fields import StaffChoice
from consent.models import Child, Parent, PolicyVersion, Registration, Signable
from neston_sharing.foundation.forms import BritishDateField, Form, PagesField, Prose, Several
from neston_sharing.foundation.forms.layout import Group, neston_helper

WHO = {"required": "Choose a person"}
A_WEEK = timedelta(days=7)


class VersionsGiven(Several):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, version: PolicyVersion) -> str:
        return version.title


class Explain(Form):
    """How the registration was explained to the parent, and which policies they were given."""

    explained_how = forms.ChoiceField(
        label="How was it explained to the parent?",
        choices=Registration.Explained.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how it was explained to the parent"},
    )
    explained_note = Prose(
        label="Anything to add", rows=2, required=False, help_text="For example, with an interpreter"
    )
    explained_by = StaffChoice(label="Who explained it?", empty_label="Choose a person", error_messages=WHO)
    explained_on = BritishDateField(
        label="When?", error_messages={"required": "Enter the day on which it was explained"}
    )
    policies = VersionsGiven(
        label="Which policies was the parent given?",
        queryset=PolicyVersion.objects.none(),
        help_text="The versions in force today. Tick those that you handed over or showed.",
        error_messages={"required": "Tick the policies that the parent was given"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["explained_by"].offer()
        versions = PolicyVersion.objects.each_in_force()
        self.fields["policies"].queryset = PolicyVersion.objects.filter(pk__in=[version.pk for version in versions])
        self.fields["policies"].choice_hints = {
            version.pk: f"Its review was due by {date_format(version.review_due)}. It is in force all the same."
            for version in versions
            if version.is_overdue()
        }
        self.helper = neston_helper(self)


class FromPaper(Form):
    """A form that was signed on paper: what stands on it, and its scan."""

    parent = NamedParent(
        label="Who signed?",
        queryset=Parent.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who signed"},
    )
    signed_on = BritishDateField(label="Signed on", error_messages={"required": "Enter the day on which it was signed"})
    witness = StaffChoice(label="Who saw it signed?", empty_label="Choose a person", error_messages=WHO)
    scan = PagesField(
        label="All pages of the signed form", error_messages={"required": "Choose the scan or the photographs"}
    )
    all_pages = forms.BooleanField(
        label="These are all pages of the form",
        error_messages={"required": "Look whether all pages are there, then tick this"},
    )

    def __init__(self, *args, child: Child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Parent.objects.of_child(child)  # who was entitled on that day, the action says
        self.fields["witness"].offer(get_user_model().objects.active().by_name())
        for each in wording.CURRENT.acknowledgements:
            self.fields[each.name] = forms.BooleanField(label=each.sentence, required=False)
        hint = "Tick what is ticked on the paper"
        self.helper = neston_helper(
            self,
            *("parent", "signed_on", "witness"),
            Group("What the parent ticked", *wording.NAMES, hint=hint),
            *("scan", "all_pages"),
        )

    def acknowledged(self) -> list[str]:
        return [name for name in wording.NAMES if self.cleaned_data[name]]


class SaidAloud(Form):
    """A parent said that they understand; they will sign later."""

    parent = NamedParent(
        label="Who said so?",
        queryset=Parent.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who said so"},
    )
    said_on = BritishDateField(label="On which day?", error_messages={"required": "Enter the day"})
    circumstances = Prose(
        label="Where was it, and who heard it?",
        rows=2,
        help_text="For example, on the telephone to Priya Nair, who rang the mobile in the file",
        error_messages={"required": "Say where it was, and who heard it"},
    )
    confirm_by = BritishDateField(
        label="By when will they sign?", error_messages={"required": "Enter the day by which they will sign"}
    )

    def __init__(self, *args, child: Child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["parent"].queryset = Parent.objects.entitled_to(child, Signable.REGISTRATION)
        self.fields["said_on"].initial, self.fields["confirm_by"].initial = today, today + A_WEEK
        self.helper = neston_helper(self)

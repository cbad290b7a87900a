"""Signing a professional in, handing over who stays with them, signing them out."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from agencies.forms import AgencyChoice, ProfessionalChoice
from agencies.models import Professional
from neston_sharing.foundation.forms import BritishDateField, BritishDateTimeField, Form, Prose
from neston_sharing.foundation.forms.layout import Group, Row, ShownWhen, neston_helper
from sharing.forms.picking import ChildChoice
from sharing.models import Visit

SUPERVISED = "supervised"


class StaffChoice(forms.ModelChoiceField):
    """One of those at work who receive visitors."""

    def __init__(self, **kwargs) -> None:
        super().__init__(get_user_model().objects.none(), empty_label="Choose who", **kwargs)


def at_work():
    return get_user_model().objects.who_may("sharing.receive_visitors").by_name()


class SignInForm(Form):
    """One screen at the door: who it is, whom they visit, who stays with them."""

    professional = ProfessionalChoice(
        label="Who is it?",
        required=False,
        empty_label="Not in this list: write it below",
        error_messages={"invalid_choice": "Choose who it is, or write it below"},
    )
    agency = AgencyChoice(label="Which agency do they come from?", required=False)
    name = forms.CharField(label="What is their name?", max_length=150, required=False)
    post = forms.CharField(
        label="What is their post?", max_length=150, required=False, help_text="For example, health visitor"
    )
    identity_seen = forms.CharField(
        label="What did you see of their identity?",
        max_length=300,
        help_text="For example, a badge with name and photograph, and their office called back",
        error_messages={"required": "Say what you saw of their identity"},
    )
    identity_seen_by = StaffChoice(label="Who saw it?", error_messages={"required": "Choose who saw it"})
    child = ChildChoice(
        label="Which child?",
        required=False,
        help_text="One visit, one child. Only an inspection is about no one child.",
    )
    purpose = Prose(label="Why have they come?", rows=2, error_messages={"required": "Say why they came"})
    place = forms.CharField(
        label="Where in the setting will they be?",
        max_length=200,
        error_messages={"required": "Say where in the setting they will be"},
    )
    power = forms.ChoiceField(
        label="Who stays with them?",
        choices=[
            (SUPERVISED, "One of us, throughout"),
            *((value, f"Nobody: {label}") for value, label in Visit.Power.choices),
        ],
        initial=SUPERVISED,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who stays with them"},
    )
    supervisor = StaffChoice(label="Who of us stays with them?", required=False)
    agreed_to_rule = forms.BooleanField(label="They have read the welcome sheet and agree to its rule", required=False)
    power_named = Prose(
        label="Under which power? Write down what they say",
        rows=2,
        required=False,
        help_text="For example, an order that they show you, or section 47 of the Children Act 1989",
    )
    agreed_by = StaffChoice(label="Who of us agreed to it?", required=False)
    arrived_at = BritishDateTimeField(
        label="When did they arrive?", help_text="", error_messages={"required": "Enter when they arrived"}
    )

    fields: dict[str, Any]
    visitor: Professional | None = None  # who was chosen, whatever is wrong with it

    def __init__(self, *args, by, children, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["child"].queryset = children
        for name in ("identity_seen_by", "supervisor", "agreed_by"):
            fields[name].queryset = at_work()
        for name in ("professional", "agency", "child", "supervisor", "agreed_to_rule", "power_named", "agreed_by"):
            fields[name].unmarked = True
        self.helper = neston_helper(self, *self._layout())
        self.initial.setdefault("identity_seen_by", by.pk)
        self.initial.setdefault("arrived_at", timezone.localtime())

    @staticmethod
    def _layout() -> list:
        newcomer = ShownWhen("professional", "", "agency", Row("name", "post"))
        alone = ShownWhen("power", Visit.Power.values, "power_named", "agreed_by")
        return [
            Group("The visitor", "professional", newcomer, "identity_seen", "identity_seen_by"),
            Group("The visit", "child", "purpose", "place", "arrived_at"),
            "power",
            ShownWhen("power", SUPERVISED, "supervisor", "agreed_to_rule"),
            alone,
        ]

    def clean_power(self) -> str:
        power = self.cleaned_data["power"]
        return "" if power == SUPERVISED else power

    def clean(self) -> dict:
        said = super().clean()
        self.visitor = said.get("professional")
        if not self.visitor:
            self.ask_for("agency", not said.get("agency"), "Choose who it is above, or the agency that they come from")
            self.ask_for("name", not said.get("name"), "Enter the visitor's name")
        power = said.get("power")
        no_child = not said.get("child") and power is not None and power != Visit.Power.INSPECTION
        self.ask_for("child", no_child, "Choose the child whom they visit")
        self.ask_for("supervisor", power == "" and not said.get("supervisor"), "Choose who stays with them throughout")
        disagrees = power == "" and not said.get("agreed_to_rule")
        self.ask_for("agreed_to_rule", disagrees, "Show them the welcome sheet. Tick this when they agree to it")
        self.ask_for(
            "power_named", bool(power) and not said.get("power_named"), "Say under which power, in their words"
        )
        self.ask_for("agreed_by", bool(power) and not said.get("agreed_by"), "Choose who of us agreed to it")
        return said

    @property
    def facts(self) -> dict:
        """What the action takes."""
        said = dict(self.cleaned_data)
        newcomer = {name: said.pop(name) for name in ("agency", "name", "post")}
        return {**said, "newcomer": None if said["professional"] else newcomer}


class HandOverSupervisionForm(Form):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=20)  # who stays now, as the writer saw it
    to = StaffChoice(label="Who stays with them now?", error_messages={"required": "Choose who stays with them now"})
    at = BritishDateTimeField(
        label="From when?", help_text="", error_messages={"required": "Enter the time from which they stay"}
    )

    fields: dict[str, Any]

    def __init__(self, *args, visit: Visit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        now = visit.stays_now
        self.fields["to"].queryset = at_work().exclude(pk=now.pk) if now else at_work()
        self.initial = {"seen": now.pk if now else 0, "at": timezone.localtime(), **self.initial}
        self.helper = neston_helper(self, "seen", "to", "at")


class SignOutForm(Form):
    left_at = BritishDateTimeField(
        label="When did they leave?", help_text="", error_messages={"required": "Enter when they left"}
    )
    note = Prose(label="Note", rows=3, required=False)

    fields: dict[str, Any]

    def __init__(self, *args, visit: Visit, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if visit.is_left_open:
            note = self.fields["note"]
            note.required, note.label = True, "How do you know?"
            note.help_text = "For example, whoever stayed with them saw them go"
            note.error_messages["required"] = "Say how you know when they left"
            self.fields["left_at"].help_text = "The time when they really left, as well as it is known"
        else:
            self.initial.setdefault("left_at", timezone.localtime())
        self.helper = neston_helper(self, "left_at", "note")


class DayForm(forms.Form):
    """The day whose visitors one wants to see; nonsense and days to come are refused."""

    day = BritishDateField(label="Another day", required=False)

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day and not 2000 <= day.year <= timezone.localdate().year:
            raise forms.ValidationError("Enter a day before today")
        if day and day > timezone.localdate():
            raise forms.ValidationError("Enter today or a day before")
        return day

"""A copy that is asked for: by whom, what was done about it, how each piece goes."""

import hashlib

from django import forms
from django.utils import timezone

from agencies.forms import AgencyChoice
from consent.models import Child, Parent
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.layout import ShownWhen, neston_helper
from sharing.forms.leaflet import NamedParent
from sharing.treatments import FAMILY_GROUNDS, GROUNDS, INCLUDE, REDACT, TREATMENTS, WITHHOLD

ON = {"required": "Enter the day"}


class FamilyRequestForm(Form):
    parent = NamedParent(
        Parent.objects.none(),
        label="Who asks?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the parent or carer who asks"},
    )
    through = forms.CharField(
        label="Through whom?",
        max_length=200,
        required=False,
        help_text="A solicitor, an interpreter or somebody else who asks for them, with their written authority.",
    )
    received_on = BritishDateField(label="When did they ask?", error_messages=ON)
    asked = Prose(
        label="What do they ask for?",
        rows=3,
        help_text="In their words. They need not say why, nor use a form.",
        error_messages={"required": "Say what they ask for"},
    )

    def __init__(self, *args, child: Child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Parent.objects.of_child(child)
        self.initial.setdefault("received_on", timezone.localdate())


class NextSettingForm(Form):
    agency = AgencyChoice(label="Which setting?", error_messages={"required": "Choose the next setting"})
    received_on = BritishDateField(label="Since when do we know?", error_messages=ON)
    asked = Prose(
        label="What is the copy for?",
        rows=3,
        help_text="For example, the child starts there on 5 January, and the leads have spoken.",
        error_messages={"required": "Say what the copy is for"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("received_on", timezone.localdate())


class StepForm(Form):
    on = BritishDateField(label="When?", error_messages=ON)
    text = Prose(label="How, and what was said?", rows=4, error_messages={"required": "Say how, and what was said"})

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())


class RulingForm(Form):
    treatment = forms.ChoiceField(
        label="How does it go?",
        choices=TREATMENTS.items(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it goes"},
    )
    ground = forms.ChoiceField(label="On what ground is it kept back?", required=False)
    words = Prose(
        label="Which words are redacted?",
        rows=3,
        required=False,
        help_text="One word or name a line. They are taken out of the whole copy, not only of this piece.",
    )
    why = Prose(label="Why?", rows=3, error_messages={"required": "Say why"})

    def __init__(self, *args, family: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        grounds = FAMILY_GROUNDS if family else tuple(GROUNDS)
        self.fields["ground"].choices = [("", "Choose the ground"), *((code, GROUNDS[code]) for code in grounds)]
        ground = ShownWhen("treatment", (REDACT, WITHHOLD), "ground")
        self.helper = neston_helper(self, "treatment", ground, ShownWhen("treatment", REDACT, "words"), "why")

    def clean(self) -> dict:
        said = super().clean()
        kept_back = said.get("treatment") not in (INCLUDE, None)
        self.ask_for("ground", kept_back and not said.get("ground"), "Choose the ground")
        return said


class CheckForm(Form):
    """A file that may be a copy of ours: by what it holds, or by the code that is printed on it."""

    upload = forms.FileField(label="The PDF", required=False, help_text="It is not kept, only compared.")
    code = forms.CharField(label="Or the copy's reference", max_length=20, required=False)

    def clean(self) -> dict:
        said = super().clean()
        self.ask_for(
            "upload", not said.get("upload") and not said.get("code"), "Choose the PDF, or enter its reference"
        )
        return said

    @property
    def sha256(self) -> str:
        file = self.cleaned_data.get("upload")
        if not file:
            return ""
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        return digest.hexdigest()

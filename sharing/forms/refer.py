from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from agencies.forms import AgencyChoice
from agencies.models import Agency
from neston_sharing.foundation.forms import BritishDateField, BritishDateTimeField, Form, Prose
from neston_sharing.foundation.forms.layout import Group, Row, ShownWhen, neston_helper
from sharing.forms.picking import ChildChoice
from sharing.models import Decision, Disclosure

BACKED, NOT_REACHED = "backed", "not_reached"
TOLD = "told"


class ReferForm(Form):
    """One screen: which child, who was told what, why it could not wait, who backed it, whether the family knows.

    What is needed is little, and each thing that is missing says what to do.
    """

    child = ChildChoice(label="Which child?")
    agency = AgencyChoice(
        label="Who was told?",
        required=False,
        empty_label="Not in this list: write it below",
        error_messages={"invalid_choice": "Choose who was told, or write the name below"},
    )
    agency_name = forms.CharField(label="Name of the agency or service", max_length=200, required=False)
    to_whom = forms.CharField(label="Who took it: name and post", max_length=200, required=False)
    route = forms.ChoiceField(
        label="How?", choices=Disclosure.ROUTES, error_messages={"required": "Choose how they were told"}
    )
    number_or_address = forms.CharField(label="Number or address used", max_length=300, required=False)
    shared_at = BritishDateTimeField(
        label="When?",
        help_text="",
        error_messages={"required": "Enter when they were told"},
    )
    what = Prose(
        label="What did you tell them?",
        rows=4,
        error_messages={"required": "Say what was told"},
    )
    why = Prose(
        label="Why could it not wait?",
        rows=4,
        error_messages={"required": "Say why it could not wait"},
    )
    backing = forms.ChoiceField(
        label="Did a manager back it?",
        choices=[(BACKED, "Yes"), (NOT_REACHED, "Nobody was reached")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether a manager backed it"},
    )
    verbal_backer = forms.ModelChoiceField(
        queryset=get_user_model().objects.none(),
        label="Who backed it by word of mouth?",
        required=False,
        empty_label="Choose who backed it",
    )
    tried = Prose(label="Who was tried and not reached?", rows=2, required=False)
    family = forms.ChoiceField(
        label="Does the family know?",
        choices=[
            (TOLD, "Yes, they were told"),
            (Decision.Untold.UNSAFE, "No, it would be unsafe"),
            (Decision.Untold.INAPPROPRIATE, "No, it would be inappropriate"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the family was told"},
    )
    family_told_how = Prose(label="Who in the family was told, by whom and how?", rows=2, required=False)
    family_told_on = BritishDateField(label="On which day were they told?", required=False)
    family_not_told_why = Prose(label="Why was the family not told?", rows=2, required=False)

    def __init__(self, *args, by, children, draft: Decision | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fields = self.fields
        fields["child"].queryset = children
        fields["verbal_backer"].queryset = (
            get_user_model().objects.who_may("sharing.back_up").exclude(pk=by.pk).by_name()
        )
        fields["agency"].unmarked = fields["agency_name"].unmarked = True
        if draft is not None:
            del fields["child"]
        self.helper = neston_helper(self, *self._layout())
        self._start_with(draft)

    def _layout(self) -> list:
        child = ["child"] if "child" in self.fields else []
        return [
            Row(*child, "agency"),
            ShownWhen("agency", "", "agency_name"),
            Row("what", "why"),
            Row("backing", "family"),
            ShownWhen("backing", BACKED, "verbal_backer"),
            ShownWhen("backing", NOT_REACHED, "tried"),
            ShownWhen("family", TOLD, "family_told_how", "family_told_on"),
            ShownWhen("family", Decision.Untold.values, "family_not_told_why"),
            Group("How they were told", Row("to_whom", "number_or_address"), Row("route", "shared_at")),
        ]

    def _start_with(self, draft: Decision | None) -> None:
        """Now, by telephone, to children's social care; from a draft, what it was to tell."""
        social_care = self.fields["agency"].queryset.filter(kind=Agency.Kind.SOCIAL_CARE).first()
        now = timezone.localtime()
        start = {"agency": social_care, "route": "telephone", "shared_at": now, "family_told_on": now.date()}
        if draft is not None:
            start["what"] = draft.information
        for name, value in start.items():
            self.initial.setdefault(name, value)

    def clean(self) -> dict:
        said = super().clean()
        nobody = not said.get("agency") and not said.get("agency_name")
        self.ask_for("agency_name", nobody, "Write who was told")
        backing, family = said.get("backing"), said.get("family")
        backed, tried = backing == BACKED, backing == NOT_REACHED
        self.ask_for("verbal_backer", backed and not said.get("verbal_backer"), "Choose who backed it")
        self.ask_for("tried", tried and not said.get("tried"), "Say who was tried and not reached")
        told, untold = family == TOLD, family in Decision.Untold.values
        self.ask_for("family_told_how", told and not said.get("family_told_how"), "Say who was told, by whom and how")
        self.ask_for("family_not_told_why", untold and not said.get("family_not_told_why"), "Say why, in a sentence")
        return said

    @property
    def facts(self) -> dict:
        """What the action takes: of each choice only what belongs to it."""
        said = dict(self.cleaned_data)
        backed, family = said.pop("backing") == BACKED, said.pop("family")
        said["family_told"] = family == TOLD
        said["family_not_told"] = "" if family == TOLD else family
        said["tried" if backed else "verbal_backer"] = "" if backed else None
        return said

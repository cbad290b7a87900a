"""Starting a decision: for which child, and what is asked or offered."""

from django import forms

from agencies.forms import AgencyChoice, ProfessionalChoice
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.layout import Group, SideBySide, neston_helper
from sharing.forms.draft import DraftForm
from sharing.models import Decision


class FindChildForm(Form):
    name = forms.CharField(label="Name of the child, or part of it", max_length=100, required=False)


class DetailsFields(forms.Form):
    """What a decision is started with."""

    initiative = forms.ChoiceField(
        choices=Decision.Initiative.choices,
        widget=forms.RadioSelect,
        label="Whose initiative is it?",
        error_messages={"required": "Choose whether they asked, or we would tell them"},
    )
    agency = AgencyChoice(label="Which agency?", error_messages={"required": "Choose the agency"})
    professional = ProfessionalChoice(required=False, label="Who there?")
    information = Prose(
        rows=3,
        label="What information?",
        help_text="In a sentence or two. The items themselves come later.",
        error_messages={"required": "Say what information this is about"},
    )
    purpose = Prose(rows=3, label="For what purpose?", error_messages={"required": "Say for what purpose"})
    asked_on = BritishDateField(required=False, label="When did they ask?")
    needed_by = BritishDateField(required=False, label="By when is it needed?")

    LAYOUT = (
        SideBySide("initiative"),
        Group("Who asks, or whom we would tell", "agency", "professional"),
        "information",
        "purpose",
        "asked_on",
        "needed_by",
    )

    def facts(self) -> dict:
        names = ("initiative", "agency", "professional", "information", "purpose", "asked_on", "needed_by")
        return {name: self.cleaned_data[name] for name in names}


class StartForm(DetailsFields, Form):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = neston_helper(self, *self.LAYOUT)


class DetailsForm(DetailsFields, DraftForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.laid_out(*self.LAYOUT)

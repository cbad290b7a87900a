"""What another agency told us, and which agencies are around a child."""

from django import forms
from django.utils import timezone

from agencies.forms import AgencyChoice, ProfessionalChoice
from neston_sharing.foundation.forms import BritishDateField, BritishDateTimeField, Form, PagesField, Prose
from neston_sharing.foundation.forms.layout import Behind, Group, neston_helper
from sharing.models import Decision, InformationRequest


def route_choice(label: str) -> forms.ChoiceField:
    choices = [("", "Choose how"), *Decision.ROUTES]
    return forms.ChoiceField(choices=choices, label=label, error_messages={"required": "Choose how"})


class ReceivedForm(Form):
    """What came in answer to a request of ours comes from the agency that was asked."""

    agency = AgencyChoice(label="Which agency told us?", error_messages={"required": "Choose the agency"})
    from_whom = forms.CharField(
        label="Who told us? Name and post",
        max_length=200,
        error_messages={"required": "Enter who told us: name and post"},
    )
    professional = ProfessionalChoice(required=False, label="Are they in our directory?")
    received_at = BritishDateTimeField(
        label="When did it come?", error_messages={"required": "Enter the day and the time it came"}
    )
    route = route_choice("How did it come?")
    what = Prose(required=False, rows=5, label="What did they tell us?")
    upload = PagesField(required=False, label="Or attach it")
    terms = Prose(
        required=False,
        rows=2,
        label="On what terms?",
        help_text="In their words: who may know, until when. Either way, it goes on to nobody without their consent.",
    )
    not_to_parents = forms.BooleanField(
        required=False,
        label="The parents are not to be told",
        help_text="Everyone who opens it sees this first.",
    )

    def __init__(self, *args, answers: InformationRequest | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("what", "upload"):
            self.fields[name].unmarked = True
        self.initial.setdefault("received_at", timezone.localtime())
        whom = ["agency", "from_whom", Behind("They are in our directory", "professional")]
        if answers:
            del self.fields["agency"]
            whom = whom[1:]
            self.fields["professional"].queryset = answers.agency.professionals.in_use().by_name()
        self.helper = neston_helper(
            self,
            Group("From whom", *whom, "received_at", "route"),
            Group("What", "what", "upload"),
            Group("On what terms", "terms", "not_to_parents"),
        )

    def clean(self) -> dict:
        said = super().clean()
        nothing = not said.get("what") and not said.get("upload") and "upload" not in self.errors
        self.ask_for("what", nothing, "Write what they told us, or attach it")
        return said


class AroundForm(Form):
    agency = AgencyChoice(label="Which agency?", error_messages={"required": "Choose the agency"})
    professional = ProfessionalChoice(required=False, label="Who in particular?")
    group = forms.CharField(
        label="In which group?",
        max_length=200,
        help_text="For example, the core group or the team around the family",
        error_messages={"required": "Enter the group, such as the core group"},
    )
    since = BritishDateField(label="Since when?", error_messages={"required": "Enter the first day"})


class EndAroundForm(Form):
    ended_on = BritishDateField(label="Which day is the last?", error_messages={"required": "Enter the last day"})

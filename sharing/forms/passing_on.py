"""Asking an agency whether what it told us may be passed on, and what it answers."""

from django import forms
from django.utils import timezone

from agencies.forms import AgencyChoice
from agencies.models import Agency
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.layout import ShownWhen, neston_helper
from sharing.forms.received import route_choice
from sharing.models import InformationReceived, PassingOnAnswer, PassingOnRequest

ONE, ANYBODY = "one", "anybody"
Said = PassingOnAnswer.Kind


class AskForm(Form):
    whom = forms.ChoiceField(
        choices=[(ONE, "To one agency"), (ANYBODY, "To anybody")],
        widget=forms.RadioSelect,
        label="To whom may it be passed on?",
        error_messages={"required": "Choose to whom"},
    )
    to_agency = AgencyChoice(required=False, label="To which agency?")
    asked_of = forms.CharField(
        label="Who was asked? Name and post", max_length=200, error_messages={"required": "Enter who was asked"}
    )
    asked_on = BritishDateField(label="When?", error_messages={"required": "Enter the day on which they were asked"})
    route = route_choice("How?")
    purpose = Prose(
        label="What for?",
        rows=3,
        help_text="What the agency is to know to decide: why they would be told, and what it is about.",
        error_messages={"required": "Say what for"},
    )

    def __init__(self, *args, received: InformationReceived, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_agency"].queryset = Agency.objects.in_use().exclude(pk=received.agency_id).by_name()
        self.fields["whom"].choice_hints = {ANYBODY: "The parents included, unless they are not to be told."}
        self.initial.setdefault("asked_on", timezone.localdate())
        shown = ShownWhen("whom", ONE, "to_agency")
        self.helper = neston_helper(self, "whom", shown, "asked_of", "asked_on", "route", "purpose")

    def clean(self) -> dict:
        said = super().clean()
        to_one = said.get("whom") == ONE
        self.ask_for("to_agency", to_one and not said.get("to_agency"), "Choose the agency")
        return said

    def facts(self) -> dict:
        said = dict(self.cleaned_data)
        return said | {"to_agency": said["to_agency"] if said.pop("whom") == ONE else None}


class AnswerForm(Form):
    """Offers what can follow the last answer."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        widget=forms.RadioSelect, label="What do they answer?", error_messages={"required": "Choose what they answer"}
    )
    answered_by = forms.CharField(
        label="Who answered? Name and post", max_length=200, error_messages={"required": "Enter who answered"}
    )
    answered_on = BritishDateField(label="When?", error_messages={"required": "Enter the day on which they answered"})
    words = Prose(required=False, rows=3, label="In their words, with any conditions")

    def __init__(self, *args, request: PassingOnRequest, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        last = request.last_answer
        self.fields["answer"].choices = following(last)
        self.initial.setdefault("seen", last.pk if last else 0)
        self.initial.setdefault("answered_on", timezone.localdate())


def following(last: PassingOnAnswer | None) -> list[tuple[str, str]]:
    if last and last.answer == Said.GIVEN:
        return [(Said.WITHDRAWN.value, str(Said.WITHDRAWN.label))]
    return [(kind.value, str(kind.label)) for kind in (Said.GIVEN, Said.REFUSED) if not last or kind != last.answer]

"""A significant event, setting one aside, and a chronology of those that are chosen."""

from django import forms

from consent.models import Child
from neston_sharing.foundation.forms import BritishDateField, Form, Prose, Several
from neston_sharing.foundation.templatetags.neston import long_date
from sharing.models import Chronology, SignificantEvent


class SignificantEventForm(Form):
    happened_on = BritishDateField(
        label="When did it happen?", error_messages={"required": "Enter the day on which it happened"}
    )
    summary = Prose(
        label="What happened, in short?",
        rows=3,
        max_length=1000,
        help_text="One or two sentences that somebody who does not know the child understands. Facts, and whose words.",
        error_messages={"required": "Say in a sentence or two what happened"},
    )
    third_party = forms.BooleanField(
        required=False,
        label="Another agency told us",
        help_text="It then goes to others only with that agency's consent, or on a ground that overrides it.",
    )


class SetAsideForm(Form):
    reason = Prose(
        label="Why is it set aside?",
        rows=2,
        help_text="For example, the day was wrong and it stands again with the right one.",
        error_messages={"required": "Say why it is set aside"},
    )


class Events(Several):
    def label_from_instance(self, event: SignificantEvent) -> str:
        whose = " (another agency told us)" if event.third_party else ""
        return f"{long_date(event.happened_on)}: {event.summary}{whose}"


class ChronologyForm(Form):
    occasion = forms.ChoiceField(
        label="What is it for?",
        choices=Chronology.Occasion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is for"},
    )
    for_whom = forms.CharField(
        label="For whom, and when?",
        max_length=300,
        help_text="For example, the conference on 3 December. It stands on the page and in the audit log.",
        error_messages={"required": "Enter for whom it is, and when"},
    )
    events = Events(
        SignificantEvent.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Which events?",
        help_text="Take out what these people do not need.",
        error_messages={"required": "Choose one event at least"},
    )

    def __init__(self, *args, child: Child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        events = SignificantEvent.objects.about_child(child).standing().in_order()
        self.fields["events"].queryset = events
        self.initial.setdefault("events", [event.pk for event in events])

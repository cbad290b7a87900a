"""Meetings about a child: that there is one, what it asked of us, what it decided."""

from django import forms
from django.contrib.auth import get_user_model

from agencies.forms import AgencyChoice
from consent.forms.fields import YesNo
from neston_sharing.foundation.forms import BritishDateField, BritishDateTimeField, Form, Prose
from neston_sharing.foundation.forms.layout import ShownWhen, SideBySide, neston_helper
from sharing.models import Decision, Meeting

WHEN = {"required": "Enter the day and the time"}


class MeetingForm(Form):
    kind = forms.ChoiceField(
        label="Which meeting?",
        choices=Meeting.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which meeting"},
    )
    held_at = BritishDateTimeField(label="When?", error_messages=WHEN)
    place = forms.CharField(label="Where?", max_length=200, required=False)
    agency = AgencyChoice(label="Who calls it?", required=False, empty_label="We do, or nobody in the directory")
    decision = forms.ModelChoiceField(
        Decision.objects.none(), required=False, empty_label="None of them", label="Which decision does it follow?"
    )
    about = Prose(label="What is it about?", rows=3, required=False)

    def __init__(self, *args, decisions, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions
        if not decisions.exists():
            del self.fields["decision"]
        self.helper = neston_helper(self, *self.fields)


class MeetingOutcomeForm(Form):
    took_place = YesNo(label="Did it take place?", ask="Say whether it took place")
    attended = forms.CharField(label="Who of us was there?", max_length=300, required=False)
    decided = Prose(label="What was decided? Or why did it not take place?", rows=5)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided"].error_messages["required"] = "Say what was decided, or why it did not take place"
        attended = ShownWhen("took_place", "yes", "attended")
        self.helper = neston_helper(self, SideBySide("took_place"), attended, "decided")


class MeetingTaskForm(Form):
    what = Prose(label="What is asked of us?", rows=3, error_messages={"required": "Say what is asked of us"})
    by_when = BritishDateField(label="By when?", error_messages={"required": "Enter the day by which it is to be done"})
    whose = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label="Who of us does it?",
        empty_label="Choose who does it",
        help_text="It stands on their home page, and on the designated safeguarding lead's, until it is done.",
        error_messages={"required": "Choose who does it"},
    )

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whose"].queryset = people


class TaskDoneForm(Form):
    how = Prose(
        label="What was done?",
        rows=4,
        help_text="If it is not to be done any more, say who said so and why.",
        error_messages={"required": "Say what was done, or why it is not done any more"},
    )

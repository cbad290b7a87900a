"""What follows a decision not to share: telling whoever asked, and new facts."""

from django import forms
from django.utils import timezone

from neston_sharing.foundation.forms import BritishDateField, BritishDateTimeField, Form, Prose
from neston_sharing.foundation.forms.layout import neston_helper
from sharing.forms.received import route_choice
from sharing.models import Decision


class TellAskerForm(Form):
    to_whom = forms.CharField(
        label="Who was told? Name and post",
        max_length=200,
        error_messages={"required": "Enter who was told: name and post"},
    )
    told_at = BritishDateTimeField(label="When?", error_messages={"required": "Enter when they were told"})
    route = route_choice("How?")
    text = Prose(label="What was said to them?", rows=4, error_messages={"required": "Say what was said to them"})

    def __init__(self, *args, decision: Decision, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        who = decision.professional
        self.initial.setdefault("to_whom", ", ".join(filter(None, (who.name, who.post))) if who else "")
        self.initial.setdefault("told_at", timezone.localtime())


class NewFactsForm(Form):
    """What was decided against is opened again by new facts only."""

    brought_by = forms.CharField(
        label="Who brought new facts? Name and post",
        max_length=200,
        help_text="Whoever asked, or somebody else.",
        error_messages={"required": "Enter who brought them: name and post"},
    )
    brought_on = BritishDateField(label="When?", error_messages={"required": "Enter when they came"})
    facts = Prose(label="What is new?", rows=4, error_messages={"required": "Say what is new since it was decided"})

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("brought_on", timezone.localdate())
        self.helper = neston_helper(self, "facts", "brought_by", "brought_on")

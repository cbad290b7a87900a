"""What went wrong with a disclosure, and what was done about it."""

from django import forms
from django.utils import timezone

from neston_sharing.foundation.forms import BritishDateTimeField, Form, Prose
from neston_sharing.foundation.forms.layout import ShownWhen, neston_helper
from sharing.models import Breach, BreachStep

Kind = BreachStep.Kind


class BreachForm(Form):
    kind = forms.ChoiceField(
        label="What went wrong?",
        choices=Breach.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what went wrong"},
    )
    known_at = BritishDateTimeField(
        label="When did you first know of it?",
        help_text="The 72 hours to tell the regulator run from then",
        error_messages={"required": "Enter when you first knew of it"},
    )
    what = Prose(label="What happened?", rows=4, error_messages={"required": "Say what happened"})
    whose = Prose(
        label="Whose data is it, and of how many people?",
        rows=2,
        error_messages={"required": "Say whose data it is, and of how many people"},
    )
    consequences = Prose(
        label="What could come of it?",
        help_text="Is anybody in danger now? Then call first: 999, or children's social care",
        rows=3,
        error_messages={"required": "Say what could come of it"},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("known_at", timezone.localtime())


class BreachStepForm(Form):
    kind = forms.ChoiceField(
        label="What was done?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was done"},
    )
    happened_at = BritishDateTimeField(label="When?", error_messages={"required": "Enter when it was"})
    who = forms.CharField(label="With whom? Name and post", max_length=200, required=False)
    their_reference = forms.CharField(label="Their reference", max_length=100, required=False)
    text = Prose(label="What was done or said, or why not?", rows=4, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("happened_at", timezone.localtime())
        self.fields["who"].unmarked = self.fields["text"].unmarked = True
        reference = ShownWhen("kind", [Kind.REGULATOR_TOLD], "their_reference")
        self.helper = neston_helper(self, "kind", "happened_at", "who", reference, "text")

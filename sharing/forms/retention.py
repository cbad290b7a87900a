"""How long what is kept, what stops its disposal, and what of a list is proposed."""

from django import forms
from django.utils import timezone

from consent.models import RetentionRule
from neston_sharing.audit.models import Hold
from neston_sharing.foundation.forms import BritishDateField, Form, Prose


class RuleForm(Form):
    years = forms.IntegerField(
        label="For how many years?",
        min_value=1,
        max_value=100,
        error_messages={
            "required": "Enter a number of years",
            "invalid": "Enter a number of years, such as 3",
            "min_value": "Enter a number of years from 1 to 100",
            "max_value": "Enter a number of years from 1 to 100",
        },
    )
    counted_from = forms.ChoiceField(
        label="Counted from what?",
        choices=RetentionRule.CountedFrom.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose from what it is counted"},
    )
    reason = Prose(
        label="Why so long, and no longer?",
        rows=4,
        error_messages={"required": "Say why this is a reasonable period here"},
    )
    decided_by = forms.CharField(
        label="Who decided it?",
        max_length=200,
        help_text="For example, the committee, at its meeting of 3 November",
        error_messages={"required": "Enter who decided it"},
    )
    in_force_from = BritishDateField(
        label="From which day?", error_messages={"required": "Enter the day from which it stands"}
    )


class HoldForm(Form):
    ground = forms.ChoiceField(
        label="What is it for?",
        choices=Hold.Ground.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is for"},
    )
    reason = Prose(
        label="What must be kept, and for whom?",
        rows=3,
        help_text="For example, the number of the case and who asked. No names: this is kept when the file is gone",
        error_messages={"required": "Say what must be kept, and for whom"},
    )
    since = BritishDateField(label="Since when?", error_messages={"required": "Enter the day from which it is kept"})

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("since", timezone.localdate())


class WhyForm(Form):
    """A reason, asked in the words of the page that asks."""

    why = Prose(label="Why?", rows=3, error_messages={"required": "Say why"})


class EndHoldForm(WhyForm):
    why = Prose(
        label="Why may it be ended?",
        rows=3,
        help_text="For example, who told you that the proceedings are over",
        error_messages={"required": "Say why it may be ended"},
    )


class KeepLineForm(WhyForm):
    why = Prose(label="Why is it kept for now?", rows=3, error_messages={"required": "Say why it is kept"})


class RefuseForm(WhyForm):
    why = Prose(label="Why is it not disposed of?", rows=3, error_messages={"required": "Say why not"})


class MarkForm(Form):
    reason = Prose(
        label="Why is it marked?",
        rows=3,
        help_text="Only that it is, and where the record says so: the words themselves stay in the concern",
        error_messages={"required": "Say why it is marked"},
    )


class ProposeForm(Form):
    """The lines of a list that may go; the page says of each what it is, since when it is due, and what of it stays."""

    lines = forms.MultipleChoiceField(
        label="What is to go?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one line"},
    )
    note = Prose(
        label="What should the second person know?",
        rows=2,
        required=False,
    )

    def __init__(self, *args, lines, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = [(str(line.number), line.label) for line in lines]
        self.fields["lines"].choice_hints = {str(line.number): line.hint for line in lines}

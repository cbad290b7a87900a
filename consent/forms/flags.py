from django import forms

from agencies.forms import ProfessionalChoice
from agencies.models import Professional
from consent.models import Child, Flag, Parent
from neston_sharing.foundation.forms import BritishDateField, Form, Prose
from neston_sharing.foundation.forms.layout import ShownWhen, neston_helper

WITH_SOCIAL_WORKER = (Flag.Kind.CHILD_PROTECTION, Flag.Kind.IN_NEED, Flag.Kind.LOOKED_AFTER)


class NewFlag(Form):
    kind = forms.ChoiceField(
        label="What must staff see first?",
        choices=Flag.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a flag"},
    )
    about_parent = forms.ModelChoiceField(
        Parent.objects.none(),
        label="Whom does the order limit?",
        required=False,
        empty_label="None of this child's parents and carers",
        help_text="Somebody who is not in the list is entered under parents and carers first, with “No” to parental "
        "responsibility if they have none",
    )
    limits = forms.MultipleChoiceField(
        label="What does it limit?",
        choices=[("contact", "Their contact with the child"), ("information", "What they may be told")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ends_on = BritishDateField(
        label="The order's last day",
        required=False,
        help_text="Leave empty if it names none. After it nobody is limited, and the flag says so until it is taken "
        "down. For example, 27/3/2026",
    )
    detail = Prose(
        label="What staff must know and do",
        rows=4,
        required=False,
        help_text="For example, who must not collect the child, and whom to call if they come",
    )
    social_worker = ProfessionalChoice(label="Social worker", required=False, empty_label="Not known yet")

    def __init__(self, *args, user, child: Child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["social_worker"].queryset = Professional.objects.visible_to(user).in_use().by_name()
        self.fields["about_parent"].queryset = Parent.objects.of_child(child)
        self.fields["about_parent"].label_from_instance = lambda parent: parent.name
        self.fields["kind"].choice_hints = {
            Flag.Kind.DO_NOT_DISCUSS: "Telling the family would be unsafe: everyone who opens the page sees this first",
            Flag.Kind.COURT_ORDER: "It stands out on the child's file, with the consents and in every decision",
        }
        self.helper = neston_helper(
            self,
            "kind",
            ShownWhen("kind", Flag.Kind.COURT_ORDER, "about_parent", "limits", "ends_on"),
            "detail",
            ShownWhen("kind", WITH_SOCIAL_WORKER, "social_worker"),
        )

    def flag(self) -> dict:
        """What was entered for this kind of flag; what belongs to another kind is dropped."""
        entered = {name: self.cleaned_data[name] for name in ("kind", "detail")}
        if entered["kind"] in WITH_SOCIAL_WORKER:
            return {**entered, "social_worker": self.cleaned_data["social_worker"]}
        if entered["kind"] != Flag.Kind.COURT_ORDER:
            return entered
        limits = {f"limits_{each}": each in self.cleaned_data["limits"] for each in ("contact", "information")}
        return {**entered, **limits, **{name: self.cleaned_data[name] for name in ("about_parent", "ends_on")}}


class EndFlag(Form):
    why = Prose(
        label="Why does it no longer stand?", rows=3, error_messages={"required": "Say why the flag no longer stands"}
    )

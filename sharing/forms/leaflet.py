"""That a parent was given a leaflet of agencies that support families (policy 1.8)."""

from django import forms
from django.utils import timezone

from consent.models import Child, Parent
from neston_sharing.foundation.forms import BritishDateField, Form, Prose


class NamedParent(forms.ModelChoiceField):
    def label_from_instance(self, parent: Parent) -> str:
        return parent.name


class LeafletGivenForm(Form):
    parent = NamedParent(
        Parent.objects.none(),
        required=False,
        label="To whom?",
        help_text="If it was somebody else, choose nobody, and say below who it was.",
        widget=forms.RadioSelect,
    )
    given_on = BritishDateField(label="When?", error_messages={"required": "Enter the day on which it was given"})
    note = Prose(
        label="Note",
        rows=2,
        required=False,
        help_text="For example, how they would like to have it: on paper, read out, nothing to take home.",
    )

    def __init__(self, *args, child: Child, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Parent.objects.of_child(child)
        self.fields["parent"].unmarked = True
        self.initial.setdefault("given_on", timezone.localdate())

    def clean(self) -> dict:
        said = super().clean()
        nobody = "parent" not in self.errors and not said.get("parent") and not said.get("note")
        self.ask_for("note", nobody, "Choose to whom it was given, or say here who it was")
        return said

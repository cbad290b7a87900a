"""Whose parents are asked to acknowledge a new version of a policy, and by when."""

from django import forms

from consent.models import Child, PolicyVersion
from consent.presenters.acknowledged import SHOW
from neston_sharing.foundation.forms import BritishDateField, Form, Several
from neston_sharing.foundation.forms.layout import ShownWhen, neston_helper

ALL, SOME = "all", "some"


class ShowWhom(forms.Form):
    """The filter of the list, in the address."""

    show = forms.ChoiceField(label="Show", choices=SHOW.items(), required=False)

    def shown(self) -> str:
        return (self.is_valid() and self.cleaned_data["show"]) or "all"


class NamedChildren(Several):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, child: Child) -> str:
        return child.name


class AskAgain(Form):
    due_on = BritishDateField(
        label="By which day?", error_messages={"required": "Enter the day by which they are to sign"}
    )
    whom = forms.ChoiceField(
        label="Whose parents?",
        widget=forms.RadioSelect,
        choices=[(ALL, "All who attend without this version"), (SOME, "Only some of them")],
        initial=ALL,
        error_messages={"required": "Choose whose parents are asked"},
    )
    children = NamedChildren(label="Which children?", queryset=Child.objects.none(), required=False)

    def __init__(self, *args, version: PolicyVersion, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].queryset = Child.objects.visible_to(user).to_be_asked(version).by_name()
        self.helper = neston_helper(self, "due_on", "whom", ShownWhen("whom", SOME, "children"))

    def clean(self) -> dict:
        answers = super().clean()
        none = answers.get("whom") == SOME and not answers.get("children")
        self.ask_for("children", none, "Choose at least one child")
        return answers

    def named(self) -> list[str]:
        """The references of those whom the form names."""
        return self.fields["children"].queryset.references()

    def chosen(self):
        """The children whose parents are asked."""
        everyone = self.cleaned_data["whom"] == ALL
        return self.fields["children"].queryset if everyone else self.cleaned_data["children"]

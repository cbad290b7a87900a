"""What every form of the house has: our layout, a one-time key, and room for an action's refusal."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import pretty_name

from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms.layout import neston_helper
from neston_sharing.foundation.once import new_key


class Whole(forms.BaseForm):
    """Mixed into forms: the page draws the form tag, the token and the key; the form draws its fields."""

    key: str
    mark = ""  # of what its page showed, where it is saved over what stands
    data: Any
    fields: dict[str, Any]  # each a field of its own kind: a choice has choices, a model's choice a queryset
    use_required_attribute = False  # our error summary speaks, not the browser

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = neston_helper(self)
        self.key = self._key_as_posted() or new_key()
        for name, field in self.fields.items():
            ask_plainly(field, field.label or pretty_name(name))

    def clean(self) -> dict:
        """Give what was entered: Django lets a form give nothing instead."""
        super().clean()
        return self.cleaned_data

    def ask_for(self, field: str, missing: bool, words: str) -> None:
        """Say at a field that it is missing, unless it has an error already."""
        if missing and field not in self.errors:
            self.add_error(field, words)

    def _key_as_posted(self) -> str | None:
        """Keep the key of a form that came back with errors, so that its corrected post is still the first."""
        try:
            return str(uuid.UUID(self.data.get("key", "")))
        except (ValueError, AttributeError, TypeError):
            return None

    def refuse(self, refusal: Refusal) -> None:
        """Show an action's refusal next to the field that it names, or above the form; of several, each."""
        for each in refusal.each:
            self.add_error(self._at(each), each.message)

    def ask_for_all(self, lacking: Iterable[Refusal]) -> None:
        """Say what an action would refuse beside what is wrong already, at fields that have no error."""
        for each in lacking:
            self.ask_for(self._at(each), True, each.message)

    def _at(self, refusal: Refusal) -> str:
        return refusal.field if refusal.field in self.fields else NON_FIELD_ERRORS


def ask_plainly(field: forms.Field, label: str) -> None:
    """Say what to do where a field is empty, unless the form says it in better words, as it must of a question."""
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        chosen = isinstance(field, forms.ChoiceField) or hasattr(field, "queryset")
        field.error_messages["required"] = f"{'Choose' if chosen else 'Enter'} the {_in_a_sentence(str(label))}"


def _in_a_sentence(label: str) -> str:
    """Turn "Date of birth" into "date of birth", and leave "LADO" as it is."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


class Form(Whole, forms.Form):
    pass


class ModelForm(Whole, forms.ModelForm):
    pass

"""What every form of the house has: our layout, a one-time key, and room for an action's refusal."""

import uuid

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.once import new_key


class Whole:
    """Mixed into forms: the page draws the form tag, the token and the key; the form draws its fields."""

    key: str
    required_message = ""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.key = self._key_as_posted() or new_key()

    def _key_as_posted(self) -> str | None:
        """Keep the key of a form that came back with errors, so that its corrected post is still the first."""
        try:
            return str(uuid.UUID(self.data.get("key", "")))
        except (ValueError, AttributeError, TypeError):
            return None

    def refuse(self, refusal: Refusal) -> None:
        """Show an action's refusal next to the field that it names, or above the form."""
        field = refusal.field if refusal.field in self.fields else NON_FIELD_ERRORS
        self.add_error(None if field == NON_FIELD_ERRORS else field, refusal.message)


class Form(Whole, forms.Form):
    pass


class ModelForm(Whole, forms.ModelForm):
    pass

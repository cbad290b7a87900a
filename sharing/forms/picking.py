"""Choosing one of all children, on a page whose form goes on below."""

from django import forms

from consent.models import Child
from neston_sharing.foundation.templatetags.neston import long_date


class ChildChoice(forms.ModelChoiceField):
    """A child by name and birth date, which tells namesakes apart."""

    def __init__(self, queryset=None, **kwargs) -> None:
        kwargs.setdefault("to_field_name", "reference")
        kwargs.setdefault("empty_label", "Choose the child")
        messages = {"required": "Choose the child", "invalid_choice": "Choose a child from the list"}
        super().__init__(
            queryset=Child.objects.none() if queryset is None else queryset, error_messages=messages, **kwargs
        )

    def label_from_instance(self, child: Child) -> str:
        known_as = f" ({child.known_as})" if child.known_as else ""
        return f"{child.family_name}, {child.given_names}{known_as}, born {long_date(child.date_of_birth)}"


class FindChildForm(forms.Form):
    """Narrows the list of children. It is posted with the page's own form (`of_form` is its id), so that no name comes
    to stand in an address and nothing typed is lost."""

    q = forms.CharField(label="Find by name", max_length=100, required=False)

    def __init__(self, *args, of_form: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["form"] = of_form

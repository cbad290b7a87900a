"""Fields for choosing an agency or a professional, wherever a form does so."""

from django import forms

from agencies.models import Agency, Professional
from agencies.presenters.directory import UNCHECKED, choice_label


def is_key(text: object) -> bool:
    """Whether this could be a row's key: a number that every database takes."""
    return isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 19


class AgencyChoice(forms.ModelChoiceField):
    """One agency in use. One whose details nobody checked for a year says so in the list (policy 1.1)."""

    def __init__(self, queryset=None, **kwargs) -> None:
        kwargs.setdefault("empty_label", "Choose an agency")
        super().__init__(Agency.objects.in_use().by_name() if queryset is None else queryset, **kwargs)

    def label_from_instance(self, agency: Agency) -> str:
        return choice_label(agency)


class AgenciesChoice(forms.ModelMultipleChoiceField):
    """Several agencies in use, as cards; each may say that its details were not checked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, queryset=None, **kwargs) -> None:
        super().__init__(Agency.objects.in_use().by_name() if queryset is None else queryset, **kwargs)

    def label_from_instance(self, agency: Agency) -> str:
        return choice_label(agency)

    def clean(self, value):
        if isinstance(value, list) and (forged := [key for key in value if not is_key(str(key))]):
            message = self.error_messages["invalid_choice"]
            raise forms.ValidationError(message, code="invalid_choice", params={"value": forged[0]})
        return super().clean(value)


class ProfessionalChoice(forms.ModelChoiceField):
    """One professional in post, with the agency and whether anybody checked who they are (policy 1.6)."""

    def __init__(self, queryset=None, **kwargs) -> None:
        kwargs.setdefault("empty_label", "Nobody in particular")
        super().__init__(Professional.objects.in_use().by_name() if queryset is None else queryset, **kwargs)

    def label_from_instance(self, professional: Professional) -> str:
        cautions = [] if professional.identity_checked_on else ["identity not checked"]
        cautions += [UNCHECKED] if professional.agency.is_unchecked() else []
        words = f"{professional} ({professional.agency})"
        return f"{words}: {', '.join(cautions)}" if cautions else words

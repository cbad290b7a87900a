"""Fields for choosing an agency or a professional, wherever a form does so."""

from django import forms

from agencies.models import Agency, Professional
from agencies.presenters.directory import UNCHECKED, choice_label
from neston_sharing.foundation.forms import Several


class AgencyChoice(forms.ModelChoiceField):
    """One agency in use. One whose details nobody checked for a year says so in the list (policy 1.1)."""

    def __init__(self, queryset=None, **kwargs) -> None:
        kwargs.setdefault("empty_label", "Choose an agency")
        super().__init__(Agency.objects.in_use().by_name() if queryset is None else queryset, **kwargs)

    def label_from_instance(self, agency: Agency) -> str:
        return choice_label(agency)


class AgenciesChoice(Several):
    """Several agencies in use, as cards; each may say that its details were not checked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, queryset=None, **kwargs) -> None:
        super().__init__(Agency.objects.in_use().by_name() if queryset is None else queryset, **kwargs)

    def label_from_instance(self, agency: Agency) -> str:
        return choice_label(agency)


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

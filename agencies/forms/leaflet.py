"""Which agencies stand on a leaflet for a parent (policy 1.8)."""

from django import forms

from agencies.forms.choices import AgenciesChoice
from agencies.models import Agency
from neston_sharing.foundation.forms.fields import is_key

MOST_CHOSEN = 40
ANY = ("", "Any")


class FamilyAgenciesChoice(AgenciesChoice):
    """Agencies that support families, as cards. Says so where the details of one were not checked for a year."""

    def __init__(self, queryset=None, **kwargs) -> None:
        kwargs.setdefault("label", "Which agencies?")
        kwargs.setdefault("error_messages", {"required": "Choose an agency, or several"})
        super().__init__(Agency.objects.for_families().by_name() if queryset is None else queryset, **kwargs)

    def clean(self, value):
        chosen = super().clean(value)
        if len(chosen) > MOST_CHOSEN:
            raise forms.ValidationError(f"Choose {MOST_CHOSEN} agencies at most")
        return Agency.objects.with_routes().by_name().among(chosen)


class LeafletFilter(forms.Form):
    words = forms.CharField(label="Name or words", required=False, max_length=200)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[ANY, *Agency.Kind.choices])
    reach = forms.ChoiceField(label="Local or national", required=False, choices=[ANY, *Agency.Reach.choices])


class LeafletForm(forms.Form):
    """Asked in the address, since agencies are nobody's secret: which ones, and nothing about any family."""

    use_required_attribute = False
    agency = FamilyAgenciesChoice()

    def only(self, narrowed, chosen: list[str]) -> None:
        """Offer those that the filters ask for, and those that are chosen already, which are ticked."""
        keys = [key for key in chosen if is_key(key)]
        field = self.fields["agency"]
        field.queryset = Agency.objects.for_families().among(narrowed, *keys).by_name()  # type: ignore[attr-defined]
        self.initial["agency"] = keys

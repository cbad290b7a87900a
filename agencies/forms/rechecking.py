"""One agency's details, to be gone through: each way to reach it is right, differs from what is here, or is gone."""

from django import forms

from agencies.actions.rechecking import CHANGED, GONE, RIGHT, Finding
from agencies.models import Agency, ContactRoute
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.forms.layout import Layout, ShownWhen, SideBySide

VERDICTS = [(RIGHT, "Right"), (CHANGED, "Differs"), (GONE, "Gone")]


class RecheckForm(Form):
    """Built for one agency: a choice for each route in use, and the hours."""

    hours = forms.CharField(
        label="When is it there?",
        max_length=200,
        required=False,
        help_text="For example, Monday to Friday, 8.30 to 17.30",
    )

    def __init__(self, *args, agency: Agency, **kwargs) -> None:
        self.routes = agency.routes_in_use
        super().__init__(*args, **kwargs)
        for route in self.routes:
            self.fields |= _fields_of(route)
        self.helper.layout = Layout(*(part for route in self.routes for part in _parts_of(route)), "hours")

    def clean(self) -> dict:
        for route in self.routes:
            changed = self.cleaned_data.get(f"route_{route.pk}") == CHANGED
            missing = changed and not self.cleaned_data.get(f"value_{route.pk}")
            self.ask_for(f"value_{route.pk}", missing, "Enter the new number or address")
        return super().clean()

    def findings(self) -> list[Finding]:
        said = self.cleaned_data
        return [
            Finding(route, said[f"route_{route.pk}"], said[f"value_{route.pk}"], said[f"approved_{route.pk}"])
            for route in self.routes
        ]


def _fields_of(route: ContactRoute) -> dict[str, forms.Field]:
    note = ", ".join(filter(None, [route.note, "out of hours" if route.out_of_hours else ""]))
    verdict = forms.ChoiceField(
        label=str(route),
        choices=VERDICTS,
        widget=forms.RadioSelect,
        help_text=note,
        error_messages={"required": f"Choose whether this is right: {route.value}"},
    )
    value = forms.CharField(label="The new number or address", max_length=300, required=False)
    approved = forms.BooleanField(label="The new one is approved for confidential information", required=False)
    return {f"route_{route.pk}": verdict, f"value_{route.pk}": value, f"approved_{route.pk}": approved}


def _parts_of(route: ContactRoute) -> tuple:
    new = ShownWhen(f"route_{route.pk}", CHANGED, f"value_{route.pk}", f"approved_{route.pk}")
    return SideBySide(f"route_{route.pk}"), new

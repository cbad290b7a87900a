import re
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from consent import subjects
from neston_sharing.foundation.forms import BritishDateField
from neston_sharing.foundation.forms.people import offer_everybody
from neston_sharing.foundation.references import is_reference
from sharing.models import Decision
from sharing.models.querysets import DecisionQuerySet

WAITING = "waiting"
DECISION = re.compile(r"^IS-[\d-]*$", re.IGNORECASE)
NARROWINGS = {
    "about": "about",
    "state": "in_state",
    "made_by": "by_hand_of",
    "since": "started_from",
    "until": "started_until",
}
"""Field → the queryset's method that takes its value."""


class DecisionFilter(forms.Form):
    """The filters of the list as they stand in its address: children by reference, never by name."""

    fields: dict[str, Any]

    about = forms.CharField(label="Child or reference", required=False, max_length=200)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "All decisions"), (WAITING, "Waiting for me"), *Decision.State.choices],
    )
    made_by = forms.ModelChoiceField(
        label="Started by", required=False, queryset=get_user_model().objects.none(), empty_label="Anyone"
    )
    since = BritishDateField(label="Started from", required=False, help_text="")
    until = BritishDateField(label="Started until", required=False, help_text="")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer_everybody(self.fields["made_by"])

    def narrow(self, decisions: DecisionQuerySet, user) -> DecisionQuerySet:
        """Keep the decisions that fit all that was asked for; a filter that is not valid keeps everything."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("state") == WAITING:
            decisions, asked = decisions.waiting_for(user), {**asked, "state": ""}
        for field, narrowing in NARROWINGS.items():
            if asked.get(field):
                decisions = getattr(decisions, narrowing)(asked[field])
        return decisions


class DecisionSearch(DecisionFilter):
    """The same as typed: names of children are looked up here, so that none ever stands in an address."""

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_about(self) -> str:
        typed = self.cleaned_data["about"].strip()
        if not typed or all(is_reference(word) or DECISION.match(word) for word in typed.split()):
            return typed.upper()
        found = subjects.find(typed, self.user)
        if not found:
            raise ValidationError("No child of this name is known to you: check it, or enter a reference")
        return " ".join(sorted(found))

    def address(self) -> str:
        """Give the query of the address that shows what was asked for."""
        asked = {name: self.data.get(name, "").strip() for name in self.fields if self.cleaned_data.get(name)}
        if asked.get("about"):
            asked["about"] = self.cleaned_data["about"]
        return f"?{urlencode(asked)}" if asked else ""

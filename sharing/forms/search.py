from django import forms
from django.contrib.auth import get_user_model

from neston_sharing.foundation.forms import BritishDateField
from sharing.models import Decision
from sharing.models.querysets import DecisionQuerySet

WAITING = "waiting"
NARROWINGS = {
    "about": "about",
    "state": "in_state",
    "made_by": "by_hand_of",
    "since": "started_from",
    "until": "started_until",
}
"""Field → the queryset's method that takes its value."""


class DecisionSearchForm(forms.Form):
    """The filters of the list of decisions: a GET form, whose address can be shared."""

    about = forms.CharField(label="Child or reference", required=False, max_length=100)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "All decisions"), (WAITING, "Waiting for me"), *Decision.State.choices],
    )
    made_by = forms.ModelChoiceField(label="Made by", required=False, queryset=None, empty_label="Anyone")
    since = BritishDateField(label="Started from", required=False, help_text="")
    until = BritishDateField(label="Started until", required=False, help_text="")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made_by"].queryset = get_user_model().objects.by_name()

    def narrow(self, decisions: DecisionQuerySet, user) -> DecisionQuerySet:
        """Keep the decisions that fit all that was asked for; a filter that is not valid keeps everything."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("state") == WAITING:
            decisions, asked = decisions.waiting_for(user), {**asked, "state": ""}
        for field, narrowing in NARROWINGS.items():
            if asked.get(field):
                decisions = getattr(decisions, narrowing)(asked[field])
        return decisions

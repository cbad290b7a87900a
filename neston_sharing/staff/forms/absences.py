from django import forms

from neston_sharing.foundation.forms import BritishDateField, Form
from neston_sharing.staff.models import User
from neston_sharing.staff.table import BACKS


class AbsenceForm(Form):
    first_on = BritishDateField(label="First day away")
    last_on = BritishDateField(label="Last day away")
    substitute = forms.ModelChoiceField(
        User.objects.none(),
        label="Who stands in?",
        required=False,
        empty_label="Everybody who can back decisions",
        help_text="What waits for whoever is away stands on this person's home page too.",
        error_messages={"invalid_choice": "Choose somebody from the list"},
    )
    though_few = forms.BooleanField(
        label="Record it even if fewer than two people who can back decisions are left",
        required=False,
        help_text="Illness does not ask. Until they are back, it stands on every manager's home page.",
    )

    def __init__(self, *args, person: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].queryset = User.objects.who_may(BACKS).exclude(pk=person.pk).by_name()

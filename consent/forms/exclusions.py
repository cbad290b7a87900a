from django.contrib.auth import get_user_model

from consent.forms.fields import StaffChoice
from neston_sharing.foundation.forms import Form, Prose


class NewExclusion(Form):
    user = StaffChoice(
        label="Who must not see this record?",
        empty_label="Choose a person",
        error_messages={"required": "Choose a person"},
    )
    reason = Prose(
        label="Why?",
        rows=3,
        error_messages={"required": "Say why this person must not see the record"},
        help_text="For example, an aunt of the child. Only managers read this.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].offer(get_user_model().objects.active().by_name())


class LiftExclusion(Form):
    why = Prose(
        label="Why may they see the record again?", rows=3, error_messages={"required": "Say why they may see it again"}
    )

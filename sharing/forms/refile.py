from consent.forms.fields import OneChild
from neston_sharing.foundation.forms import Form, Prose


class RefileForm(Form):
    child = OneChild(
        label="Which child does it belong to?", error_messages={"required": "Enter the right child's name or reference"}
    )
    reason = Prose(
        label="How do you know?",
        rows=3,
        help_text="It will stand in the right child's file. Do not name the other child.",
        error_messages={"required": "Say how you know that it belongs to this child"},
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].user = user

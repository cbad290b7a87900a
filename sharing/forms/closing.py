"""Sending a draft to management, handing it over, abandoning it, removing an item."""

from django import forms
from django.contrib.auth import get_user_model

from neston_sharing.foundation.forms import Prose
from sharing.forms.draft import DraftForm


class SendForm(DraftForm):
    note = Prose(required=False, label="A note to management", rows=3)
    to_officer = forms.BooleanField(
        required=False,
        label="Send it to the committee's designated officer too",
        help_text="They then see this decision, and can back it.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.laid_out("note", "to_officer")


class SendAgainForm(SendForm):
    """After a return: an answer to what management asked, or the makers' own view, which the officer then sees too."""

    note = Prose(
        label="Your answer to management",
        rows=3,
        help_text="What you changed, or why you did not. It is kept beside their comment.",
        error_messages={"required": "Answer what management asked"},
    )
    stands_by = forms.BooleanField(
        required=False,
        label="We see it differently, and stand by it",
        help_text="It goes to the committee's designated officer, who reads both views and decides.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.laid_out("note", "stands_by", "to_officer")


class AbandonForm(DraftForm):
    why = Prose(label="Why is it abandoned?", rows=4, error_messages={"required": "Say why this decision is abandoned"})

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.laid_out("why")


class HandOverForm(DraftForm):
    to = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label="Who takes it on?",
        empty_label="Choose who",
        error_messages={"required": "Choose who takes it on", "invalid_choice": "Choose somebody from the list"},
    )

    def __init__(self, *args, decision, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = get_user_model().objects.who_may("sharing.make_decision").exclude(pk=decision.holder_id)
        self.fields["to"].queryset = people.by_name()
        self.laid_out("to")


class RemoveForm(DraftForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.laid_out()

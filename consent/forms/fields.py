"""Fields that several of this app's forms ask with."""

from django import forms
from django.contrib.auth import get_user_model


class YesNo(forms.TypedChoiceField):
    """A question that is answered Yes or No, with neither chosen beforehand."""

    def __init__(self, *, ask: str, **kwargs) -> None:
        """`ask` is what an empty answer is told, such as "Say whether they live with the child"."""
        super().__init__(
            error_messages={"required": ask},
            choices=[("yes", "Yes"), ("no", "No")],
            coerce=lambda value: value == "yes",
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)


class StaffChoice(forms.ModelChoiceField):
    """One of the staff who work with children."""

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=get_user_model().objects.none(), **kwargs)
        self.permission = "consent.view_own_children"

    def offer(self, users=None) -> None:
        """Fill the choices when the form is made: who works here changes."""
        self.queryset = users if users is not None else get_user_model().objects.who_may(self.permission).by_name()

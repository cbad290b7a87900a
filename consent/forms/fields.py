"""Fields that several of this app's forms ask with."""

from collections.abc import Sequence

from django import forms
from django.contrib.auth import get_user_model

from consent.models import Child
from neston_sharing.foundation.templatetags.neston import long_date

FITTING = 10  # children named at most where a name fits several


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


class OneChild(forms.CharField):
    """One child, named by what was typed: a name or a reference. The form gives `user`, who must be able to read them.

    A name that fits several is answered with the references to choose among.
    """

    def __init__(self, **kwargs) -> None:
        super().__init__(help_text="Name or reference", max_length=200, **kwargs)
        self.user = None

    def clean(self, value) -> Child | None:
        typed = super().clean(value)
        found = list(Child.objects.visible_to(self.user).kept().named(typed).by_name()[:FITTING]) if typed else []
        if len(found) == 1:
            return found[0]
        if typed:
            raise forms.ValidationError(which_of(found))
        return None


def which_of(found: Sequence[Child]) -> str:
    if not found:
        return "No child of this name or reference is known to you: check the spelling"
    each = "; ".join(f"{child.name}, born {long_date(child.date_of_birth)} ({child.reference})" for child in found)
    return f"This fits more than one child. Enter the reference of the one you mean: {each}"

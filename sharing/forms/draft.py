"""What every form on a draft has: the version that the writer saw, and what they were shown would fall away."""

from django import forms
from django.template.loader import render_to_string

from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms import Form
from neston_sharing.foundation.forms.layout import neston_helper
from sharing.actions.drafts import Stale
from sharing.actions.falling import Losses, WouldFallAway


class DraftForm(Form):
    """`losses`, `stale` and `tell_instead` are set when an action asks to look before saving again; what was typed
    stays."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    confirm = forms.CharField(widget=forms.HiddenInput, required=False)
    losses: Losses | None = None
    stale = False
    tell_instead = False

    def laid_out(self, *fields) -> None:
        self.helper = neston_helper(self, *fields)

    def refuse(self, refusal: Refusal) -> None:
        if isinstance(refusal, WouldFallAway):
            self.losses = refusal.losses
            self._say_next_time("confirm", refusal.losses.key)
        elif isinstance(refusal, Stale):
            self.stale = True
            self._say_next_time("version", refusal.version)
        else:
            super().refuse(refusal)

    def seen(self) -> dict:
        """What tells the action on which text the writer wrote, and what they agreed to lose."""
        return {"version": self.cleaned_data["version"], "confirmed": self.cleaned_data["confirm"]}

    def _say_next_time(self, name: str, value) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = str(value)


class Part:
    """A piece of the page that stands among a form's fields, drawn by a template that is told the form and `more`."""

    def __init__(self, template: str, **more) -> None:
        self.template, self.more = f"sharing/parts/{template}.html", more

    def render(self, form, told) -> str:
        return render_to_string(self.template, {"form": form, **self.more})

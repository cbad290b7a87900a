from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlencode

from auditlog.registry import auditlog
from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.timezone import make_aware

from neston_sharing.audit import canonical, subjects, words
from neston_sharing.audit.models import Seal
from neston_sharing.audit.models.querysets import EntryQuerySet
from neston_sharing.audit.verifying import held_against
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.forms import BritishDateField, Form
from neston_sharing.foundation.forms.fields import Prose
from neston_sharing.foundation.forms.people import offer_everybody
from neston_sharing.foundation.forms.still import StillSelect
from neston_sharing.foundation.references import is_reference


@cache
def kinds() -> list[tuple]:
    """Offer every kind of event, then every kind of record that may have changed."""
    changed = sorted((capfirst(model._meta.verbose_name), model._meta.label_lower) for model in auditlog.get_models())
    return [
        ("", "Everything"),
        ("What somebody did", [(code, event.words) for code, event in words.EVENTS.items()]),
        ("What was added, changed or deleted", [(label, title) for title, label in changed]),
    ]


def midnight(day: date) -> datetime:
    """Give the moment at which a day begins here."""
    return make_aware(datetime.combine(day, time.min))


class LogFilter(forms.Form):
    """What to show of the log, as it stands in the page's address: a child by reference, never by name."""

    fields: dict[str, Any]

    child = forms.CharField(label="Child", required=False, max_length=100, help_text="Name or reference")
    person = forms.ModelChoiceField(
        label="By whom", required=False, queryset=get_user_model().objects.none(), empty_label="Anyone"
    )
    kind = forms.ChoiceField(label="What", required=False, choices=kinds, widget=StillSelect)
    since = BritishDateField(label="From", required=False, help_text="Such as 27/3/2026")
    until = BritishDateField(label="Until", required=False, help_text="That day included")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        offer_everybody(self.fields["person"])

    def clean_child(self) -> str:
        return self.cleaned_data["child"].strip().upper()

    def clean(self) -> dict:
        super().clean()
        asked = self.cleaned_data
        if asked.get("since") and asked.get("until") and asked["since"] > asked["until"]:
            self.add_error("until", "Enter a day on or after the first one")
        return asked

    def narrow(self, entries: EntryQuerySet) -> EntryQuerySet:
        """Keep the entries that fit all that was asked; of a question that makes no sense, none."""
        if not self.is_valid():
            return entries.none()
        asked = self.cleaned_data
        if asked["child"]:
            entries = entries.about(asked["child"])
        if asked["person"]:
            entries = entries.by(asked["person"])
        if asked["kind"]:
            entries = self._of_kind(entries, asked["kind"])
        if asked["since"]:
            entries = entries.since(midnight(asked["since"]))
        if asked["until"]:
            entries = entries.until(midnight(asked["until"] + timedelta(days=1)))
        return entries

    @staticmethod
    def _of_kind(entries: EntryQuerySet, kind: str) -> EntryQuerySet:
        if "." not in kind:
            return entries.of_event(kind)
        return entries.of_model(ContentType.objects.get_for_model(apps.get_model(kind)).pk)


class LogSearch(LogFilter):
    """The same as typed: names are looked up here, so that none ever stands in an address."""

    def clean_child(self) -> str:
        typed = self.cleaned_data["child"].strip()
        if not typed or is_reference(typed):
            return typed.upper()
        found = subjects.find(typed, self.user)
        if len(found) == 1:
            return next(iter(found))
        raise ValidationError(self._which(found))

    def address(self) -> str:
        """Give the query of the address that shows what was asked for."""
        asked = {name: self.data.get(name, "").strip() for name in self.fields if self.cleaned_data.get(name)}
        if asked.get("child"):
            asked["child"] = self.cleaned_data["child"]
        return f"?{urlencode(asked)}" if asked else ""

    @staticmethod
    def _which(found: dict[str, str]) -> str:
        if not found:
            return "No child of this name or reference is known to you: check it, or enter the reference"
        each = ", ".join(f"{name} ({reference})" for reference, name in found.items())
        return f"This fits more than one child. Enter the reference of the one you mean: {each}"


class ReviewForm(Form):
    """The sign-off: `seen` names what the page told, which its reader's session keeps."""

    notes = Prose(label="Notes", required=False, help_text="What you asked, whom, and what you were told")
    read = forms.BooleanField(
        label="I have read this and the decisions named here",
        error_messages={"required": "Read what has happened and the decisions, then tick this"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    refused = False

    @property
    def was_shown(self) -> str:
        """The name of what the page told that this was posted from; "" of a new form."""
        return self.data.get("seen", "")

    def refuse(self, refusal: Refusal) -> None:
        self.refused = True
        super().refuse(refusal)

    def show(self, seen: str, *, anew: bool) -> None:
        """Carry the name of what the page tells now; where that is more than was read, nobody has ticked it."""
        self.initial["seen"] = seen
        if self.is_bound:
            self.data = self.data.copy()
            self.data["seen"] = seen
            if anew:
                self.data.pop("read", None)


MISREAD = str.maketrans("018", "OIB")  # a code has none of these digits


class CheckPaperForm(Form):
    """What somebody brings back: the number and code of a printed seal, or the line of a checkpoint."""

    number = forms.IntegerField(label="Number of the seal", required=False, min_value=1, max_value=2**62)
    code = forms.CharField(
        label="Its code", required=False, max_length=60, help_text="26 letters and digits, such as K7Q2-M5XA-…"
    )
    line = forms.CharField(
        label="Or the line of a checkpoint", required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict:
        asked = super().clean()
        if not asked.get("line"):
            self.ask_for("number", not asked.get("number"), "Enter the number of the seal, or a checkpoint")
            self.ask_for("code", not asked.get("code"), "Enter the code that stands beside the number")
        return asked

    def what_is_wrong(self, *, by) -> str:
        """Say in plain words what does not fit; nothing where it fits. What a checkpoint shows is recorded."""
        asked = self.cleaned_data
        if asked["line"]:
            return held_against(asked["line"].strip(), by=by)
        return _unlike(asked["number"], asked["code"])


def _unlike(number: int, typed: str) -> str:
    seal = Seal.objects.filter(sequence=number).first()
    if seal is None:
        return f"The log has no seal number {number}: entries are gone, or the number was misread"
    signs = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(MISREAD)
    if signs != canonical.code(seal.hash).replace("-", ""):
        return f"Seal {number} has another code: the log was written anew since then, or the code was misread"
    return ""

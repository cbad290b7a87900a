"""What a form that is saved over a stored row has: the mark of what its page showed, and what stands there by now."""

from itertools import chain
from typing import Any

from django import forms

from neston_sharing.foundation.forms.base import Whole
from neston_sharing.foundation.meanwhile import fingerprint, plain


def mark_of(form: Whole, stands: dict) -> str:
    """Give a short mark of what stands, as this form would show it, and of what its page shows beside the fields."""
    shown = ((name, *_texts(field, stands.get(name))) for name, field in form.fields.items())
    beside = ((name, str(stands[name])) for name in sorted(stands.keys() - form.fields.keys()))
    return fingerprint(*chain.from_iterable((*shown, *beside)))


def show_what_stands(form: Whole, stands: dict) -> None:
    """Say at each field where something else was typed what is saved there now; what was typed stays."""
    for name in form.fields.keys() & stands.keys():
        field, shown = form.fields[name], form[name]
        if _differs(field, stands[name], shown.data):
            field.stands = _in_words(field, stands[name])
            form.add_error(name, f"Something else is saved now at “{shown.label}”")


def _texts(field: forms.Field, value: Any) -> list[str]:
    """A value as the page has it; nothing is nothing, however it is stored."""
    value = field.prepare_value(value)
    if isinstance(value, list | tuple | set):
        return sorted(str(each) for each in value)
    return ["" if value is None else plain(str(value))]


def _differs(field: forms.Field, stands: Any, typed: Any) -> bool:
    stands = field.prepare_value(stands)
    texts = isinstance(stands, str) and isinstance(typed, str)
    return field.has_changed(*((plain(stands), plain(typed)) if texts else (stands, typed)))


def _in_words(field: forms.Field, value: Any) -> str:
    """As its reader would choose or type it. Of a row that this form does not offer, nothing is said."""
    if isinstance(field, forms.BooleanField):
        return "Ticked" if value else "Not ticked"
    if hasattr(field, "choices"):
        chosen = _texts(field, value)
        return ", ".join(str(label) for key, label in field.choices if str(key) in chosen) or "None of these"
    return field.widget.format_value(field.prepare_value(value)) or "Nothing"

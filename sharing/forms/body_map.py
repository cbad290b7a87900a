from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from sharing import body_map


class BodyMapField(forms.CharField):
    """The marks as the pad sends them; what it gives is a list of marks, checked."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value) -> list:
        try:
            return body_map.parse(super().clean(value))
        except body_map.NotABodyMap as no:
            raise ValidationError(str(no)) from None


class BodyMapPad:
    """A hidden field that is drawn on outlines (its page loads body_map.js); words must be asked for beside it."""

    template = "sharing/concerns/body_map_pad.html"

    def __init__(self, field: str) -> None:
        self.field = field

    def render(self, form, told) -> str:
        form.rendered_fields.add(self.field)
        return render_to_string(self.template, {"field": form[self.field]})

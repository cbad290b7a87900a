"""Fields whose messages say what to do."""

import json

from django import forms
from django.core.validators import RegexValidator

from neston_sharing.foundation import uploads
from neston_sharing.foundation.actions import Refusal

LONGEST_TEXT = 20_000


class Prose(forms.CharField):
    """A text of any sensible length (20,000 characters at most), in the writer's own words."""

    def __init__(self, *, rows: int = 5, **kwargs) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)
        self.widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted without a word


class BritishDateField(forms.DateField):
    """A date as Britain writes it: 27/3/2026 or 27 March 2026."""

    widget = forms.DateInput(format="%-d %B %Y", attrs={"autocomplete": "off"})

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("help_text", "For example, 27/3/2026 or 27 March 2026")
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Enter a date such as 27/3/2026 or 27 March 2026"


class BritishDateTimeField(forms.DateTimeField):
    """A date and a 24-hour time: 27/3/2026 14:05 (Europe/London)."""

    widget = forms.DateTimeInput(format="%-d %B %Y %H:%M", attrs={"autocomplete": "off"})

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("help_text", "For example, 27/3/2026 14:05")
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Enter a date and time such as 27/3/2026 14:05"


class Telephone(forms.CharField):
    """A telephone number as people write it: digits, spaces, brackets, a plus, an extension."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)
        self.validators.append(
            RegexValidator(
                r"^[0-9+() \-]{3,}+((ext\.?|x)\s*\d+)?\Z",
                "Enter a telephone number, such as 0151 496 0000",
            )
        )


def is_key(text: object) -> bool:
    """Whether this could be a row's key: a number that every database takes."""
    return isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 19


class Several(forms.ModelMultipleChoiceField):
    """Several rows, each by its key. What no database could take for a key is no choice, and is not asked about."""

    def clean(self, value):
        if isinstance(value, list) and (forged := [key for key in value if not is_key(str(key))]):
            message = self.error_messages["invalid_choice"]
            raise forms.ValidationError(message, code="invalid_choice", params={"value": forged[0]})
        return super().clean(value)


class Bounded(json.JSONDecoder):
    """Says of JSON that is nested without end what it says of all that is no JSON."""

    def decode(self, s, _w=json.decoder.WHITESPACE.match):  # type: ignore[attr-defined]
        try:
            return super().decode(s, _w)
        except RecursionError:
            raise json.JSONDecodeError("Nested without end", "", 0) from None


class Credential(forms.JSONField):
    """What a browser says of a passkey: an object with something in it.

    Of anything that is false, such as 0, allauth asks nothing more, and would keep it as a passkey.
    """

    widget = forms.HiddenInput

    def __init__(self, **kwargs) -> None:
        super().__init__(decoder=Bounded, **kwargs)

    def to_python(self, value):
        said = super().to_python(value)
        if said is None or isinstance(said, dict):
            return said
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class PagesInput(forms.FileInput):
    """Several files at once, or the camera of a telephone. JPEG is named: a telephone then converts its own format."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/jpeg,image/png,application/pdf"})


class PagesField(forms.FileField):
    """All pages of a paper, as photographs or scans; what it gives is one `Upload`, joined (see `uploads.together`)."""

    widget = PagesInput

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault(
            "help_text",
            "Photograph or scan every page, then choose them all at once, in order. PDF, JPEG or PNG, "
            "up to 10 MB each and 20 pages in all. Files are not scanned for viruses.",
        )
        super().__init__(**kwargs)

    def clean(self, data, initial=None) -> uploads.Upload | None:
        if not data:
            return super().clean(None)
        try:
            return uploads.together(data, field="")
        except Refusal as refusal:
            raise forms.ValidationError(refusal.message) from None

"""How the cells of a list are read, where no page's form has a field that does."""

from django import forms
from django.core.exceptions import ValidationError

YES, NO = {"yes", "y", "true", "1", "x", "✓"}, {"no", "n", "false", "0"}


class Line(forms.CharField):
    """A short text; a line break inside a cell is a space."""

    def __init__(self, most: int) -> None:
        too_long = f"Shorten this to {most} characters"
        super().__init__(max_length=most, error_messages={"max_length": too_long})

    def to_python(self, value) -> str:
        return " ".join((super().to_python(value) or "").split())


class YesOrNo(forms.Field):
    def to_python(self, value) -> bool:
        word = value.strip().casefold()
        if word not in YES | NO:
            raise ValidationError(f"“{value[:30]}” is neither yes nor no")
        return word in YES

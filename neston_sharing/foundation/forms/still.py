"""A list of choices that are the same as long as the process runs."""

from typing import Any

from django import forms
from django.utils.safestring import SafeString


class StillSelect(forms.Select):
    """Drawn once for each value and then kept, which for a hundred choices is most of a page's form.

    The copies that each form makes of its fields share what is kept.
    """

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.drawn: dict[tuple, SafeString] = {}

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        key = (name, str(value or ""), tuple((attrs or {}).items()))
        return self.drawn.get(key) or self._keep(key, super().render(name, value, attrs, renderer))

    def _keep(self, key: tuple[Any, ...], drawn: SafeString) -> SafeString:
        """Keep what was drawn for a choice; values that are typed into addresses have no end."""
        if " selected>" in drawn:
            self.drawn[key] = drawn
        return drawn

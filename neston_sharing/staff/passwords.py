"""What a password may not be made of: the names that anybody at this setting could guess."""

import re

from django.core.exceptions import ValidationError

from neston_sharing.foundation.known_names import known_names
from neston_sharing.foundation.models import Setting
from neston_sharing.staff.models import User

ENOUGH_BESIDE_NAMES = 8  # characters, spaces not counted
SHORTEST_WORD = 4


class NamesOfThisPlaceValidator:
    """Refuses a password that is little more than names: of the setting, of those who work here, or of the children."""

    def validate(self, password: str, user=None) -> None:
        rest = password.lower()
        for word in sorted(names_of_this_place(), key=len, reverse=True):
            rest = rest.replace(word, "")
        names_taken_out = len(rest) < len(password)
        if names_taken_out and len(rest.replace(" ", "")) < ENOUGH_BESIDE_NAMES:
            raise ValidationError("This is too close to a name that people here know. Add other words to it")

    def get_help_text(self) -> str:
        return "Not made of the names of the setting, its staff or the children"


def names_of_this_place() -> set[str]:
    """Give the words, in small letters, that the names of the setting, its staff and the children are made of."""
    setting = Setting.objects.current()
    staff = User.objects.active().values_list("name", flat=True)
    texts = [setting.name if setting else "", *staff, *known_names()]
    return {word for text in texts for word in re.findall(r"\w+", text.lower()) if len(word) >= SHORTEST_WORD}

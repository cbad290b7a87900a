"""How the cells of a list are read. What a page's form would take or refuse is taken or refused here too."""

import re
import unicodedata
from datetime import date
from functools import cache

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateformat import format as written

from consent.models import FamilyLink

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
CENTURY = 2000  # of a year written with two digits: nobody on this register was born before
BY_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
BY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:[ \-]of)?[ \-]([a-z]{3,9})\.?,?[ \-](\d{4}|\d{2})")
BY_SORTING = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ t]00:00(?::00)?)?")

GROUNDS = {
    "father married": "married",
    "married to the mother": "married",
    "father on the birth certificate": "birth_certificate",
    "certificate": "birth_certificate",
    "pr agreement": "agreement",
    "pr order": "court_order",
    "second parent": "second_parent",
    "adopted": "adoption",
    "lives with order": "lives_with",
    "child arrangements order": "lives_with",
    "emergency protection order": "protection_order",
}


class DateAsWritten(forms.Field):
    """A day as Britain writes it, day first: 3/9/2023, 03.09.23, 3 Sept 2023; or as computers do, 2023-09-03."""

    def to_python(self, value) -> date:
        text = " ".join(value.lower().split())
        try:
            return date(*_year_month_day(text))
        except ValueError:
            raise ValidationError(f"“{value[:30]}” is no day: write it as 3/9/2023, the day first") from None


def _year_month_day(text: str) -> tuple[int, int, int]:
    if found := BY_SORTING.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := BY_NUMBERS.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := BY_NAME.fullmatch(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        raise ValueError(text)
    return year + CENTURY if year < 100 else year, month, day


def _month(name: str) -> int:
    """Take any beginning of a month's name from three letters on, and "sept"."""
    number = MONTHS.index(name[:3]) + 1
    if not written(date(2000, number, 1), "F").lower().startswith(name):
        raise ValueError(name)
    return number


class GroundNamed(forms.Field):
    """A ground of parental responsibility, by the words that the pages offer or those that people use."""

    def to_python(self, value) -> str:
        try:
            return _grounds()[_words(value.split("(")[0])]
        except KeyError:
            raise ValidationError(
                f"“{value[:60]}” is no ground that is known here: see what the column holds"
            ) from None


@cache
def _grounds() -> dict[str, str]:
    known = {_words(label.split("(")[0]): ground for ground, label in FamilyLink.Ground.choices}
    return known | {_words(ground): ground for ground in FamilyLink.Ground.values} | GROUNDS


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.replace("_", " ").casefold()))


def spelt(text: str) -> str:
    """Give what makes two spellings the same: case, spaces, hyphens and kinds of apostrophe do not matter."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def sounding(text: str) -> str:
    """Give what two people's names are matched by: as `spelt`, and accents do not matter either."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, decomposed))


def digits(telephone: str) -> str:
    return re.sub(r"\D", "", telephone)

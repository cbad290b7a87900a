"""Postcodes, telephone numbers and e-mail addresses: any British one, whoever's it is."""

import re
from collections.abc import Iterable, Iterator

from sharing.naming.folding import Text
from sharing.naming.known import Known

_OUTWARD = r"(?:gir|[a-pr-uwyz](?:\d{1,2}|\d[a-hjkps-uw]|[a-hk-y]\d{1,2}|[a-hk-y]\d[abehmnprv-y]))"
_POSTCODE = re.compile(rf"(?<![^\W_])({_OUTWARD}[ \t-]{{0,2}})(\d[abd-hjlnp-uw-z]{{2}})(?![^\W_])")
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|\dth)$")  # "room b2 1st": in lower case no postcode

_APART = r"[ \t.\-()]{0,3}"
_TELEPHONE = re.compile(
    rf"(?<![\w+])(?:\(?(?:\+|00) ?44\)?{_APART}(?:\(0\){_APART})?|\(?0)"
    rf"(?:[1-9]\d(?:{_APART}\d){{8}}|[18]\d(?:{_APART}\d){{7}})(?!\d)"
    rf"|(?<![\w+])\+[1-9](?:{_APART}\d){{8,13}}(?!\d)"
)
_DIGITS = re.compile(r"(?<!\d)\d(?:[ \t.\-()]?\d){4,14}(?!\d)")
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")


class Contacts:
    def __init__(self, known: Known):
        self._postcodes = {_letters(postcode) for postcode in known.postcodes}
        self._numbers = {end for number in known.telephones for end in _ends(number)}
        self._emails = sorted({Text(email).folded.strip() for email in known.emails} - {""})

    def find(self, text: Text) -> Iterator[tuple[int, int, str]]:
        yield from self._find_postcodes(text)
        yield from self._find_emails(text)
        for match in _TELEPHONE.finditer(text.folded):
            yield *match.span(), "a telephone number"
        for match in _DIGITS.finditer(text.folded):
            if _digits(match[0]) in self._numbers:
                yield *match.span(), "a telephone number"

    def _find_postcodes(self, text: Text) -> Iterator[tuple[int, int, str]]:
        for match in _POSTCODE.finditer(text.folded):
            if _letters(match[0]) in self._postcodes:
                yield *match.span(), "may be the home postcode"
            elif not _ORDINAL.match(text.plain[match.start(2) : match.end(2)]):
                yield *match.span(), "a postcode"

    def _find_emails(self, text: Text) -> Iterator[tuple[int, int, str]]:
        for match in _EMAIL.finditer(text.folded):
            yield *match.span(), "an e-mail address"
        for email in self._emails:
            start = text.folded.find(email)
            while start >= 0:
                yield start, start + len(email), "an e-mail address"
                start = text.folded.find(email, start + 1)


def _letters(postcode: str) -> str:
    return "".join(filter(str.isalnum, postcode)).lower()


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _ends(number: str) -> Iterable[str]:
    """Give the number in whole, and without its area code."""
    digits = _digits(number)
    return {digits, digits[-7:], digits[-6:]} if len(digits) > 9 else {digits} - {""}

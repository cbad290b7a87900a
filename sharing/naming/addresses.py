"""Addresses: the lines of the known ones, their streets, and whatever looks like a house number and a street."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sharing.naming.folding import Text, Token

_KINDS = {
    "road": ("rd",), "street": ("st", "str"), "avenue": ("ave", "av"), "lane": ("ln", "la"), "close": ("cl",),
    "drive": ("dr", "drv"), "crescent": ("cres", "cresc"), "court": ("ct", "crt"), "gardens": ("gdns", "gdn"),
    "place": ("pl",), "terrace": ("tce", "terr", "ter"), "square": ("sq",), "park": ("pk",), "grove": ("gr", "grv"),
    "way": (), "hill": (), "mews": (), "walk": (), "rise": (), "view": (), "row": (), "croft": (), "green": ("grn",),
    "meadow": (), "meadows": (), "fold": (), "parade": (), "wharf": (), "quay": (), "drift": (), "bank": (), "brow": (),
}  # fmt: skip
_FULL = {short: kind for kind, shorts in _KINDS.items() for short in shorts}
_HOUSES = {
    "house",
    "cottage",
    "cottages",
    "flat",
    "farm",
    "lodge",
    "apartment",
    "apartments",
    "barn",
    "caravan",
    "villa",
}

# A street of this name stands in half the towns of England: it says nothing without its number.
_COMMON_NAMES = """
high main church chapel station school park mill victoria london chester albert queen queens king kings bridge market
new north south east west green hill manor green windsor york the brook field springfield grange orchard the lane cross
"""
_COMMON = frozenset(_COMMON_NAMES.split())
_ARTICLES = {"the", "a"}
_GAP = frozenset(" ,.\n\r\t'-")
_LOOKS_LIKE = re.compile(
    r"(?<![\w.,/-])(?:[Ff]lat \d+[A-Za-z]?,? )?\d{1,4}[A-Za-z]?,? (?:(?:St\.? )?[A-Z][a-z']+[ -]){1,3}(?:"
    + "|".join(form.title() for kind, shorts in _KINDS.items() for form in (kind, *shorts))
    + r")\b"
)


class Addresses:
    def __init__(self, addresses: Iterable[str]):
        self._lines: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for line in {line for address in addresses for line in _said(address)}:
            self._lines[line[0]].add(line)

    def find(self, text: Text) -> Iterator[tuple[int, int, str]]:
        for at, token in enumerate(text.tokens):
            for line in self._lines.get(_FULL.get(token.key, token.key), ()):
                run = text.tokens[at : at + len(line)]
                if _is(text, run, line):
                    yield run[0].start, run[-1].end, "may be the home address"
        for match in _LOOKS_LIKE.finditer(text.plain):
            yield *match.span(), "looks like an address"


def _is(text: Text, run: list[Token], line: tuple[str, ...]) -> bool:
    if tuple(_FULL.get(token.key, token.key) for token in run) != line:
        return False
    gaps = [text.between(left, right) for left, right in pairwise(run)]
    meant = any(char.isdigit() for token in run for char in token.key) or not all(token.lower for token in run)
    return all(len(gap) <= 2 and _GAP.issuperset(gap) for gap in gaps) and (meant or len(run) > 2)


def _said(address: str) -> Iterator[tuple[str, ...]]:
    """Give the runs of words that say where somebody lives: no town or county alone, no "High Street" alone."""
    lines = [_words(line) for line in re.split(r"[\n,]", address)]
    lines = [line for line in lines if line]
    for at, line in enumerate(lines):
        street = _without_number(line)
        if street != line and street:
            yield line
        elif line[0].isdigit() and at + 1 < len(lines):
            yield line + lines[at + 1]  # "12, High Street"
            continue
        if _is_distinctive(street, first=at == 0):
            yield street


def _words(line: str) -> tuple[str, ...]:
    return tuple(_FULL.get(token.key, token.key) for token in Text(line).tokens)


def _without_number(line: tuple[str, ...]) -> tuple[str, ...]:
    """Take "12", "12 a", "flat 2 12" off; "flat 2" is all number."""
    at = max((place + 1 for place, word in enumerate(line) if word.isdigit()), default=0)
    at += 1 if at and at < len(line) and len(line[at]) == 1 else 0
    return line[at:]


def _is_distinctive(street: tuple[str, ...], *, first: bool) -> bool:
    named = [word for word in street if word not in _ARTICLES]
    if len(named) < 2:
        return False
    is_street, is_house = named[-1] in _KINDS, bool(_HOUSES & set(named))
    return is_house or (is_street and not set(named[:-1]) <= _COMMON) or (first and not is_street)

"""A text without accents, widths and case, whose every character knows where it stood."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

_APOSTROPHES = "\u2019\u2018\u201b\u02bc\u02b9\u00b4`\u2032\uff07"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_QUOTES = "\u201c\u201d\u201e\u00ab\u00bb"
_LETTERS = "ø=o Ø=O ł=l Ł=L đ=d Đ=D ð=d Ð=D ħ=h Ħ=H \u0131=i æ=ae Æ=Ae œ=oe Œ=Oe þ=th Þ=Th ə=e Ə=E"
_ALIKE = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_QUOTES, '"'),
        **dict(pair.split("=") for pair in _LETTERS.split()),
    }
)
_DROPPED = {"Mn", "Me", "Cf"}  # accents, and what has no width: soft hyphens, joiners, marks of direction
_BREAKS = '.!?:\n\r\u2028\u2029-\u2014\u2022\u2026"'
_LOOK_BACK = 20
_TITLE = re.compile(r"\b(mr|mrs|ms|miss|dr|mx|rev|prof)\.$")
_RUNS = re.compile(r"[^\W\d_]+|\d+")


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """Give the letters a character stands for, its case kept: "é" → "e", "ﬁ" → "fi"."""
    spread = unicodedata.normalize("NFKD", character.translate(_ALIKE))
    plain = "".join(one for one in spread if unicodedata.category(one) not in _DROPPED).translate(_ALIKE)
    lower = plain.casefold()
    return plain if len(lower) == len(plain) else lower


@dataclass(frozen=True)
class Token:
    """A run of letters or of digits: `key` folded, `written` with its case; where it stands in the folded text."""

    start: int
    end: int
    key: str
    written: str

    @property
    def lower(self) -> bool:
        return self.written[0].islower()

    @property
    def upper(self) -> bool:
        return self.written.isupper()


class Text:
    """`plain` has its case, `folded` has not; both are equally long, and `span` leads back to the original."""

    def __init__(self, original: str):
        self.original = original
        self._at: Sequence[int]
        if original.isascii():
            self.plain, self._at = original, range(len(original) + 1)
        else:
            pieces = [_plain(character) for character in original]
            self.plain = "".join(pieces)
            self._at = [index for index, piece in enumerate(pieces) for _ in piece] + [len(original)]
        self.folded = self.plain.lower() if self.plain.isascii() else "".join(map(_folded, self.plain))

    @cached_property
    def tokens(self) -> list[Token]:
        found = _RUNS.finditer(self.folded)
        return [Token(run.start(), run.end(), run[0], self.plain[run.start() : run.end()]) for run in found]

    def between(self, left: Token, right: Token) -> str:
        return self.folded[left.end : right.start]

    def starts_sentence(self, token: Token) -> bool:
        """True where a capital says nothing: behind a full stop, a colon, a line break, a bullet, an opening quote."""
        before = self.folded[max(0, token.start - _LOOK_BACK) : token.start].rstrip(" \t(['*")
        return not before or (before[-1] in _BREAKS and not _TITLE.search(before))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Lead back to the original: what was dropped behind a character belongs to it."""
        return self._at[start], max(self._at[end - 1] + 1, self._at[end])


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    lower = character.casefold()
    return lower if len(lower) == 1 else character

"""Birth dates in any British form: the known ones wherever they stand, others beside the word "born" or "DOB"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sharing.naming.folding import Text

_NAMES = "january february march april may june july august september october november december"
_SINGLE = "first second third fourth fifth sixth seventh eighth ninth"
_TO_TWENTY = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_MONTHS, _ONES = _NAMES.split(), _SINGLE.split()
_ORDINALS = [*_ONES, *_TO_TWENTY.split(), *(f"twenty-{one}" for one in _ONES), "thirtieth", "thirty-first"]

_SPELT_OUT = "|".join(word.replace("-", "[ -]?") for word in reversed(_ORDINALS))
_DAY = rf"(?:(?P<day>[0-3]?\d)(?: ?(?:st|nd|rd|th))?|(?P<spelt>{_SPELT_OUT}))"
_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:t|{name[3:]})?" for name in _MONTHS) + r")\b"
_OF = r"(?:[ \t\n\r.,/-]{1,3}(?:day )?(?:of )?(?:the )?)"
_YEAR = r"(?:[ \t\n\r.,/'-]{1,3}(?:in |of )?(?P<year>\d{4}|\d\d)(?!\d))?"
_FORMS = tuple(
    re.compile(rf"(?=(?P<all>(?<![\w])(?<!\d[.,/-]){form}(?![\d])))")
    for form in (
        rf"{_DAY}{_OF}?{_MONTH}{_YEAR}",
        rf"{_MONTH}[ \t\n\r.-]{{0,2}}(?:the )?{_DAY}(?!\d){_YEAR}",
        r"(?P<day>[0-3]?\d)(?P<between> ?[./-] ?| )(?P<number>[01]?\d)(?P=between)(?P<year>\d{4}|\d\d)",
        r"(?P<year>\d{4})(?P<between> ?[./-] ?| )(?P<number>[01]?\d)(?P=between)(?P<day>[0-3]?\d)",
        r"(?P<day>[0-3]\d)(?P<number>[01]\d)(?P<year>\d{4}|\d\d)",
        r"(?P<year>\d{4})(?P<number>[01]\d)(?P<day>[0-3]\d)",
        r"(?P<day>[0-3]?\d)/(?P<number>[01]?\d)(?!/)",
    )
)
_COMPACT = _FORMS[4:6]  # 03092022 may be anything, unless it is a birth date that is known

_BORN = r"\b(?:born|birth\w*|d\.?o\.?b)\b"
_AGES = r"\bturn(?:s|ed|ing)? (?:\d+|one|two|three|four|five|six)\b"
_BEFORE = re.compile(rf"(?:{_BORN}|{_AGES})[^!?\n]{{0,30}}$")
_BEHIND = re.compile(r"^[^.!?\n]{0,12}\b(?:birthday|date of birth|d\.?o\.?b)\b")


@dataclass(frozen=True)
class _Day:
    """A date as written; `year` has four digits, two, or is empty."""

    start: int
    end: int
    day: int
    month: int
    year: str
    compact: bool
    words: bool

    def is_date(self) -> bool:
        try:
            date(int(self.year) if len(self.year) == 4 and int(self.year) else 2000, self.month, self.day)
        except ValueError:
            return False
        return True

    def may_be(self, born: date) -> bool:
        """Two digits behind a month in words may be no year: "3 September 20 children"."""
        if (self.day, self.month) != (born.day, born.month):
            return False
        return str(born.year).endswith(self.year) or (self.words and len(self.year) == 2)


class Dates:
    def __init__(self, born: Iterable[date]):
        self._born = frozenset(born)

    def find(self, text: Text) -> Iterator[tuple[int, int, str]]:
        for day in _days(text.folded):
            if any(day.may_be(born) for born in self._born):
                yield day.start, day.end, "may be a date of birth"
            elif (day.words or day.year) and not day.compact and _introduced(text.folded, day):
                yield day.start, day.end, "looks like a date of birth"


def _introduced(folded: str, day: _Day) -> bool:
    before, behind = folded[max(0, day.start - 45) : day.start], folded[day.end : day.end + 30]
    return bool(_BEFORE.search(before) or _BEHIND.search(behind))


def _days(folded: str) -> Iterator[_Day]:
    for form in _FORMS:
        for match in form.finditer(folded):
            found = _read(match, form in _COMPACT)
            if found.is_date():
                yield found


def _read(match: re.Match[str], compact: bool) -> _Day:
    parts = match.groupdict()
    spelt = re.sub(r"^(twenty|thirty)[ -]?(?=[a-z])", r"\1-", parts.get("spelt") or "")
    day = int(parts["day"]) if parts.get("day") else _ORDINALS.index(spelt) + 1
    words = bool(parts.get("month"))
    month = _month(parts["month"]) if words else int(parts["number"])
    return _Day(*match.span("all"), day, month, parts.get("year") or "", compact, words)


def _month(written: str) -> int:
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(written[:3]))

"""Names in a text: one look-up a word, however many people are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sharing.naming.edits import Near
from sharing.naming.folding import Text, Token
from sharing.naming.forms import Forms, Kind
from sharing.naming.in_sentence import is_word, meant_as_name
from sharing.naming.known import Person, whose
from sharing.naming.ordinary import is_ordinary

# Letters a name must have to be looked for misspelt: with a capital within a sentence, at its start, in lower case.
_IN_SENTENCE, _AT_START, _IN_LOWER_CASE = 4, 5, 5
_SHORTEST = 3
_JOINS = frozenset(" -'.,\n\t\r")


@dataclass(frozen=True)
class Named:
    """The tokens from `first` to `last` may name any of `people`."""

    first: int
    last: int
    people: frozenset[int]
    kind: Kind


class Names:
    def __init__(self, people: Sequence[Person]):
        self._people = people
        self._forms = Forms(people)
        exact = (form for form, called in self._forms.single.items() if Kind.NAME in called.values())
        self._near = Near(form for form in exact if len(form) >= _IN_SENTENCE)

    def find(self, text: Text) -> Iterator[tuple[int, int, str]]:
        for named in _together(text, self._one_by_one(text)):
            yield text.tokens[named.first].start, text.tokens[named.last].end, self._says(named)

    def _one_by_one(self, text: Text) -> Iterator[Named]:
        at = 0
        while at < len(text.tokens):
            named = self._phrase(text, at) or self._single(text, at) or self._misspelt(text, at)
            if named:
                yield named
            at = named.last + 1 if named else at + 1

    def _phrase(self, text: Text, at: int) -> Named | None:
        phrases = self._forms.phrases.get(text.tokens[at].key, {})
        for phrase in sorted(phrases, key=len, reverse=True):
            run = text.tokens[at : at + len(phrase)]
            written = tuple(token.key for token in run) == phrase and _joined(text, run)
            if written and not all(token.lower and is_word(token.key) for token in run):
                return Named(at, at + len(phrase) - 1, frozenset(phrases[phrase]), Kind.NAME)
        return None

    def _single(self, text: Text, at: int) -> Named | None:
        key = text.tokens[at].key
        called = self._forms.single.get(key)
        if not called or _is_negation(text, at) or not meant_as_name(text, at, given=key in self._forms.given):
            return None
        surest = min(called.values())
        people = frozenset(number for number, kind in called.items() if kind == surest)
        return Named(at, at, people, surest)

    def _misspelt(self, text: Text, at: int) -> Named | None:
        token, joined = text.tokens[at], _across_an_apostrophe(text, at)
        if joined and (names := self._like(joined, text, token)):
            return Named(at, at + 1, self._called(names), Kind.MISSPELT)
        if len(token.key) < _SHORTEST or is_ordinary(token.key) or _is_negation(text, at):
            return None
        names = self._like(token.key, text, token)
        if token.key.endswith("s") and not token.lower and token.key[:-1] in self._forms.single:
            names.append(token.key[:-1])  # "Toms coat"
        return Named(at, at, self._called(names), Kind.MISSPELT) if names else None

    def _like(self, written: str, text: Text, token: Token) -> list[str]:
        names = list(self._near.to(written))
        shortest = _letters_needed(text, token) if names else 0
        return [name for name in names if len(name) >= shortest]

    def _called(self, names: Sequence[str]) -> frozenset[int]:
        return frozenset(number for name in names for number in self._forms.single[name])

    def _says(self, named: Named) -> str:
        roles = [self._people[number].role for number in sorted(named.people)]
        if named.kind is Kind.OTHER_FORM:
            return f"may be another form of {whose(roles, 'name')}"
        return f"may be {whose(roles, 'name')}" + (", misspelt" if named.kind is Kind.MISSPELT else "")


def _letters_needed(text: Text, token: Token) -> int:
    """Short words in capitals are abbreviations (EYFS)."""
    if token.lower:
        return _IN_LOWER_CASE
    return _AT_START if text.starts_sentence(token) or (token.upper and len(token.key) < 5) else _IN_SENTENCE


def _across_an_apostrophe(text: Text, at: int) -> str:
    """Read "O'Neil" as one word, but not "Amara's"."""
    token, behind = text.tokens[at], text.tokens[at + 1 : at + 2]
    joined = behind and len(token.key) < 3 < len(behind[0].key) and text.between(token, behind[0]) == "'"
    return token.key + behind[0].key if joined else ""


def _is_negation(text: Text, at: int) -> bool:
    """Tell "don't" from the name Don."""
    behind = text.tokens[at + 1 : at + 2]
    return bool(behind) and behind[0].key == "t" and text.between(text.tokens[at], behind[0]) == "'"


def _joined(text: Text, run: Sequence[Token]) -> bool:
    gaps = [text.between(left, right) for left, right in pairwise(run)]
    return all(len(gap) <= 2 and _JOINS.issuperset(gap) for gap in gaps)


def _side_by_side(text: Text, left: Named, right: Named) -> bool:
    gap = text.between(text.tokens[left.last], text.tokens[right.first])
    return right.first == left.last + 1 and len(gap) <= 2 and set(gap) <= {" ", "-", "'"}


def _together(text: Text, found: Iterator[Named]) -> Iterator[Named]:
    """Make "Amara Okafor" one finding where both may name the same person, and say of fewer people whose name it is."""
    last: Named | None = None
    for named in found:
        same = last.people & named.people if last else frozenset()
        if last and same and _side_by_side(text, last, named):
            last = replace(last, last=named.last, people=same, kind=min(last.kind, named.kind))
            continue
        if last:
            yield last
        last = named
    if last:
        yield last

"""The forms that people's names are written in: the parts, the parts run together, and what each may be called."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import IntEnum

from sharing.naming.folding import Text
from sharing.naming.known import Person
from sharing.naming.nicknames import other_forms

# Parts that say nothing alone: "de" in "de Souza", "van der" in "van der Berg".
_ALONE_NOTHING = (
    "al ap ab ben bin bint ibn abu abd el ul ur de da das do dos del della di du la le les lo van von der den ter ten "
    "st san mc mac fitz o d n y e i of the ud din"
)
_PARTICLES = frozenset(_ALONE_NOTHING.split())
_SHORTEST = 2


class Kind(IntEnum):
    """How sure a form is: the lower the surer."""

    NAME = 0
    OTHER_FORM = 1
    MISSPELT = 2


class Forms:
    """`single` words and `phrases` of several, with the people (by number) who may be called so; which are `given`."""

    def __init__(self, people: Iterable[Person]):
        self.single: dict[str, dict[int, Kind]] = defaultdict(dict)
        self.phrases: dict[str, dict[tuple[str, ...], set[int]]] = defaultdict(lambda: defaultdict(set))
        self.given: set[str] = set()
        for number, person in enumerate(people):
            self._add(number, person)

    def _add(self, number: int, person: Person) -> None:
        for name in (person.given_names, person.known_as, person.family_name):
            for phrase in _phrases(name):
                self.phrases[phrase[0]][phrase].add(number)
                self._call(number, "".join(phrase))
            for word in _words(name):
                self._call(number, word)
        for first in _words(person.given_names)[:1]:
            self._call(number, first + "".join(token.key for token in Text(person.family_name).tokens))
        for name in (person.given_names, person.known_as):
            self.given.update(_words(name))
            for called in {other for word in _words(name) for other in other_forms(word)}:
                self.single[called].setdefault(number, Kind.OTHER_FORM)

    def _call(self, number: int, form: str) -> None:
        if len(form) >= _SHORTEST:
            self.single[form][number] = Kind.NAME


def _words(name: str) -> list[str]:
    """Give what may be said alone; a name that is nothing but a particle is said alone all the same."""
    parts = [token.key for token in Text(name).tokens if not token.key.isdigit() and len(token.key) >= _SHORTEST]
    return [part for part in parts if part not in _PARTICLES] or parts


def _phrases(name: str) -> Iterator[tuple[str, ...]]:
    """Give the parts that belong together: Mary-Jane, O'Neill, Mc Donald, de Souza, van der Berg."""
    for word in Text(name).folded.split():
        parts = tuple(token.key for token in Text(word).tokens)
        if len(parts) > 1:
            yield parts
        prefix = next((start for start in ("mc", "mac") if word.startswith(start) and len(word) > len(start) + 3), None)
        if prefix and len(parts) == 1:
            yield from (("mc", word.removeprefix(prefix)), ("mac", word.removeprefix(prefix)))
    whole = tuple(token.key for token in Text(name).tokens)
    starts = [at for at, part in enumerate(whole[:-1]) if part in _PARTICLES]
    if starts:
        yield whole[starts[0] :]

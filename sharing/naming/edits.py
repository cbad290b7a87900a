"""Words that are one edit apart: a letter more, less, other, or two changed about.

Two such words have a shortened form in common, so that a word is compared with few names and not with all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator


def shortened(word: str) -> set[str]:
    """Give the word, and the word without each one of its letters."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def one_edit_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped


class Near:
    """Names by their shortened forms."""

    def __init__(self, names: Iterable[str]):
        self._names: dict[str, list[str]] = defaultdict(list)
        for name in names:
            for form in shortened(name):
                self._names[form].append(name)

    def to(self, word: str) -> Iterator[str]:
        """Give the names that are one edit away from this word."""
        seen = {name for form in shortened(word) for name in self._names.get(form, ())}
        return (name for name in sorted(seen) if one_edit_apart(word, name))

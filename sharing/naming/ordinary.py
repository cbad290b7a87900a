"""Whether a word is an ordinary one, with its ending taken off: no misspelt name, then."""

from collections.abc import Iterator
from functools import lru_cache

from sharing.naming.words import NAMES_THAT_ARE_WORDS, WORDS

_ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "r",
    "ers",
    "rs",
    "est",
    "ly",
    "y",
    "ness",
    "ful",
    "less",
    "able",
    "ment",
    "al",
    "ion",
)
_TURNED = {"ies": "y", "ied": "y", "ier": "y", "iest": "y", "ily": "y", "ves": "f", "ation": "e", "ion": "e"}
_BEGINNINGS = ("un", "re", "dis", "over", "non", "pre", "mis")


@lru_cache(maxsize=4096)
def is_ordinary(word: str) -> bool:
    stems = set(_stems(word))
    begun = {stem[len(start) :] for stem in stems for start in _BEGINNINGS if stem.startswith(start)}
    return any(stem in WORDS or stem in NAMES_THAT_ARE_WORDS for stem in stems | begun)


def _stems(word: str) -> Iterator[str]:
    """Give what the word may come from: "hugging" → "hugg", "hugge", "hug"."""
    yield word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            yield from (stem, stem + "e")
            if stem[-1] == stem[-2]:
                yield stem[:-1]
    for ending, stands_for in _TURNED.items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            yield word.removesuffix(ending) + stands_for

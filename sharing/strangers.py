"""What looks like the full name of a person in a text: two capitals side by side, or a title and a capital.

Standard library and the name check only. Where a sentence starts, or a word is an ordinary one, a capital says nothing.
"""

from collections.abc import Iterator

from sharing.naming.folding import Text, Token
from sharing.naming.ordinary import is_ordinary

TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr"])


def strangers_in(text: str, familiar: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Give where names stand of whom `familiar` (words in lower case) knows no part, from start to end."""
    folded = Text(text)
    for run in _runs(folded):
        names = [token for token in run if token.key not in TITLES]
        titled = len(names) < len(run)
        if len(names) >= (1 if titled else 2) and not any(token.key in familiar for token in names):
            yield folded.span(run[0].start, run[-1].end)


def _runs(text: Text) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in text.tokens:
        if run and text.between(run[-1], token) not in (" ", ". ", "-", "'"):
            yield run
            run = []
        if _may_name(token):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _may_name(token: Token) -> bool:
    if token.key in TITLES:
        return not token.lower
    capital = token.written[0].isupper() and not token.upper and len(token.key) > 1
    return capital and not is_ordinary(token.key)

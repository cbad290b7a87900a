"""Names that people here know, of whom this floor knows nothing: an app above it registers what gives them."""

from collections.abc import Callable, Iterable, Iterator

_givers: list[Callable[[], Iterable[str]]] = []


def register(names: Callable[[], Iterable[str]]) -> None:
    """Called once, from the ready() of the app that knows these names."""
    if names not in _givers:
        _givers.append(names)


def known_names() -> Iterator[str]:
    return (name for names in _givers for name in names())

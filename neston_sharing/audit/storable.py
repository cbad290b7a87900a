"""What both engines can store and give back as it was; what one of them could not is refused before it is written."""

import math
from collections.abc import Mapping

# From here on a float no longer tells one whole number from the next.
LARGEST_WHOLE_FLOAT = 2**53


class Unstorable(ValueError):
    """A text holds what PostgreSQL cannot store: NUL, or half of a pair of surrogates."""


def storable(value):
    """Give JSON that PostgreSQL's jsonb returns exactly: it would rewrite 1e16 and refuse NaN, so floats are tamed."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return {plain(str(key)): storable(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return plain(str(value))


def plain(text: str) -> str:
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text if sign > "\u02ff"):
        raise Unstorable("A text holds a character that cannot be stored: NUL or a lone surrogate")
    return text


def _number(value: float) -> int | float | str:
    if not math.isfinite(value) or abs(value) >= LARGEST_WHOLE_FLOAT:
        return repr(value)
    return int(value) if value.is_integer() else value

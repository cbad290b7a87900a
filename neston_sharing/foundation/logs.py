"""What the server writes about errors: where and which, never what was being said about whom."""

import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType

OPENS_A_DOOR = re.compile(r"(/(?:invitations|reset/key)/)[^/\s]+")  # whoever reads such an address can come in by it
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Writes the way to an error without its words: a database's complaint quotes the whole row that it refused."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 (the name is logging's)
        error = ei[1]
        return "\n".join(map(described, reversed(list(chain(error))))) if error else ""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the name is logging's)
        """Keep a log line a line, whatever was in the address that it names, and name no address that lets in."""
        line = OPENS_A_DOOR.sub(r"\1…", super().formatMessage(record))
        return line.replace("\r", "\\r").replace("\n", "\\n")


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """Give the error, and what it came from, as far back as it goes."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def described(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{''.join(traceback.format_tb(error.__traceback__))}{kind}{named(error)}"


def named(error: BaseException) -> str:
    """Say which rule of the database's was broken, in its own name for it."""
    diagnosis = getattr(error, "diag", None)
    rule = getattr(diagnosis, "constraint_name", None) or getattr(error, "sqlstate", None)
    return f" ({rule})" if rule else ""

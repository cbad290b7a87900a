"""How state changes: one verb, one transaction, one writer at a time."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

# Any constant will do; it is the one lock that every writer of records takes.
WRITERS_LOCK = 0x4E455354


_as_one: ContextVar[bool] = ContextVar("as_one", default=False)
_holding: ContextVar[bool] = ContextVar("holding_the_writers_lock", default=False)


class Refusal(Exception):
    """An action's no, in the user's words: what is wrong and what to do. `field` names the input it belongs to."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message, self.field = message, field

    @property
    def each(self) -> "tuple[Refusal, ...]":
        """Give what is wrong one by one, each with its field."""
        return (self,)


class Refusals(Refusal):
    """Several of one form at once, so that nobody is sent back for each; it speaks as the first where one is heard."""

    def __init__(self, found: Iterable[Refusal]) -> None:
        self._each = tuple(found)
        super().__init__(". ".join(refusal.message for refusal in self._each), field=self._each[0].field)

    @property
    def each(self) -> tuple[Refusal, ...]:
        return self._each


def refuse_all(found: Iterable[Refusal]) -> None:
    """Refuse with all that was found, if anything was."""
    refusals = tuple(found)
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals)


@contextmanager
def recording() -> Iterator[None]:
    """Open one transaction that holds the writers' lock from its first statement, or join the one that is open.

    SQLite's BEGIN IMMEDIATE is that lock; PostgreSQL takes an advisory one. Within it the clock and the head of
    the audit log are read in one order, so the log can have neither a fork nor time running back.
    """
    with nullcontext() if connection.in_atomic_block else transaction.atomic(), _writers_lock():
        yield


def is_recording() -> bool:
    """Whether this transaction holds the writers' lock, so that nobody else writes until it ends."""
    return _holding.get()


@contextmanager
def _writers_lock() -> Iterator[None]:
    """Take it, once: whatever is recorded within is under the same lock, which the transaction keeps to its end."""
    take_writers_lock()
    token = _holding.set(True)
    try:
        yield
    finally:
        _holding.reset(token)


@contextmanager
def as_one() -> Iterator[None]:
    """Let a thousand actions stand or fall together: one savepoint for all, instead of one for each.

    A refusal is not to be caught inside: the transaction takes no further statement, and nothing of the block is kept.
    """
    with transaction.atomic(), recording():
        token = _as_one.set(True)
        try:
            yield
        finally:
            _as_one.reset(token)


def take_writers_lock() -> None:
    """Wait for the turn of this transaction, unless it has it."""
    if connection.vendor == "postgresql" and not _holding.get():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])


@contextmanager
def nobody_recording() -> Iterator[None]:
    """Hold the writers' lock for longer than a transaction; within it open one, which on SQLite holds it by itself.

    A transaction that sees one moment only must begin when the lock is held already.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [WRITERS_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [WRITERS_LOCK])


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Make a keyword-only function an action: all of it happens, with its audit entries, or none of it."""

    @wraps(function)
    def act(*args: P.args, **kwargs: P.kwargs) -> R:
        if args:
            raise TypeError(f"{function.__name__} takes keyword arguments only")
        with transaction.atomic(savepoint=not _as_one.get()), recording():
            return function(*args, **kwargs)

    return act

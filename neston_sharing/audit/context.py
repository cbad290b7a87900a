"""Who is acting now, from where, and in which request: what an entry says besides what happened."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Context:
    """`find_actor` is called when an entry is written, so that signing in within a request counts at once."""

    find_actor: Callable[[], Any] = lambda: None
    address: str | None = None
    correlation: str = ""


_current: ContextVar[Context] = ContextVar("audit_context", default=Context())  # noqa: B039 (frozen)


def current() -> Context:
    return _current.get()


def correlation() -> str:
    """Name the request that is being served (nothing outside one). Ours, never the browser's."""
    return current().correlation


@contextmanager
def within(context: Context) -> Iterator[None]:
    """Write entries in this context, then in the outer one again (auditlog's own `set_actor` would lose that)."""
    token = _current.set(context)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def acting(user) -> Iterator[None]:
    """Act as `user`: for commands and tests, where no request says who it is."""
    outer = current()
    with within(Context(lambda: user, outer.address, outer.correlation or new_correlation())):
        yield


def new_correlation() -> str:
    return secrets.token_hex(16)

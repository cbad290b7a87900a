"""Writers in processes of their own, which say of each thing they recorded that it was; any of them can be killed."""

import os
import signal
from collections.abc import Callable

from django.db import connection

Acknowledge = Callable[[str], None]
FAILED = "failed: "


class Writer:
    """A fork of the test's own process, with the test's tables; it works until it is done, or killed."""

    def __init__(self, work: Callable[[Acknowledge], None]) -> None:
        leave_nothing_open()
        self.out, into = os.pipe()
        self.heard = b""
        self.pid = os.fork()
        if self.pid == 0:  # never comes back from here: what pytest does at its end is not for it to do
            code = 1
            try:
                os.close(self.out)
                work(lambda word: os.write(into, f"{word}\n".encode()) and None)
                code = 0
            except BaseException as error:
                os.write(into, f"{FAILED}{type(error).__name__}: {error}\n".encode())
            finally:
                os._exit(code)
        os.close(into)
        os.set_blocking(self.out, False)

    def listen(self) -> None:
        """Take what it said so far, so that it never waits for us."""
        while piece := self._piece():
            self.heard += piece

    def _piece(self) -> bytes:
        try:
            return os.read(self.out, 65536)
        except BlockingIOError:
            return b""

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        self.end()

    def end(self) -> None:
        """Wait until it is done."""
        os.set_blocking(self.out, True)
        self.listen()
        os.close(self.out)
        os.waitpid(self.pid, 0)

    @property
    def said(self) -> list[str]:
        """What it acknowledged, or how it failed; the last line only if it was said to the end."""
        return self.heard.decode().split("\n")[:-1]


def leave_nothing_open() -> None:
    """What is open across a fork would be used by both."""
    connection.close()
    if close_pool := getattr(connection, "close_pool", None):
        close_pool()

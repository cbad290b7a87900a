"""How a test has several people do the same thing at the same moment."""

import threading
from collections.abc import Callable

from django.db import connection


def at_once(times: int, do: Callable[[], object]) -> list[object]:
    """Do it so many times at once, each in a thread of its own with a connection of its own; give the answers, in the
    order in which they came. An error is an answer."""
    answers: list[object] = []
    ready = threading.Barrier(times)

    def in_a_thread() -> None:
        try:
            ready.wait()
            answers.append(do())
        except Exception as error:
            answers.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=in_a_thread) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers

"""What waits for somebody: one thing, a group of them, and a group whose rows are still to be fetched."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from consent.models import Child

SHOWN = 8
"""So many of a group are shown; whoever wants to see the rest follows `more`."""


@dataclass(frozen=True)
class Task:
    """One row of what waits, as {% task_list %} draws it."""

    title: str
    url: str
    hint: str
    status: str
    kind: str = ""
    about: Child | None = None  # whom it names, for the log


@dataclass(frozen=True)
class Group:
    title: str
    tasks: tuple[Task, ...]
    more: str = ""

    @property
    def count(self) -> str:
        return f"{len(self.tasks)}{'+' if self.more else ''}"

    @property
    def is_urgent(self) -> bool:
        return any(task.kind == "red" for task in self.tasks)


@dataclass(frozen=True)
class Listed:
    """A group before its rows are fetched: those of several are, by one query."""

    title: str
    rows: QuerySet
    task: Callable[[Any], Task]
    rest: str  # the name of the page that shows them all

    def first(self) -> QuerySet:
        return self.rows[: SHOWN + 1]

    def of(self, fetched: list) -> Group | None:
        if not fetched:
            return None
        more = reverse(self.rest) if len(fetched) > SHOWN else ""
        return Group(self.title, tuple(map(self.task, fetched[:SHOWN])), more)

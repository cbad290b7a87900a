"""Migrations that make many tables take seconds, not half a minute."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Makes the tables of several new models.

    Once Django has models of a migration's state, it makes all those anew that are tied to one it adds; and all are, by
    who recorded them. So it is let make them once, when all are added.
    """

    def __init__(self, models: list[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: Any) -> None:
        vars(state).pop("apps", None)  # what it keeps of a cached property
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(model.describe() for model in self.models)


def at_once(operations: Iterable[Operation]) -> list[Operation]:
    """Give the operations of a migration in their order, those that make models and follow each other as one."""
    return [each for creates, run in groupby(operations, _creates) for each in _as_one(creates, list(run))]


def _creates(operation: Operation) -> bool:
    return type(operation) is CreateModel


def _as_one(creates: bool, run: list) -> Iterator[Operation]:
    return iter([CreateModels(run)] if creates else run)

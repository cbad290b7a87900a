"""A guard as each engine spells it. Nothing here asks a database."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models

from neston_sharing.foundation.guards.vocabulary import Guard

PREFIX = "guard_"
LONGEST_NAME = 63  # PostgreSQL cuts what is longer without a word

# The bits of PostgreSQL's pg_trigger.tgtype: BEFORE is 2, FOR EACH ROW is 1.
TGTYPE = {"INSERT": 2 + 1 + 4, "DELETE": 2 + 1 + 8, "UPDATE": 2 + 1 + 16, "TRUNCATE": 2 + 32}


@dataclass(frozen=True)
class Trigger:
    """One guard on one event of one table."""

    guard: Guard
    table: str
    event: str
    when: str

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.table}_{self.guard.name}_{self.event.lower()}"[:LONGEST_NAME]

    def stands_on(self, vendor: str) -> bool:
        """SQLite has no TRUNCATE, PostgreSQL no INSERT OR REPLACE."""
        return not self.guard.replaced if vendor == "postgresql" else self.event != "TRUNCATE"

    def create(self, vendor: str) -> list[str]:
        return self._create_on_postgresql() if vendor == "postgresql" else [self._sqlite]

    def fingerprint(self, vendor: str) -> str:
        """Give what a database must report about this trigger; see `database.standing`."""
        if vendor == "postgresql":
            return squeezed(f"{self.table} {TGTYPE[self.event]} {self._body}")
        return squeezed(self._sqlite)

    @property
    def _message(self) -> str:
        return self.guard.message.replace("'", "''")

    @property
    def _sqlite(self) -> str:
        return (
            f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" FOR EACH ROW '
            f"WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self._message}'); END"
        )

    @property
    def _body(self) -> str:
        truncate = self.event == "TRUNCATE"
        row = "NULL" if truncate else "OLD" if self.event == "DELETE" else "NEW"
        return (
            f"BEGIN IF {'TRUE' if truncate else self.when} "
            f"THEN RAISE EXCEPTION '{self._message.replace('%', '%%')}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END"
        )

    def _create_on_postgresql(self) -> list[str]:
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        return [
            f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $guard${self._body}$guard$',
            f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" '
            f'FOR EACH {each} EXECUTE FUNCTION "{self.name}"()',
        ]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def guarded_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if getattr(model, "guards", ())]


def triggers(model: type[models.Model], vendor: str) -> list[Trigger]:
    """Give every trigger that must stand on a model's table in a database of this vendor, in a fixed order."""
    every = (
        Trigger(guard, model._meta.db_table, event, _condition(guard, model, event))
        for guard in getattr(model, "guards", ())
        for event in guard.events
    )
    return [trigger for trigger in every if trigger.stands_on(vendor)]


def _condition(guard: Guard, model: type[models.Model], event: str) -> str:
    if not guard.replaced:
        passes = let_through(model, event)
        return f"({guard.when}) AND NOT ({passes})" if passes else guard.when
    same = " OR ".join(
        "(" + " AND ".join(f'r."{column}" = NEW."{column}"' for column in columns) + ")"
        for columns in unique_columns(model)
    )
    return f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" r WHERE ({same}) AND ({guard.replaced}))'  # noqa: S608 (names come from models)


def let_through(model: type[models.Model], event: str) -> str:
    """Give the SQL condition over OLD (and NEW) under which all guards of a table let an event through; "" if none.

    A model that names rows which may go says so in `lets_through(model, event)`: see `audit.models.NamedRow`.
    """
    said = (naming.lets_through(model, event) for naming in _naming_models())
    return " OR ".join(condition for condition in said if condition)


@cache
def _naming_models() -> list:
    return [model for model in apps.get_models() if hasattr(model, "lets_through")]


def unique_columns(model: type[models.Model]) -> list[list[str]]:
    """Give each set of columns by which a new row can meet one that is there."""
    single = [[str(field.column)] for field in model._meta.local_fields if field.unique]
    return single + [
        _columns(model, constraint.fields)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields and not constraint.condition
    ]


def _columns(model: type[models.Model], names: Iterable[str]) -> list[str]:
    columns = {field.name: str(field.column) for field in model._meta.local_fields}
    return [columns[name] for name in names]


def expected(vendor: str) -> dict[str, str]:
    """Give the name and the fingerprint of every trigger that must stand in a database of this vendor."""
    return {
        trigger.name: trigger.fingerprint(vendor) for model in guarded_models() for trigger in triggers(model, vendor)
    }

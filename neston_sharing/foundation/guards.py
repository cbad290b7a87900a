"""What is recorded refuses to change, whoever writes: triggers of one text for SQLite and PostgreSQL.

A model lists its guards in a class attribute `guards`. They are lifted before every migrate and put back after it,
because Django rebuilds SQLite's tables, which would lose them. Conditions are SQL over OLD and NEW that both engines
read alike.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.apps import AppConfig, apps
from django.db import connections, models, transaction

PREFIX = "guard_"


@dataclass(frozen=True)
class Guard:
    """Refuse `events` (INSERT, UPDATE, DELETE, TRUNCATE) on a table `when` an SQL condition holds, saying `message`."""

    name: str
    message: str
    events: tuple[str, ...] = ("UPDATE", "DELETE")
    when: str = "1 = 1"

    def on(self, model: type[models.Model]) -> "list[Trigger]":
        return [Trigger(self, model._meta.db_table, event) for event in self.events]


@dataclass(frozen=True)
class Trigger:
    guard: Guard
    table: str
    event: str

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.table}_{self.guard.name}_{self.event.lower()}"[:63]

    @property
    def message(self) -> str:
        return self.guard.message.replace("'", "''")

    def create(self, vendor: str) -> list[str]:
        return self._postgresql() if vendor == "postgresql" else self._sqlite()

    def drop(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f'DROP FUNCTION IF EXISTS "{self.name}"() CASCADE']
        return [f'DROP TRIGGER IF EXISTS "{self.name}"']

    def _sqlite(self) -> list[str]:
        if self.event == "TRUNCATE":  # SQLite has none; its DELETE fires row by row
            return []
        return [
            f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" FOR EACH ROW '
            f"WHEN {self.guard.when} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        ]

    def _postgresql(self) -> list[str]:
        truncate = self.event == "TRUNCATE"
        row = "OLD" if self.event == "DELETE" else "NEW"
        return [
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $guard$ BEGIN '
            f"IF {'TRUE' if truncate else self.guard.when} THEN RAISE EXCEPTION '{self.message.replace('%', '%%')}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"RETURN {'NULL' if truncate else row}; END $guard$",
            f'CREATE TRIGGER "{self.name}" BEFORE {self.event} ON "{self.table}" '
            f'FOR EACH {"STATEMENT" if truncate else "ROW"} EXECUTE FUNCTION "{self.name}"()',
        ]


def append_only(what: str) -> tuple[Guard, ...]:
    """Rows are added and never changed or deleted; `what` names them in the refusal."""
    refusal = f"{what} cannot be changed or deleted once recorded"
    return (
        Guard("append_only", refusal, ("UPDATE", "DELETE", "TRUNCATE")),
        Guard("no_replace", refusal, ("INSERT",), when=REPLACES),
    )


def frozen_when(condition: str, what: str) -> tuple[Guard, ...]:
    """Rows for which `condition` (over OLD) holds are neither changed nor deleted."""
    refusal = f"{what} cannot be changed or deleted once recorded"
    return (
        Guard("frozen", refusal, ("UPDATE", "DELETE"), when=condition),
        Guard("frozen", refusal, ("TRUNCATE",)),
    )


def frozen_with_parent(parent: type[models.Model] | str, column: str, condition: str, what: str) -> tuple[Guard, ...]:
    """Rows that belong to a parent row for which `condition` (over alias p) holds are closed: no row comes or goes."""

    def shut(row: str) -> str:
        return f'EXISTS (SELECT 1 FROM "{parent}" p WHERE p.id = {row}."{column}" AND {condition})'

    refusal = f"{what} cannot be changed or deleted once recorded"
    return (
        Guard("closed", refusal, ("INSERT",), when=shut("NEW")),
        Guard("closed", refusal, ("UPDATE",), when=f"{shut('OLD')} OR {shut('NEW')}"),
        Guard("closed", refusal, ("DELETE",), when=shut("OLD")),
        Guard("closed", refusal, ("TRUNCATE",)),
    )


def latch(*columns: str, what: str) -> tuple[Guard, ...]:
    """Columns that are set once: from empty to a value, then never again."""
    moved = " OR ".join(
        f'(OLD."{column}" IS NOT NULL AND OLD."{column}" IS DISTINCT FROM NEW."{column}")' for column in columns
    )
    return (Guard("latch", f"{what} is set once and cannot be changed", ("UPDATE",), when=moved),)


# Stands for "this insert would replace a row"; spelt out per table, since INSERT OR REPLACE passes by delete triggers.
REPLACES = "{replaces}"


def replaces(model: type[models.Model]) -> str:
    """Give the SQL condition that NEW meets an existing row by any unique column of the table."""
    unique = [[field.column] for field in model._meta.local_fields if field.unique]
    unique += [
        [model._meta.get_field(name).column for name in constraint.fields]
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None and constraint.fields
    ]
    same = (" AND ".join(f'r."{column}" = NEW."{column}"' for column in columns) for columns in unique)
    return f'EXISTS (SELECT 1 FROM "{model._meta.db_table}" r WHERE ' + " OR ".join(f"({one})" for one in same) + ")"


def guarded_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if getattr(model, "guards", ())]


def triggers(model: type[models.Model]) -> list[Trigger]:
    """Give every trigger that must stand on a model's table, in a fixed order."""
    return [trigger for guard in getattr(model, "guards", ()) for trigger in _spelt_out(guard, model).on(model)]


def _spelt_out(guard: Guard, model: type[models.Model]) -> Guard:
    if guard.when != REPLACES:
        return guard
    return Guard(guard.name, guard.message, guard.events, when=replaces(model))


def expected(vendor: str) -> dict[str, str]:
    """Give the name and the text of every trigger statement that must stand in a database of this vendor."""
    return {
        trigger.name: statements[0]
        for model in guarded_models()
        for trigger in triggers(model)
        if (statements := trigger.create(vendor))
    }


def lift(using: str = "default") -> None:
    """Drop every guard that stands in the database, those of models long gone included."""
    database = connections[using]
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'guard\\_%%'")
            statements = [f'DROP FUNCTION "{name}"() CASCADE' for (name,) in cursor.fetchall()]
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%%' ESCAPE '\\'"
            )
            statements = [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
        for statement in statements:
            cursor.execute(statement)


def put_back(app: AppConfig | None = None, using: str = "default") -> None:
    """Create the guards of an app's models, or of all, whose tables exist; those that stand are replaced."""
    database = connections[using]
    tables = set(database.introspection.table_names())
    with transaction.atomic(using=using), database.cursor() as cursor:
        for model in guarded_models():
            if app in (None, model._meta.app_config) and model._meta.db_table in tables:
                for trigger in triggers(model):
                    for statement in trigger.drop(database.vendor) + trigger.create(database.vendor):
                        cursor.execute(statement)


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Work with the guards down, and put them back whatever happens. For flushing test databases."""
    lift(using)
    try:
        yield
    finally:
        put_back(using=using)


def before_migrate(sender, using="default", **kwargs) -> None:
    """Rebuilding a table fails where a guard names it: all guards are down while migrations run."""
    lift(using)


def after_migrate(sender, using="default", **kwargs) -> None:
    put_back(sender, using)


def standing(using: str = "default") -> dict[str, str]:
    """Give the name and the text of every guard that stands in the database now."""
    database = connections[using]
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            cursor.execute(
                "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
                "WHERE t.tgname LIKE 'guard\\_%%' AND t.tgenabled = 'O'"
            )
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%%' ESCAPE '\\'"
            )
        return dict(cursor.fetchall())


def missing_or_altered(using: str = "default") -> list[str]:
    """Name the guards that ought to stand and do not, or stand with another text."""
    now, vendor = standing(using), connections[using].vendor
    return [name for name, text in expected(vendor).items() if name not in now or _body(now[name]) not in _body(text)]


def _body(text: str) -> str:
    return " ".join(text.split())

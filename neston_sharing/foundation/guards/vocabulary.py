"""The kinds of guard that a model may name."""

from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True)
class Guard:
    """Refuse `events` (INSERT, UPDATE, DELETE, TRUNCATE) on a table when an SQL condition holds, saying `message`.

    `replaced` instead is a condition over a row r whose place an insert would take: SQLite's INSERT OR REPLACE
    deletes that row past every delete trigger, unless a guard of inserts refuses. PostgreSQL has no such statement.
    """

    name: str
    message: str
    events: tuple[str, ...] = ("UPDATE", "DELETE")
    when: str = "1 = 1"
    replaced: str = ""


def _no_replace(name: str, message: str, replaced: str = "1 = 1") -> Guard:
    return Guard(f"{name}_no_replace", message, ("INSERT",), replaced=replaced)


def _refusal(what: str) -> str:
    return f"{what} cannot be changed or deleted once recorded"


def append_only(what: str) -> tuple[Guard, ...]:
    """Rows are added and never changed or deleted; `what` names them in the refusal."""
    return (
        Guard("append_only", _refusal(what), ("UPDATE", "DELETE", "TRUNCATE")),
        _no_replace("append_only", _refusal(what)),
    )


def kept(what: str) -> tuple[Guard, ...]:
    """Rows are ended, and never deleted."""
    refusal = f"{what} is kept, and never deleted"
    return (Guard("kept", refusal, ("DELETE", "TRUNCATE")), _no_replace("kept", refusal))


def frozen_when(condition: str, what: str) -> tuple[Guard, ...]:
    """Rows for which `condition` (over OLD) holds are neither changed nor deleted."""
    return (
        Guard("frozen", _refusal(what), ("UPDATE", "DELETE"), when=condition),
        Guard("frozen", _refusal(what), ("TRUNCATE",)),
        _no_replace("frozen", _refusal(what), condition.replace("OLD.", "r.")),
    )


def frozen_with_parent(parent: type[models.Model] | str, column: str, condition: str, what: str) -> tuple[Guard, ...]:
    """Close the rows of a parent row (a model, or its table) for which `condition` (alias p) holds.

    None of them comes, goes or changes.
    """
    table = parent if isinstance(parent, str) else parent._meta.db_table

    def shut(row: str) -> str:
        return f'EXISTS (SELECT 1 FROM "{table}" p WHERE p.id = {row}."{column}" AND ({condition}))'  # noqa: S608 (names come from models)

    return (
        Guard("closed", _refusal(what), ("INSERT",), when=shut("NEW")),
        Guard("closed", _refusal(what), ("UPDATE",), when=f"{shut('OLD')} OR {shut('NEW')}"),
        Guard("closed", _refusal(what), ("DELETE",), when=shut("OLD")),
        Guard("closed", _refusal(what), ("TRUNCATE",)),
        _no_replace("closed", _refusal(what), shut("r")),
    )


def latch(*columns: str, what: str) -> tuple[Guard, ...]:
    """Columns that are set once: from empty to a value, then never again."""

    def moved(row: str) -> str:
        return " OR ".join(
            f'({row}."{column}" IS NOT NULL AND {row}."{column}" IS DISTINCT FROM NEW."{column}")' for column in columns
        )

    refusal = f"{what} is set once and cannot be changed"
    return (
        Guard("latch", refusal, ("UPDATE",), when=moved("OLD")),
        _no_replace("latch", refusal, moved("r")),
    )

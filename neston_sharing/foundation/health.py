"""Whether this installation is well, in words that say nothing about anyone."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from neston_sharing.foundation import guards

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """What was looked at, and what is wrong with it: nothing, if `trouble` is empty."""

    what: str
    trouble: str = ""


def examine() -> list[Finding]:
    """Look at the database, its tables, its guards and what apps add.

    It stops at the first trouble: what follows rests on it.
    """
    findings = []
    for what, look in LOOKS.items():
        findings.append(Finding(what, _trouble(what, look)))
        if findings[-1].trouble:
            break
    return findings


def _trouble(what: str, look: Callable[[], str]) -> str:
    try:
        return look()
    except DatabaseError:
        logger.exception("Health: %s", what)
        begin = "the server that keeps it, then the program" if connection.vendor == "postgresql" else "the program"
        return f"The database does not answer. Restart {begin}; if that does not help, restore the last backup."


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return ""
    changes = "1 change to the tables has" if len(waiting) == 1 else f"{len(waiting)} changes to the tables have"
    return f"{changes} not been made. Run manage.py migrate."


def _guards() -> str:
    fallen = guards.missing_or_altered()
    if not fallen:
        return ""
    return (
        f"{len(fallen)} of the guards that keep recorded entries from being changed are missing or altered. "
        "Find out who took them away, then run manage.py migrate, which puts them back."
    )


LOOKS = {
    "The database answers": _database,
    "Its tables are up to date": _migrations,
    "The guards of what is recorded stand": _guards,
}


def register(what: str, look: Callable[[], str]) -> None:
    """Called once, from the ready() of an app that has more to look at: briefly, and saying nothing about anyone."""
    LOOKS[what] = look

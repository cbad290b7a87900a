"""System checks that look at the database: `manage.py check --database default`."""

from collections.abc import Iterator, Sequence

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from neston_sharing.foundation import guards


@register(Tags.database)
def guards_stand(*, databases: Sequence[str] | None = None, **kwargs) -> list[CheckMessage]:
    """A warning, not an error: an error would stop `migrate`, which is what puts guards back."""
    return [warning for using in databases or () for warning in _of(using, guards.missing_or_altered(using))]


def _of(using: str, fallen: Sequence[str]) -> Iterator[CheckMessage]:
    if fallen and _is_of_an_older_version(using):
        yield Warning(
            f"{len(fallen)} guards are not as this version has them: it is new here, or somebody took them away",
            hint="Run manage.py migrate, which puts them all in place, then manage.py verify_audit",
            id="foundation.W002",
        )
        return
    for name in fallen:
        yield Warning(
            f"The guard {name} is missing or altered: what is recorded could be changed unseen",
            hint="Find out who took it away, then run manage.py migrate, which puts it back",
            id="foundation.W001",
        )


def _is_of_an_older_version(using: str) -> bool:
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

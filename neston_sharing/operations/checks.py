"""`manage.py check --deploy` finds what a start would be refused for, and says how the database is kept."""

from collections.abc import Sequence

from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register
from django.db import connection

from neston_sharing.operations import machine
from neston_sharing.operations.application_role import could_undo_guards
from neston_sharing.operations.start_up import refusals


@register(Tags.security, deploy=True)
def may_be_started(app_configs, **kwargs) -> list[CheckMessage]:
    return [Error(reason, id="operations.E001") for reason in refusals()]


@register(Tags.database, deploy=True)
def runs_as_no_owner(*, databases: Sequence[str] | None = None, **kwargs) -> list[CheckMessage]:
    """With `--database default`. The owner, who migrates, is warned too: it is a warning for whoever serves."""
    if not databases or not could_undo_guards():
        return []
    hint = "Make a role of its own for the program (manage.py grant_application_role), and name it in DATABASE_URL"
    said = "This role owns the tables: whoever has its password can take away what guards them"
    return [Warning(said, hint=hint, id="operations.W001")]


@register(Tags.database, deploy=True)
def journal_is_said(*, databases: Sequence[str] | None = None, **kwargs) -> list[CheckMessage]:
    """With `--database default`, say which journal SQLite keeps, and why. A fault is only one too old for either."""
    if not databases or connection.vendor != "sqlite":
        return []
    found = machine.sqlite()
    if found.remedy:
        return [Warning(found.said, hint=found.remedy, id="operations.W002")]
    return [Info(found.said, id="operations.I001")]

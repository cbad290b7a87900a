"""What the database holds before anybody touches it."""

from enum import Enum, auto

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from neston_sharing.foundation.models import Setting


class Holds(Enum):
    NOTHING = auto()  # or a set-up that was broken off: safe to begin
    DEMONSTRATION = auto()
    A_SETTING = auto()  # real data: never touched
    SOMETHING_ELSE = auto()  # another program's tables


def look() -> Holds:
    tables = set(connection.introspection.table_names())
    if tables and "django_migrations" not in tables:
        return Holds.SOMETHING_ELSE
    if not {Setting._meta.db_table, get_user_model()._meta.db_table} <= tables:
        return Holds.NOTHING
    if setting := Setting.objects.values("demonstration").first():
        return Holds.DEMONSTRATION if setting["demonstration"] else Holds.A_SETTING
    return Holds.A_SETTING if get_user_model().objects.exists() else Holds.NOTHING


def migrations_wait() -> bool:
    """Whether this version of the product wants the tables changed."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

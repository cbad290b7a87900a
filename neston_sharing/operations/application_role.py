"""On PostgreSQL: what the role that the product runs as may do, where another one owns the tables.

It reads and adds; it changes and deletes only where some row may be changed or deleted. It owns nothing, so it can take
no guard away, empty no table and alter none: whoever has its password has not got the log in their hands.
"""

import re
from collections.abc import Iterator

from django.db import connection

from neston_sharing.foundation import guards
from neston_sharing.foundation.actions import Refusal

PLAIN = re.compile(r"[a-z_][a-z0-9_]{0,62}")
WRITTEN_BY_MIGRATE = {"django_migrations", "django_content_type", "auth_permission"}
ALWAYS = "1 = 1"  # the condition of a guard that lets no row through

OWNS_OR_RULES = """
    SELECT rolsuper OR EXISTS (
        SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relnamespace = current_schema()::regnamespace
    ) FROM pg_roles WHERE rolname = %s
"""

LEFT_OVER = """
    SELECT has_schema_privilege(%s, current_schema(), 'CREATE')
        OR has_database_privilege(%s, current_database(), 'TEMPORARY')
"""


def statements(role: str) -> Iterator[str]:
    """Give the SQL that lets this role do what the product does, and nothing else; running it again narrows again."""
    if connection.vendor != "postgresql":
        raise Refusal("Roles are PostgreSQL's: an SQLite file is kept by the account that owns it")
    if not PLAIN.fullmatch(role):
        raise Refusal("Give the role's name in small letters, digits and underscores, such as neston_app")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), current_database()")
        schema, database = map(connection.ops.quote_name, cursor.fetchone())
        tables = sorted(connection.introspection.table_names(cursor))
    # A table of one's own in pg_temp would stand before ours in what a guard looks up.
    yield f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {role}"
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {role}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM PUBLIC, {role}"
    yield f"GRANT CONNECT ON DATABASE {database} TO {role}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {role}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}"
    never = refused_by_guards()
    for table in tables:
        rights = ["SELECT"] if table in WRITTEN_BY_MIGRATE else ["SELECT", "INSERT"]
        if table not in WRITTEN_BY_MIGRATE:
            rights += [right for right in ("UPDATE", "DELETE") if (table, right) not in never]
        yield f"GRANT {', '.join(rights)} ON {schema}.{connection.ops.quote_name(table)} TO {role}"


def could_undo_guards() -> bool:
    """Whether this very process runs as a role that owns tables here, or rules over everything."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        cursor.execute(OWNS_OR_RULES, cursor.fetchone())
        return cursor.fetchone()[0]


def refused_by_guards() -> set[tuple[str, str]]:
    """Give the tables and events for which a guard refuses every row."""
    return {
        (trigger.table, trigger.event)
        for model in guards.guarded_models()
        for trigger in guards.triggers(model, "postgresql")
        if trigger.when == ALWAYS
    }


def grant(role: str) -> int:
    """Run them as the owner of the tables; refuses a role that is not there, or that could undo them."""
    asked = list(statements(role))
    with connection.cursor() as cursor:
        cursor.execute(OWNS_OR_RULES, [role])
        found = cursor.fetchone()
        if found is None:
            raise Refusal(f"There is no role {role}. Make it: CREATE ROLE {role} LOGIN PASSWORD '…'")
        if found[0]:
            raise Refusal(f"{role} owns tables here or is a superuser: it could undo this. Give another role")
        for statement in asked:
            cursor.execute(statement)
        cursor.execute(LEFT_OVER, [role, role])
        if cursor.fetchone()[0]:
            raise Refusal(f"{role} may still make tables here. Run this as the owner of the database")
    return len(asked)

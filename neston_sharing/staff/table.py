"""Asks the table of roles, which stands on the roof and is named in settings."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils.module_loading import import_string

MANAGER = "manager"  # the one role that the staff list itself must know: somebody has to be able to keep it
KEEPS_ROLES = "staff.manage"
BACKS = "sharing.back_up"
ENOUGH_BACKERS = 2  # nobody backs what they decided themselves


def roles() -> dict:
    """Give the table: name → Role(title, sentence, permissions)."""
    return import_string(settings.ROLES_TABLE)


def roles_with(permission: str) -> list[str]:
    return [name for name, role in roles().items() if permission in role.permissions]


def titles(names: Iterable[str]) -> list[str]:
    """Give the titles of these roles in the table's order."""
    names = set(names)
    return [role.title for name, role in roles().items() if name in names]


def limits() -> dict[str, timedelta]:
    """Give, for each role that ends by itself, the longest for which it is given."""
    return {name: timedelta(days=role.days) for name, role in roles().items() if role.days}

"""The database in the hands of somebody who controls the computer: guards down, no product between."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from neston_sharing.foundation import guards


@contextmanager
def unguarded() -> Iterator[None]:
    """Take the guards away and put them back: PostgreSQL does so only once no check of a foreign key waits."""
    connection.check_constraints()
    with guards.lifted():
        yield
        connection.check_constraints()

"""What the product asks of PostgreSQL, whatever the address of the database says."""

import pytest
from django.db import connection

pytestmark = [pytest.mark.django_db, pytest.mark.only_on("postgresql")]


def test_short_statements_are_not_compiled():
    """Compiling the one query of a child's timeline takes a hundred times as long as running it."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)

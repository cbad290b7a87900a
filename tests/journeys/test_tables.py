"""What a table looks like, and what follows it: neither stands on the other."""

import pytest

from tests.factories import AgencyFactory

pytestmark = pytest.mark.browser

GAP_BELOW = """(above) => above.nextElementSibling.getBoundingClientRect().top - above.getBoundingClientRect().bottom"""


@pytest.fixture
def directory(visitor, manager):
    AgencyFactory()
    return visitor.sign_in(manager.email).go("/agencies/")


def test_what_follows_a_table_or_what_stands_for_an_empty_one_keeps_its_distance(directory):
    table = directory.page.locator("main .table")
    assert table.evaluate(GAP_BELOW) >= 16
    table.evaluate("table => table.className = 'empty'")
    assert directory.page.locator("main .empty").evaluate(GAP_BELOW) >= 16

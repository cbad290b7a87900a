"""What a table looks like, on a laptop and on a phone: words stay whole, and what follows keeps its distance."""

import pytest

from tests.factories import AgencyFactory

pytestmark = pytest.mark.browser

WRITE_INTO_EVERY_CELL = """() => document.querySelectorAll("main tbody tr > *").forEach((cell, place) => {
  cell.textContent = place ? "Told of everything that was decided at the meeting, and by whom" : "Thompson";
})"""
LINES_OF_THE_NAME = """() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector("main tbody th"));
  return range.getClientRects().length;
}"""
GAP_BELOW = """(above) => above.nextElementSibling.getBoundingClientRect().top - above.getBoundingClientRect().bottom"""


@pytest.fixture
def directory(visitor, manager):
    AgencyFactory()
    return visitor.sign_in(manager.email).go("/agencies/")


@pytest.mark.parametrize("width", [390, 820, 1280])
def test_a_name_is_not_broken_in_mid_letter(directory, width):
    directory.page.set_viewport_size({"width": width, "height": 800})
    directory.page.evaluate(WRITE_INTO_EVERY_CELL)
    assert directory.page.evaluate(LINES_OF_THE_NAME) == 1


def test_what_follows_a_table_or_what_stands_for_an_empty_one_keeps_its_distance(directory):
    table = directory.page.locator("main .table")
    assert table.evaluate(GAP_BELOW) >= 16
    table.evaluate("table => table.className = 'empty'")
    assert directory.page.locator("main .empty").evaluate(GAP_BELOW) >= 16

"""On paper: nothing stands on top of anything else."""

import pytest

from tests.factories.concerns import ConcernFactory

pytestmark = pytest.mark.browser

SPELT_OUT_OVER_OTHERS = """() => [...document.querySelectorAll("main a")].filter((link) => {
  const after = getComputedStyle(link, "::after");
  return after.position === "absolute" && after.content.includes("(");
}).length"""


def test_no_address_is_spelt_out_on_top_of_words(visitor, manager):
    """The link of a tile or a task is laid over the whole of it, and so would be what stands after it."""
    ConcernFactory()
    visitor.sign_in(manager.email).go("/")
    visitor.page.emulate_media(media="print")
    assert visitor.page.locator(".task-list a").count()
    assert visitor.page.locator(".tile a").count()
    assert visitor.page.evaluate(SPELT_OUT_OVER_OTHERS) == 0

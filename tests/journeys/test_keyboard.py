"""By keyboard alone: Tab, Space, arrows, Enter and typing."""

import pytest
from playwright.sync_api import expect

from sharing.models import Decision
from tests.factories import AgencyFactory, ChildFactory
from tests.journeys.visitor import Visitor
from tests.sharing.drafts import draft

pytestmark = pytest.mark.browser

MOST_TABS = 60


def tab_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until what the selector names has the focus, and see that its focus can be seen."""
    for _ in range(MOST_TABS):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert shows_focus(visitor)
            return
    raise AssertionError(f"{MOST_TABS} tabs do not reach {selector}")


def shows_focus(visitor: Visitor) -> bool:
    """Whether what has the focus, or the card around it, has an outline or a ring."""
    return visitor.page.evaluate(
        """() => [document.activeElement, document.activeElement.parentElement].some((element) => {
             const style = getComputedStyle(element);
             return (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none";
           })"""
    )


def type_into(visitor: Visitor, name: str, text: str) -> None:
    tab_to(visitor, f'[name="{name}"]')
    visitor.page.keyboard.press("ControlOrMeta+a")
    visitor.page.keyboard.type(text)


def choose(visitor: Visitor, name: str, value: str) -> None:
    """Into the group by Tab, on it by Space and the arrows."""
    tab_to(visitor, f'[name="{name}"]')
    visitor.page.keyboard.press("Space")
    while visitor.page.evaluate("() => document.activeElement.value") != value:
        visitor.page.keyboard.press("ArrowDown")


def press(visitor: Visitor, words: str) -> None:
    for _ in range(MOST_TABS):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("() => document.activeElement.innerText?.trim()") == words:
            break
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.look()


def test_a_question_is_answered(visitor, practitioner):
    decision = draft(child=ChildFactory(key_person=practitioner))
    visitor.sign_in(practitioner.email).go(f"/decisions/{decision.reference}/questions/1/")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator(":focus")).to_have_text("Skip to the main content")
    visitor.page.keyboard.press("Enter")
    press(visitor, "Save and continue")

    expect(visitor.page.locator("[data-error-summary]")).to_be_focused()
    assert shows_focus(visitor)
    tab_to(visitor, "[data-error-summary] a")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator('input[name="answer"]').first).to_be_focused()

    visitor.page.keyboard.press("Space")
    type_into(visitor, "reason", "They can help her")
    press(visitor, "Save and continue")
    visitor.is_at(f"/decisions/{decision.reference}/questions/2/")


def test_a_child_is_referred(visitor, practitioner):
    ChildFactory(given_names="Amelia", family_name="Hart")
    AgencyFactory(name="Duty team", kind="social_care")
    visitor.sign_in(practitioner.email).go("/refer/")
    type_into(visitor, "child", "Hart")
    type_into(visitor, "what", "What she said")
    type_into(visitor, "why", "She goes home at three")
    choose(visitor, "backing", "not_reached")
    choose(visitor, "family", "unsafe")
    type_into(visitor, "tried", "The manager")
    type_into(visitor, "family_not_told_why", "She is afraid of them")
    type_into(visitor, "to_whom", "R. Khan")
    press(visitor, "Record the referral")
    visitor.sees("R. Khan was told")
    assert Decision.objects.get().child.given_names == "Amelia"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_focus_goes_through_columns_as_they_are_seen(visitor, manager, width):
    """WCAG 2.4.3: from left to right, or on a phone from top to bottom."""
    visitor.page.set_viewport_size({"width": width, "height": 800})
    visitor.sign_in(manager.email)
    for page in ["/concerns/new/", "/refer/", "/visits/new/", "/adult-concerns/new/"]:
        first, second = columns(visitor.go(page))
        assert first["x"] + first["width"] <= second["x"] or first["y"] + first["height"] <= second["y"], page


def columns(visitor: Visitor) -> list[dict]:
    """Give where the columns of a page stand, in the order in which the focus comes to them."""
    return [column.bounding_box() for column in visitor.page.locator(".columns > *").all()]

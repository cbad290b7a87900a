"""What several stories do: walk a decision through the policy's eight questions, answer it, open what came of it."""

from pathlib import Path

from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from tests.pdfs import words_of


def today() -> str:
    return f"{timezone.localdate():%-d/%-m/%Y}"


# --- The wizard ----------------------------------------------------------------------------------------------------
def start_decision(
    visitor: Visitor, child, agency: str, *, initiative: str = "asked", information: str, purpose: str
) -> str:
    """Start from the child's file; give the decision's reference."""
    visitor.go(f"/children/{child.reference}/").follow("Start a decision")
    visitor.choose(initiative=initiative, agency=agency)
    visitor.fill(information=information, purpose=purpose).press("Start the decision")
    return visitor.path.split("/")[2]


def answer(visitor: Visitor, value: str, reason: str = "") -> Visitor:
    """Answer the question that is open, and go on."""
    visitor.choose(answer=value)
    if reason:
        visitor.fill(reason=reason)
    return visitor.press("Save and continue")


def it_is_confidential_and_about_somebody(visitor: Visitor) -> None:
    """Questions 1 to 3, as most decisions answer them."""
    answer(visitor, "yes", "So that she gets the right help in time")
    answer(visitor, "yes", "Her name and her date of birth are in it")
    answer(visitor, "yes", "We know it from working with her every day")


def add_item(visitor: Visitor, text: str, **facts: str) -> None:
    visitor.press("Add an item").fill(text=text)
    visitor.choose(**{"nature": "fact", "source": "own", "about": "child", "included": "yes", **facts})
    visitor.press("Save the item")


def share_it_in_the_right_way(visitor: Visitor, *items: str) -> None:
    """Question 7: the items, the seven tests, the route, the recipient."""
    for text in items:
        add_item(visitor, text)
    seven = ("necessary", "proportionate", "relevant", "adequate", "accurate", "timely", "secure")
    visitor.tick(*(f"tests_met={test}" for test in seven))
    visitor.choose(route="telephone").fill(identity_known_how="Called back on the number in the directory")
    answer(visitor, "yes")


def family_told(visitor: Visitor, how: str = "Her mother, by Priya, at collection") -> None:
    visitor.choose(family_told="yes").fill(family_told_on=today(), family_told_how=how)
    visitor.press("Save and continue")


def send(visitor: Visitor) -> None:
    """Question 8, then check the answers and send them to management."""
    answer(visitor, "yes")
    visitor.sees("Check your answers before sending").press("Send to management")
    visitor.sees("The decision is with management.")


# --- After the wizard ----------------------------------------------------------------------------------------------
def back_up(visitor: Visitor, reference: str, verdict: str = "backed", comment: str = "") -> None:
    """Answer the decision from the home page, where it waits."""
    visitor.go("/").follow(reference)
    visitor.choose(verdict=verdict).tick("no_conflict")
    if comment:
        visitor.fill(comment=comment)
    visitor.press("Record your answer")


def say_why_it_may_go(visitor: Visitor, why: str = "We looked, and nobody comes to harm by it") -> None:
    """Give a reason for each thing that the check of the copy found, and record what was shared."""
    asked = visitor.page.locator("textarea[name^=why_]")
    visitor.fill(**{asked.nth(place).get_attribute("name"): why for place in range(asked.count())})


def record_in_words(visitor: Visitor, child, reason: str) -> str:
    """Make the PDF of the child's sharing record, and read it."""
    visitor.go(f"/children/{child.reference}/").follow("Copies of the record").follow("own copy")
    visitor.fill(reason=reason).press("Make the PDF")
    return words_of(made(visitor))


def made(visitor: Visitor) -> bytes:
    """Wait on its page until the copy is made; the page looks again by itself."""
    expect(visitor.page.locator("main")).to_contain_text("The copy is made.", timeout=90_000)
    with visitor.page.expect_download() as coming:
        visitor.page.get_by_text("Download the PDF").click()
    return Path(coming.value.path()).read_bytes()

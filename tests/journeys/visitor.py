"""A person at a browser: goes to pages, reads, fills in, presses; axe looks at every page they come to.

JOURNEY_SHOTS=<folder> keeps a picture of every page on the way.
"""

import itertools
import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Locator, Page, expect

from tests.factories import PASSWORD

PATIENCE = 20_000  # milliseconds
TABLET, PHONE = {"width": 820, "height": 1180}, {"width": 390, "height": 844}

THE_PAGES_ARE_THE_SAME_ON_ANY = "sqlite"  # axe looks at them once
axe = Axe()
numbers = itertools.count(1)


class Visitor:
    def __init__(self, page: Page, *, looked_at: bool = True, touches: bool = False) -> None:
        self.page, self.looked_at, self.touches = page, looked_at, touches
        page.set_default_timeout(PATIENCE)

    # --- Moving ----------------------------------------------------------------------------------------------------
    def go(self, path: str) -> "Visitor":
        self.page.goto(path)
        return self.look()

    def press(self, name: str) -> "Visitor":
        """Press a button, wherever it leads."""
        with self.page.expect_navigation():
            self._hit(self.button(name))
        return self.look()

    def follow(self, name: str) -> "Visitor":
        """Follow a link, by its words."""
        with self.page.expect_navigation():
            self._hit(self.page.get_by_role("link", name=name).first)
        return self.look()

    def download(self, name: str) -> bytes:
        """Press a button that gives a file."""
        with self.page.expect_download() as coming:
            self._hit(self.button(name))
        return Path(coming.value.path()).read_bytes()

    def look(self) -> "Visitor":
        """Let axe look at the page: a story stops at the first page that shuts somebody out."""
        if folder := os.environ.get("JOURNEY_SHOTS"):
            self.page.screenshot(path=f"{folder}/{next(numbers):03}.png", full_page=True)
        if not self.looked_at or connection.vendor != THE_PAGES_ARE_THE_SAME_ON_ANY:
            return self
        found = axe.run(self.page, options={"resultTypes": ["violations"]})
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        return self

    # --- Filling in ------------------------------------------------------------------------------------------------
    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True).first

    def fill(self, **values: str) -> "Visitor":
        """Fill in fields by their names in the form."""
        for name, value in values.items():
            self.page.locator(f'[name="{name}"]').first.fill(value)
        return self

    def choose(self, **values: str) -> "Visitor":
        """Choose among radios or in a list, by value or by the words shown."""
        for name, value in values.items():
            if self.page.locator(f'select[name="{name}"]').count():
                self._pick(name, value)
            else:
                self._mark(self._box("radio", name, value))
        return self

    def tick(self, *names: str) -> "Visitor":
        """Tick boxes by name, or by "name=value" (or its words) where several share a name."""
        for name in names:
            field, _, value = name.partition("=")
            self._mark(self._box("checkbox", field, value))
        return self

    def open(self, summary: str) -> "Visitor":
        """Open what stands behind a line."""
        self._hit(self.page.locator("summary", has_text=summary).first)
        return self

    def filled_in(self) -> dict[str, str]:
        """Give all that the form of the page would post as it is now."""
        return self.page.evaluate("() => Object.fromEntries(new FormData(document.querySelector('main form')))")

    def _hit(self, at: Locator) -> None:
        """Tap on a touch screen, click elsewhere."""
        at.tap() if self.touches else at.click()

    def _mark(self, box: Locator) -> None:
        if not box.is_checked():
            self._hit(box)
        expect(box).to_be_checked()

    def _pick(self, name: str, words: str) -> None:
        choices = self.page.locator(f'select[name="{name}"] option')
        chosen = choices.filter(has_text=words) if words else choices
        self.page.locator(f'select[name="{name}"]').select_option(chosen.first.get_attribute("value"))

    def _box(self, kind: str, name: str, value: str) -> Locator:
        boxes = self.page.locator(f'input[type={kind}][name="{name}"]')
        by_value = self.page.locator(f'input[type={kind}][name="{name}"][value="{value}"]')
        if not value:
            return boxes
        if by_value.count():
            return by_value
        by_words = boxes.and_(self.page.get_by_label(value, exact=True))
        return by_words if by_words.count() else boxes.and_(self.page.get_by_label(value))

    def draw(self, selector: str = "canvas") -> "Visitor":
        """Draw a line of three strokes with the mouse."""
        canvas = self.page.locator(selector)
        canvas.scroll_into_view_if_needed()
        box = canvas.bounding_box()
        for start in (0.2, 0.4, 0.6):
            self.page.mouse.move(box["x"] + box["width"] * start, box["y"] + box["height"] * 0.7)
            self.page.mouse.down()
            self.page.mouse.move(box["x"] + box["width"] * (start + 0.15), box["y"] + box["height"] * 0.3, steps=8)
            self.page.mouse.up()
        return self

    def draw_with_a_finger(self, selector: str = "canvas") -> "Visitor":
        """Draw one line on a touch screen."""
        canvas = self.page.locator(selector)
        canvas.scroll_into_view_if_needed()
        box, screen = canvas.bounding_box(), self.page.context.new_cdp_session(self.page)
        along = [{"x": box["x"] + box["width"] * n / 10, "y": box["y"] + box["height"] * n / 10} for n in range(2, 9)]
        for kind, points in [("touchStart", along[:1]), *(("touchMove", [at]) for at in along[1:]), ("touchEnd", [])]:
            screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        return self

    # --- Who they are ----------------------------------------------------------------------------------------------
    def sign_in(self, email: str, password: str = PASSWORD) -> "Visitor":
        return self.go("/accounts/login/").signs_in(email, password)

    def signs_in(self, email: str, password: str = PASSWORD) -> "Visitor":
        """Fill in the page to sign in, wherever one came to it from."""
        return self.fill(login=email, password=password).press("Sign in")

    def sign_out(self) -> "Visitor":
        return self.press("Sign out")

    # --- What they see ---------------------------------------------------------------------------------------------
    def sees(self, *texts: str) -> "Visitor":
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text, ignore_case=True)
        return self

    def sees_no(self, *texts: str) -> "Visitor":
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text, ignore_case=True)
        return self

    def is_at(self, path: str) -> "Visitor":
        expect(self.page).to_have_url(path)
        return self

    @property
    def path(self) -> str:
        return "/" + self.page.url.split("/", 3)[3]

"""A person at a browser: goes to pages, reads, fills in, presses; axe looks at every page they come to."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

axe = Axe()


class Visitor:
    def __init__(self, page: Page) -> None:
        self.page = page

    # --- Moving ----------------------------------------------------------------------------------------------------
    def go(self, path: str) -> "Visitor":
        self.page.goto(path)
        return self.look()

    def press(self, name: str) -> "Visitor":
        """Press a button, wherever it leads."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()
        return self.look()

    def follow(self, name: str) -> "Visitor":
        """Follow a link, by its words."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name).first.click()
        return self.look()

    def look(self) -> "Visitor":
        """Let axe look at the page: a story stops at the first page that shuts somebody out."""
        found = axe.run(self.page)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        return self

    # --- Filling in ------------------------------------------------------------------------------------------------
    def fill(self, **values: str) -> "Visitor":
        """Fill in fields by their names in the form."""
        for name, value in values.items():
            self.page.locator(f'[name="{name}"]').first.fill(value)
        return self

    def choose(self, **values: str) -> "Visitor":
        """Choose from radios or a list, by value or by the words shown in a list."""
        for name, value in values.items():
            radio = self.page.locator(f'input[type=radio][name="{name}"][value="{value}"]')
            if radio.count():
                radio.check()
            else:
                self.page.locator(f'select[name="{name}"]').select_option(label=value)
        return self

    def tick(self, *names: str) -> "Visitor":
        """Tick boxes by name, or by "name=value" where several share a name."""
        for name in names:
            field, _, value = name.partition("=")
            of_value = f'[value="{value}"]' if value else ""
            self.page.locator(f'input[type=checkbox][name="{field}"]{of_value}').check()
        return self

    def draw(self, selector: str = "canvas") -> "Visitor":
        """Draw a line of three strokes, as a finger or a mouse would."""
        box = self.page.locator(selector).bounding_box()
        for start in (0.2, 0.4, 0.6):
            self.page.mouse.move(box["x"] + box["width"] * start, box["y"] + box["height"] * 0.7)
            self.page.mouse.down()
            self.page.mouse.move(box["x"] + box["width"] * (start + 0.15), box["y"] + box["height"] * 0.3, steps=8)
            self.page.mouse.up()
        return self

    # --- Who they are ----------------------------------------------------------------------------------------------
    def sign_in(self, email: str, password: str = PASSWORD) -> "Visitor":
        self.go("/accounts/login/")
        self.fill(login=email, password=password)
        return self.press("Sign in")

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

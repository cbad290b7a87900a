"""While typing, the field asks the server whether the text names anybody. The page here is a stub around the script."""

import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SCRIPT = Path(settings.BASE_DIR, "static/neston_sharing/js/naming.js").read_text()
PAGE = """<!DOCTYPE html><html lang="en-GB"><title>Advice</title><form method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="the-token">
<label><input type="radio" name="identity" value="given"> With the name</label>
<label>Asked
<textarea name="asked" data-check-names="/check/" data-check-names-unless="identity=given|sent"></textarea></label>
</form><script src="/naming.js"></script></html>"""


class Server:
    """Answers the page, the script and what the script asks; keeps what was asked."""

    def __init__(self):
        self.asked = []
        self.answers = {"status": 200, "body": "<p><mark>Amara</mark> may be the child's name</p>"}

    def answer(self, route):
        if route.request.url.endswith("/check/"):
            self.asked.append(route.request)
            return route.fulfill(content_type="text/html", **self.answers)
        if route.request.url.endswith(".js"):
            return route.fulfill(content_type="text/javascript", body=SCRIPT)
        return route.fulfill(content_type="text/html", body=PAGE)


@pytest.fixture
def server(page):
    server = Server()
    page.route("**/*", server.answer)
    page.goto("/stub/")
    return server


def test_what_is_found_is_said_below_the_field_after_one_question(page, server):
    page.get_by_label("Asked").press_sequentially("Amara has a bruise", delay=20)
    expect(page.get_by_role("status")).to_have_text(re.compile("Amara may be the child's name"))
    assert [parse_qs(asked.post_data) for asked in server.asked] == [{"text": ["Amara has a bruise"]}]
    assert server.asked[0].headers["x-csrftoken"] == "the-token"


def test_it_goes_once_the_text_is_clean(page, server):
    page.get_by_label("Asked").fill("Amara")
    expect(page.get_by_role("status").locator("mark")).to_have_text("Amara")
    server.answers["body"] = "\n"
    page.get_by_label("Asked").fill("A child")
    expect(page.get_by_role("status")).to_be_empty()


def test_nobody_is_nagged_who_gives_the_name_on_purpose(page, server):
    page.get_by_label("Asked").fill("Amara")
    expect(page.get_by_role("status").locator("mark")).to_be_visible()
    page.get_by_label("With the name").check()
    expect(page.get_by_role("status")).to_be_empty()
    page.get_by_label("Asked").fill("Amara Okafor")
    page.wait_for_timeout(900)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "answers",
    [
        {"status": 500, "body": "Something went wrong"},
        {"status": 302, "headers": {"location": "/signin/"}, "body": ""},
    ],
    ids=["an error", "signed out"],
)
def test_an_answer_that_is_none_is_not_shown(page, server, answers):
    server.answers = answers
    with page.expect_request("**/check/"):
        page.get_by_label("Asked").fill("Amara")
    page.wait_for_timeout(300)
    expect(page.get_by_role("status")).to_be_empty()

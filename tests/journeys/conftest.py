"""Stories told in Debian's Chromium. In the run over SQLite, axe looks at every page before the story goes on."""

import os

import pytest
from django.core.cache import cache

from tests.factories import UserFactory
from tests.journeys.visitor import Visitor


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = [
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium-headless-shell",  # draws no windows of its own
        "chromium_sandbox": os.getuid() != 0,
        "args": quiet,
    }


@pytest.fixture
def browser_context_args(browser_context_args, live_server):
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "en-GB",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture(autouse=True)
def nobody_has_tried_to_sign_in_yet():
    """Tries to sign in are counted in the cache, from one story to the next."""
    cache.clear()


@pytest.fixture
def open_browser(new_context, shipped):
    """Open a browser at a computer of its own: `open_browser(java_script_enabled=False)`, which axe cannot look at."""

    def open_one(*, java_script_enabled=True, **settings) -> Visitor:
        context = new_context(java_script_enabled=java_script_enabled, **settings)
        touches = settings.get("has_touch", False)
        return Visitor(context.new_page(), looked_at=java_script_enabled, touches=touches)

    return open_one


@pytest.fixture
def touched(open_browser):
    """Open a browser on a screen that is touched: `touched(TABLET)`. Every press and tick is a finger's."""

    def screen(size: dict[str, int]) -> Visitor:
        visitor = open_browser(has_touch=True, is_mobile=True)
        visitor.page.set_viewport_size(size)
        return visitor

    return screen


@pytest.fixture
def visitor(open_browser) -> Visitor:
    return open_browser()


@pytest.fixture
def another_visitor(open_browser) -> Visitor:
    """Somebody else at another computer, at the same time."""
    return open_browser()


@pytest.fixture
def manager(db):
    return UserFactory(name="Morag Adeyemi", email="morag@example.org", roles=["manager"])


@pytest.fixture
def practitioner(db):
    return UserFactory(name="Priya Nair", email="priya@example.org", roles=["practitioner"])

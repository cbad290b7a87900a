"""Stories told in Debian's Chromium. Every page a story visits is looked at by axe before the story goes on."""

import os

import pytest

from tests.journeys.visitor import Visitor


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "chromium_sandbox": os.getuid() != 0,
        "args": quiet,
    }


@pytest.fixture
def browser_context_args(browser_context_args, live_server):
    return {**browser_context_args, "base_url": live_server.url, "viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def visitor(page, transactional_db) -> Visitor:
    page.set_default_timeout(15_000)
    return Visitor(page)


@pytest.fixture
def another_visitor(new_context, transactional_db) -> Visitor:
    """Somebody else at another computer, at the same time."""
    page = new_context().new_page()
    page.set_default_timeout(15_000)
    return Visitor(page)

"""A manager sets up a passkey, signs out, and comes in with it."""

import pytest

from tests.factories import PASSWORD

pytestmark = pytest.mark.second_factor


@pytest.fixture
def with_a_fingerprint(visitor):
    """A browser whose computer has a fingerprint reader."""
    screen = visitor.page.context.new_cdp_session(visitor.page)
    screen.send("WebAuthn.enable")
    reader = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    screen.send("WebAuthn.addVirtualAuthenticator", {"options": reader})
    return visitor


def test_a_passkey_is_set_up_and_opens(with_a_fingerprint, manager):
    visitor = with_a_fingerprint
    visitor.page.goto("/accounts/login/")
    visitor.page.goto(visitor.page.url.replace("127.0.0.1", "localhost"))  # a passkey is for a name, not a number
    visitor.signs_in(manager.email).sees("Set one up").follow("Add a passkey")
    visitor.fill(name="This laptop").press("Add a passkey").sees("recovery codes")
    visitor.press("Sign out").signs_in(manager.email, PASSWORD).sees("Your second factor")
    visitor.press("Use a passkey").sees_no("Your second factor")


def test_an_app_is_set_up_by_picture_or_letters(visitor, manager):
    visitor.sign_in(manager.email).follow("Set up an app").sees("Set up an app on your telephone", "I cannot scan it")
    visitor.fill(code="1").press("Set up").sees("This code is not right")

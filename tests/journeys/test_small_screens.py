"""At 320 px, which is also 400% zoom on a laptop: every main page fits, long names and long texts included.

The header, which every page has, is looked at on laptops too.
"""

import pytest

from consent.models import Signature
from tests.consent.families import family
from tests.factories import AgencyFactory, ProfessionalFactory, decisions

pytestmark = pytest.mark.browser

LONG = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"


@pytest.fixture
def pages(manager, practitioner) -> list[str]:
    """The main pages of a setting in which names and words are as long as they come."""
    registration, _ = family(manager)
    child = registration.child
    agency = AgencyFactory(name=f"The {LONG} of Wirral", kind="social_care")
    ProfessionalFactory(agency=agency, name=LONG)
    facts = {"child": child, "agency": agency, "information": LONG, "purpose": LONG * 3}
    drafted, sent = decisions.answered_with_consent(**facts), decisions.with_management(started_by=practitioner)
    shared, referred = decisions.shared(**facts), decisions.referred(**facts, started_by=practitioner)
    file, draft = f"/children/{child.reference}", f"/decisions/{drafted.reference}"
    return [
        "/",
        "/children/",
        f"{file}/",
        f"{file}/consents/new/",
        f"{file}/registration/",
        f"{draft}/questions/1/",
        f"{draft}/questions/4/",
        f"{draft}/outcome/",
        f"{draft}/check/",
        f"/decisions/{sent.reference}/back-up/",
        f"/decisions/{shared.reference}/",
        f"/decisions/{referred.reference}/back-up/",
        "/decisions/",
        "/refer/",
        "/agencies/",
        f"/agencies/{agency.pk}/",
        "/policies/",
        "/staff/",
        "/audit/",
        "/setting/",
        f"{file}/hand-over/",
    ]


def test_no_page_scrolls_sideways(open_browser, manager, pages):
    phone = open_browser(has_touch=True, is_mobile=True)
    phone.page.set_viewport_size({"width": 320, "height": 640})
    phone.sign_in(manager.email)
    too_wide = [page for page in pages if is_too_wide(phone.go(page))]
    phone.choose(parent="Siobhán O'Neill").press("Hand over to sign")
    too_wide += ["/sign/"] * is_too_wide(phone)
    phone.follow("Continue")
    too_wide += ["/sign/sign/"] * is_too_wide(phone)
    assert not too_wide
    sign_with_a_finger(phone)


def test_the_header_leaves_a_phone_its_first_screen_and_its_menu_needs_no_javascript(open_browser, manager):
    phone = open_browser(has_touch=True, is_mobile=True, java_script_enabled=False)
    phone.page.set_viewport_size({"width": 320, "height": 640})
    phone.sign_in(manager.email)
    assert phone.page.locator("main").bounding_box()["y"] < 640 / 2
    phone.button("Menu").click()
    phone.follow("Audit log").sees("Who did what")


@pytest.mark.parametrize("width", [320, 390, 1280, 1366])
def test_the_header_leaves_no_control_alone_on_a_row(visitor, manager, width):
    visitor.page.set_viewport_size({"width": width, "height": 800})
    visitor.sign_in(manager.email)
    assert share_a_row(visitor, ["Hide this page", "Lock", "Sign out"])
    assert share_a_row(visitor, ["Refer now", "Report a concern"])
    if width >= 1280:  # a laptop: a row of the header, and a row of the menu
        assert share_a_row(visitor, ["Sign out", "Refer now"])
        assert share_a_row(visitor, ["Children", "Setting"])


def test_the_key_that_hides_the_page_is_told_where_there_is_one_and_it_works(open_browser, visitor):
    assert tells_of_the_key(visitor)
    assert not tells_of_the_key(open_browser(java_script_enabled=False))
    assert not tells_of_the_key(open_browser(has_touch=True, is_mobile=True))


def tells_of_the_key(visitor) -> bool:
    return visitor.go("/accounts/login/").page.get_by_text("press Escape twice").is_visible()


def share_a_row(visitor, words: list[str]) -> bool:
    """Whether the controls of these words stand beside one another: each begins above where all of them end."""
    controls = visitor.page.locator(".site-header, .site-nav").locator("a, button")
    boxes = [controls.filter(has_text=each).first.bounding_box() for each in words]
    return max(box["y"] for box in boxes) < min(box["y"] + box["height"] for box in boxes)


def sign_with_a_finger(phone) -> None:
    phone.tick("has_policy", "understands_sharing", "has_safeguarding", "has_other_circumstances")
    phone.draw_with_a_finger().press("Sign").sees("Thank you. You have signed")
    assert Signature.objects.get(how="drawn").drawing["strokes"]


def is_too_wide(visitor) -> bool:
    return visitor.page.evaluate("() => document.scrollingElement.scrollWidth > innerWidth || innerWidth > 320")

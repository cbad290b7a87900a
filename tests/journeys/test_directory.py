"""The directory is narrowed while one types, and by its button where there is no JavaScript (policy 1.1)."""

import pytest

from tests.factories import AgencyFactory

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def agencies(shipped):
    AgencyFactory(name="Ashbrook Welcome Centre", kind="culture", supports_families=True)
    AgencyFactory(name="Turning Tide", kind="drug_alcohol", what_it_does="Help with alcohol", supports_families=True)
    AgencyFactory(name="Deeside Police", kind="police")


def test_what_is_typed_narrows_the_list_and_how_many_are_left_is_said(visitor, practitioner):
    visitor.sign_in(practitioner.email).go("/agencies/").sees("3 agencies", "Deeside Police")
    visitor.page.locator("[name=words]").press_sequentially("alcohol")
    visitor.sees("1 agency", "Turning Tide").sees_no("Deeside Police")
    assert "words=alcohol" in visitor.page.url


def test_without_javascript_the_button_narrows_it(open_browser, practitioner):
    plain = open_browser(java_script_enabled=False)
    plain.sign_in(practitioner.email).go("/agencies/").tick("supports").press("Show")
    plain.sees("2 agencies", "Ashbrook Welcome Centre", "Turning Tide").sees_no("Deeside Police")

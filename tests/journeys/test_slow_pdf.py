"""A busy computer takes its time for a PDF: the page says so, and the file comes by itself."""

import pikepdf
import pytest
from playwright.sync_api import expect

from neston_sharing.foundation import patience
from sharing.models import Disclosure
from tests.factories import PASSWORD, UserFactory, decisions
from tests.factories import back_up as factory
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]  # no database has a part in it


def test_a_pdf_that_takes_longer_comes_by_itself(visitor: Visitor, db, monkeypatch):
    monkeypatch.setattr(patience, "PATIENCE", 0.05)
    visitor.go("/").signs_in(UserFactory(roles=["practitioner"]).email)
    with visitor.page.expect_download(timeout=60_000) as download:
        visitor.go("/decisions/eight-questions.pdf").sees("The PDF is being made", "comes by itself")
    with pikepdf.open(download.value.path()) as paper:
        assert paper.docinfo.Title == "Before we share: the eight questions"


def test_what_was_written_is_there_again_after_the_lock(visitor: Visitor, db, monkeypatch):
    """Somebody is called away from the page that waits, where nothing is recorded yet."""
    monkeypatch.setattr(patience, "PATIENCE", 0.05)
    decision = decisions.back(factory.sent())
    visitor.go("/").signs_in(decision.started_by.email)
    form = f"/decisions/{decision.reference}/disclosures/new/"
    visitor.go(form).choose(route="telephone").fill(what="How she speaks", to_whom="Jo O'Bell")
    visitor.fill(number_or_address="0151 496 0299")
    visitor.press("Record what was shared").sees("There is a problem")
    asked = decisions.reasons_for(decision, list(decision.items.included()), route="telephone", used="")
    visitor.fill(**{f"why_{code}": reason for code, reason in asked.items()})
    visitor.press("Record what was shared").sees("The PDF is being made", "kept on this page")
    visitor.press("Lock").sees("This screen is locked").fill(password=PASSWORD).press("Unlock")
    visitor.is_at(form).sees("What you were writing is here again")
    expect(visitor.page.locator("[name=to_whom]")).to_have_value("Jo O'Bell")
    assert not Disclosure.objects.exists()

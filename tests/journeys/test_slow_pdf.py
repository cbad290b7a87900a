"""A busy computer takes its time for a PDF: the page says so, and the file comes by itself."""

import pikepdf
import pytest

from neston_sharing.foundation import patience
from tests.factories import UserFactory
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]  # no database has a part in it


def test_a_pdf_that_takes_longer_comes_by_itself(visitor: Visitor, db, monkeypatch):
    monkeypatch.setattr(patience, "PATIENCE", 0.05)
    visitor.go("/").signs_in(UserFactory(roles=["practitioner"]).email)
    with visitor.page.expect_download(timeout=60_000) as download:
        visitor.go("/decisions/eight-questions.pdf").sees("The PDF is being made", "comes by itself")
    with pikepdf.open(download.value.path()) as paper:
        assert paper.docinfo.Title == "Before we share: the eight questions"

"""A mother asks for her daughter's record, in which her son and another agency stand: she gets hers, and not theirs."""

import io
import json

import pikepdf
import pytest

from consent.models import Child
from tests.factories import ChildFactory, FamilyLinkFactory, ParentFactory, UserFactory, decisions
from tests.factories.received import InformationReceivedFactory
from tests.journeys import steps
from tests.pdfs import words_of

pytestmark = pytest.mark.browser


@pytest.fixture
def lead(db):
    return UserFactory(name="Lena Ford", email="lena@example.org", roles=["lead"])


@pytest.fixture
def child(practitioner) -> Child:
    mother = ParentFactory(given_names="Siobhán", family_name="O'Brien")
    child = ChildFactory(given_names="Niamh", family_name="O'Brien", key_person=practitioner)
    for each in (child, ChildFactory(given_names="Cormac", family_name="O'Brien", key_person=practitioner)):
        FamilyLinkFactory(child=each, parent=mother)
    decisions.add(decisions.shared(child=child), "Cormac was collected late on the same day")
    InformationReceivedFactory(child=child, what="The health visitor saw bruises")
    return child


def test_a_subject_access_request_with_a_siblings_data(visitor, child, lead):
    visitor.sign_in(lead.email).go(f"/children/{child.reference}/").follow("Copies of the record")
    visitor.follow("A parent asks for the record").choose(parent="Siobhán O'Brien")
    visitor.fill(asked="Everything you hold about Niamh").press("Enter the request")
    visitor.sees("Waits for who asks", "Withhold", "Redact words: Cormac", "to read before the copy can be made")

    for check, how in (("Identity checked", "Her passport"), ("Parental responsibility checked", "Birth certificate")):
        visitor.follow(check).fill(text=how).press("Record it")
    visitor.sees("Due on")

    while visitor.page.get_by_text("To read", exact=True).count():
        unread = visitor.page.locator("tr", has_text="To read").first.get_by_role("link")
        visitor.follow(unread.inner_text()).press("I have read this section")

    visitor.follow("Make the copy").fill(reason="Subject access").press("Make the PDF")
    content = steps.made(visitor)
    words = words_of(content)
    assert "[redacted] was collected late" in words
    assert "Cormac" not in words
    assert "bruises" not in words
    with pikepdf.open(io.BytesIO(content)) as pdf:  # whose parts are gone when it is
        carried = pdf.attachments["record.json"].get_file().read_bytes().decode()
    assert json.loads(carried)["copy"]["kind"] == "family"
    assert "Cormac" not in carried

    visitor.go("/record-copies/check/")
    visitor.page.locator("[name=upload]").set_input_files(
        {"name": "copy.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    visitor.press("Check it").sees("It is a copy of ours", "Exactly as it was made")

    visitor.go(f"/children/{child.reference}/record/copies/").follow("The family's copy").follow("Copy handed over")
    visitor.fill(text="By hand, to her").press("Record it").sees(
        "Copy handed over", "Kept back", "Redact words: Cormac"
    )

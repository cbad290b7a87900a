"""The PDF of the sharing record: who may have it, that a reason is given first, and what stands in it."""

import io
import subprocess

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consent.models import Address
from neston_sharing.audit.models import Entry
from neston_sharing.foundation import pdf
from neston_sharing.foundation.actions import Refusal
from sharing.actions.export import export_record
from sharing.models import RecordExport
from sharing.presenters.record import present_record
from tests.factories import ChildFactory, DecisionFactory, SignatureFactory, UserFactory, decisions

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    lead = UserFactory(name="Priya Lane", roles=["lead"])
    client.force_login(lead)
    return lead


@pytest.fixture
def child():
    return ChildFactory(given_names="Niamh", family_name="O'Brien")


def address(child, export=None) -> str:
    return f"/children/{child.reference}/record.pdf" + (f"?export={export.reference}" if export else "")


def text_of(content: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def full_file(child) -> None:
    """One of everything."""
    SignatureFactory(registration__child=child)
    Address.objects.create(child=child, lines="3 Hidden Row", protected=True)
    Address.objects.create(child=child, lines="12 Brook Lane")
    decisions.add(decisions.shared(child=child), "It was the ward's number")
    decisions.not_shared(child=child)
    decisions.referred(child=child)
    DecisionFactory(child=child)


# --- The reason -----------------------------------------------------------------------------------------------------
def test_the_reason_is_asked_for_first(client, lead, child):
    response = client.get(address(child))
    assert response.url == f"/children/{child.reference}/record/"
    assert client.get(response.url).status_code == 200


def test_no_reason_no_copy(client, lead, child):
    response = client.post(f"/children/{child.reference}/record/", {"reason": "  "})
    assert response.status_code == 422
    assert not RecordExport.objects.exists()


def test_a_reason_leads_to_the_copy_and_a_second_click_to_the_same(client, lead, child):
    page = client.get(f"/children/{child.reference}/record/")
    posted = {"reason": "The conference", "key": page.context["form"].key}
    first, second = (client.post(f"/children/{child.reference}/record/", posted) for _ in range(2))
    export = RecordExport.objects.get()
    assert first.url == second.url == address(child, export)
    assert (export.reason, export.recorded_by) == ("The conference", lead)


def test_the_export_is_in_the_log_with_its_reason(lead, child):
    export_record(by=lead, child=child, reason="The conference")
    entry = Entry.objects.get(event="record_exported")
    assert (entry.subject, entry.additional_data) == (child.reference, {"reason": "The conference"})


def test_the_action_refuses_who_may_not(child):
    with pytest.raises(Refusal, match="designated safeguarding lead"):
        export_record(by=child.key_person, child=child, reason="The conference")


# --- Who may have it ------------------------------------------------------------------------------------------------
def test_a_practitioner_may_not_make_a_copy(client, child):
    client.force_login(child.key_person)
    assert client.get(f"/children/{child.reference}/record/").status_code == 403
    assert client.get(address(child)).status_code == 403


def test_anothers_export_and_another_childs_are_not_found(client, lead, child):
    others = export_record(by=UserFactory(roles=["manager"]), child=child, reason="Mine")
    elsewhere = export_record(by=lead, child=ChildFactory(), reason="Another child")
    assert client.get(address(child, others)).status_code == 404
    assert client.get(address(child, elsewhere)).status_code == 404


def test_an_excluded_person_finds_nothing(client, lead, child):
    from consent.models import Exclusion

    export = export_record(by=lead, child=child, reason="The conference")
    Exclusion.objects.create(child=child, user=lead, reason="A parent", set_by=UserFactory())
    assert client.get(address(child, export)).status_code == 404
    assert client.get(f"/children/{child.reference}/record/").status_code == 404


def test_without_pango_the_page_says_what_to_install(client, lead, child, monkeypatch):
    def unavailable(*args, **kwargs):
        raise pdf.PdfUnavailable

    monkeypatch.setattr(pdf, "render", unavailable)
    response = client.get(address(child, export_record(by=lead, child=child, reason="The conference")))
    assert response.status_code == 503
    assert "libpango-1.0-0" in response.content.decode()


def test_a_copy_that_cannot_be_made_says_what_to_do(client, lead, child, monkeypatch):
    def too_slow(*args, **kwargs):
        raise pdf.PdfFailed("the page took longer than 60 seconds")

    monkeypatch.setattr(pdf, "render", too_slow)
    response = client.get(address(child, export_record(by=lead, child=child, reason="The conference")))
    assert response.status_code == 503
    assert "Try again" in response.content.decode()


# --- What stands in it ----------------------------------------------------------------------------------------------
@pytest.fixture
def made(client, lead, child) -> bytes:
    full_file(child)
    response = client.get(address(child, export_record(by=lead, child=child, reason="O'Brien's conference")))
    assert response["Content-Type"] == "application/pdf"
    assert "Niamh" not in response["Content-Disposition"]
    return response.content


def test_the_copy_says_everything_and_leaves_out_what_is_protected(made, child, lead):
    text = text_of(made)
    for words in (
        "Sharing record of Niamh O'Brien",
        "Produced by Priya Lane",
        "For what reason O'Brien's conference",
        RecordExport.objects.get().reference,
        "Page 1 of",
        "12 Brook Lane",
        "A protected address is on file and is left out of this copy.",
        "Yes, consent is in force",
        "She asked us to",
        "Her speech is clear to us",
        "Public task",
        "Declares no conflict of interest",
        "They confirmed by telephone",
        "It was the ward's number",
        "Nobody needs it for the child",
        "She said that she is afraid to go home",
        "Not in this copy, because they are not finished",
    ):
        assert words in text, words
    assert "Hidden Row" not in text


def test_the_copy_is_tagged_titled_and_in_english(made, child):
    document = pikepdf.open(io.BytesIO(made))
    assert "/StructTreeRoot" in document.Root
    assert str(document.Root.Lang) == "en-GB"
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == f"Sharing record {child.reference}"
    with document.open_outline() as outline:
        assert len(outline.root) >= 6


def test_the_path_is_drawn_with_words_for_who_cannot_see_it(made):
    document = pikepdf.open(io.BytesIO(made))
    alternatives = [str(thing.Alt) for thing in document.objects if "/Alt" in _keys(thing)]
    assert any("Is there legitimate purpose to sharing the information? Yes" in words for words in alternatives)


def _keys(thing) -> list[str]:
    return list(thing.keys()) if isinstance(thing, pikepdf.Dictionary) else []


def test_ten_decisions_take_no_more_queries_than_one(lead, child):
    decisions.shared(child=child)
    export = export_record(by=lead, child=child, reason="The conference")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            present_record(export, user=lead)
        counts.append(len(queries))
        for _ in range(3):
            decisions.add(decisions.shared(child=child))
    assert counts[0] == counts[1]

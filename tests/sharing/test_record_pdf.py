"""The PDF of the sharing record: who may have it, that a reason is given first, and what stands in it."""

import io
import json
import re
import subprocess
import time

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from consent.models import Address, Flag
from neston_sharing.audit.models import Entry
from neston_sharing.foundation import binding
from neston_sharing.foundation.actions import Refusal
from sharing.actions.export import export_record, keep_copy
from sharing.making import move_on
from sharing.models import ProducedCopy, RecordExport
from sharing.presenters.pieces import Piece, Section, sections_of
from sharing.presenters.record import present_record, record_of
from sharing.presenters.record_json import schema
from sharing.presenters.words import Fact
from tests.factories import ChildFactory, DecisionFactory, SignatureFactory, UserFactory, back_up, decisions
from tests.pdfs import pages_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    lead = UserFactory(name="Priya Lane", roles=["lead"])
    client.force_login(lead)
    return lead


@pytest.fixture
def child():
    return ChildFactory(given_names="Niamh", family_name="O'Brien")


def test_a_flag_says_since_when_it_stands_in_a_sentence_of_its_own(lead, child):
    Flag.objects.create(child=child, kind="do_not_discuss", set_by=lead)
    [flag] = [piece for piece in sections_of(record_of(child, user=lead))[0].pieces if piece.key == "child.flag-1"]
    assert flag.by.startswith("Since ")


def page_of(export) -> str:
    return f"/record-copies/made/{export.reference}/"


def typeset(export: RecordExport) -> bytes:
    """Wait for the copy as its page does."""
    for _ in range(600):
        so_far = move_on(export)
        assert not so_far.failed, so_far.why
        if so_far.whole:
            return export.produced.file.read()
        time.sleep(0.1)
    raise AssertionError("the copy was not made within a minute")


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
def test_no_reason_no_copy(client, lead, child):
    response = client.post(f"/children/{child.reference}/record/", {"reason": "  "})
    assert response.status_code == 422
    assert not RecordExport.objects.exists()


def test_a_reason_leads_to_the_copy_and_a_second_click_to_the_same(client, lead, child):
    page = client.get(f"/children/{child.reference}/record/")
    posted = {"reason": "The conference", "key": page.context["form"].key}
    first, second = (client.post(f"/children/{child.reference}/record/", posted) for _ in range(2))
    export = RecordExport.objects.get()
    assert first.url == second.url == page_of(export)
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


def test_an_excluded_person_finds_nothing(client, lead, child):
    from consent.models import Exclusion

    export = export_record(by=lead, child=child, reason="The conference")
    Exclusion.objects.create(child=child, user=lead, reason="A parent", set_by=UserFactory())
    assert client.get(page_of(export)).status_code == 404
    assert client.get(f"{page_of(export)}pdf/").status_code == 404
    assert client.get(f"/children/{child.reference}/record/").status_code == 404


# --- On its way -----------------------------------------------------------------------------------------------------
@pytest.fixture
def begun(monkeypatch, settings):
    """Begin nothing, but count what was begun."""
    books = []
    monkeypatch.setattr(binding, "start", lambda book, folder: books.append(book))
    monkeypatch.setattr(binding, "progress", lambda folder: binding.Progress(3, 8))
    return books


def test_the_page_says_how_far_it_is_and_looks_again_by_itself(client, lead, child, begun):
    export = export_record(by=lead, child=child, reason="The conference")
    for _ in range(2):
        response = client.get(page_of(export))
    assert "3 of 8 parts are set" in response.content.decode()
    assert response["Refresh"] == f"2; url={page_of(export)}?by_itself=1"
    assert len(begun) == 1


def test_a_copy_that_failed_says_why_and_is_begun_anew(client, lead, child, begun, monkeypatch):
    monkeypatch.setattr(binding, "progress", lambda folder: binding.Progress(failed=True, why="install libpango-1.0-0"))
    export = export_record(by=lead, child=child, reason="The conference")
    response = client.get(page_of(export))
    assert "libpango-1.0-0" in response.content.decode()
    assert "Refresh" not in response
    client.get(page_of(export))
    assert len(begun) == 2


def test_a_file_that_was_changed_since_is_not_sent(client, lead, child):
    export = export_record(by=lead, child=child, reason="The conference")
    produced = keep_copy(by=lead, export=export, content=b"%PDF-")
    assert client.get(f"{page_of(export)}pdf/").content == b"%PDF-"
    with produced.file.storage.open(produced.file.name, "wb") as file:
        file.write(b"%PDF-changed")
    assert client.get(f"{page_of(export)}pdf/").status_code == 500


def test_what_was_made_is_sealed_by_its_hash_and_kept_once(lead, child):
    export = export_record(by=lead, child=child, reason="The conference")
    first, second = (keep_copy(by=lead, export=export, content=b"%PDF-") for _ in range(2))
    assert first == second == ProducedCopy.objects.get()
    entry = Entry.objects.get(event="copy_produced")
    assert entry.additional_data == {"copy": export.reference, "sha256": first.sha256}


def test_a_file_is_told_from_a_changed_one_by_its_hash(client, lead, child):
    export = export_record(by=lead, child=child, reason="The conference")
    keep_copy(by=lead, export=export, content=b"%PDF-")

    def checked(content: bytes) -> str:
        return client.post("/record-copies/check/", {"upload": SimpleUploadedFile("a.pdf", content)}).content.decode()

    assert "Exactly as it was made" in checked(b"%PDF-")
    assert "no copy that we know" in checked(b"%PDF- ")
    assert "Not compared" in client.post("/record-copies/check/", {"code": export.reference.lower()}).content.decode()


def test_what_a_check_tells_of_a_child_s_copy_is_on_record(client, lead, child):
    """Also for what reason it was made, which may say anything."""
    export = export_record(by=lead, child=child, reason="The conference")
    keep_copy(by=lead, export=export, content=b"%PDF-")
    opened = Entry.objects.of_event("file_opened").about(child.reference).by(lead)
    client.post("/record-copies/check/", {"code": "X-22222222"})
    assert not opened.exists()
    assert "The conference" in client.post("/record-copies/check/", {"code": export.reference}).content.decode()
    assert opened.exists()


def test_a_copy_that_another_made_is_not_for_who_has_a_conflict_in_a_decision_of_it(client, lead, child):
    manager, decision = UserFactory(roles=["manager"]), back_up.sent(child=child)
    mine, theirs = (export_record(by=by, child=child, reason="The conference") for by in (manager, lead))
    decisions.declare(decision, by=manager, conflict="His brother works there")
    assert set(RecordExport.objects.visible_to(manager)) == {mine, theirs}  # it is in no copy before it is recorded
    decisions.back(decision, by=lead)
    assert set(RecordExport.objects.visible_to(manager)) == {mine}
    assert set(RecordExport.objects.visible_to(lead)) == {mine, theirs}
    client.force_login(manager)
    assert [client.get(page_of(each)).status_code for each in (theirs, mine)] == [404, 200]


# --- What stands in it ----------------------------------------------------------------------------------------------
SAID = (
    "Sharing record: Niamh O'Brien",
    "Produced by: Priya Lane",
    "For what reason: O'Brien's conference",
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
)


def test_the_copy_is_whole_for_eyes_for_ears_and_for_software(lead, child, monkeypatch):
    """One copy is set, and read in every way: its words, its structure, its file for software, its seal."""
    monkeypatch.setattr("sharing.presenters.book.LARGEST_PART", 9_000)  # bound of several parts
    full_file(child)
    export = export_record(by=lead, child=child, reason="O'Brien's conference")
    made = typeset(export)
    text = words_of(made)
    assert [words for words in (*SAID, export.reference) if words not in text] == []
    assert "Hidden Row" not in text
    document = pikepdf.open(io.BytesIO(made))
    is_archived_and_accessible(document, child)
    is_read_in_order(document)
    carries_the_same_record(document, text)


def test_a_copy_says_which_decisions_its_maker_could_not_see(lead, child):
    manager, decision = UserFactory(roles=["manager"]), decisions.shared(child=child)
    decisions.declare(decision, by=manager, conflict="His brother works there")
    front = pages_of(typeset(export_record(by=manager, child=child, reason="A conference")))[0]
    assert f"whoever made it has a conflict of interest in them: {decision.reference}." in " ".join(front.split())
    assert "conflict" not in pages_of(typeset(export_record(by=lead, child=child, reason="A conference")))[0]


def test_each_drawing_in_the_contents_is_told_from_the_others(lead, child):
    full_file(child)
    decisions.shared(child=child)
    front = words_of(typeset(export_record(by=lead, child=child, reason="A conference"))).partition("page 1 ")[2]
    first, declined = child.decisions.recorded().order_by("pk")[:2]
    titles = re.findall(r"(Path drawn.*?), page \d+", front)
    assert titles == [f"Path drawn: {first.reference} and 1 more", f"Path drawn: {declined.reference}"]


def test_every_page_of_the_record_says_whose_it_is_and_the_seal_in_one_line_large_enough_to_type(lead, child):
    full_file(child)
    export = export_record(by=lead, child=child, reason="A conference")
    made = typeset(export)
    front, *bound = [page for page in pages_of(made) if page.strip()]
    code = re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]+", front).group()
    for page in bound:
        assert page.lstrip().startswith(f"Sharing record · {child.reference} · copy {export.reference}")
        assert re.search(rf"Seal \d+: {code}", page)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True
    ).stdout.decode()
    tops = re.findall(rf'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">{code}<', boxes)
    assert all(float(bottom) - float(top) > 8 for top, bottom in tops)
    assert len(tops) == len(bound) + 1


def test_what_is_short_stands_on_one_page_and_what_is_long_starts_where_there_is_room():
    facts = (Fact("How", "Telephone"), Fact("Arrived on", "1 May 2026"))
    short, long = (
        Piece("shared-1", "Shared with Jo Bell", facts=facts),
        Piece("item-1", "To be shared", "Her words. " * 200),
    )
    page = render_to_string("pdf/record/section.html", {"section": Section("IS-1", "Decision", (long, short))})
    before, whole = page.split('<div class="whole">')
    assert "To be shared" in before
    assert "Shared with Jo Bell" in whole


def is_archived_and_accessible(document: pikepdf.Pdf, child) -> None:
    with document.open_metadata() as metadata:
        declared = [metadata[name] for name in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")]
        assert declared == ["1", "3", "A"]
        assert metadata["dc:title"] == f"Sharing record {child.reference}"
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.MarkInfo.Marked
    assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert all("/FontFile2" in font or "/FontFile3" in font for font in _of_type(document, "/FontDescriptor"))
    with document.open_outline() as outline:
        assert len(outline.root) >= 6


def is_read_in_order(document: pikepdf.Pdf) -> None:
    """Every page of every part has its place in one structure, and every mark on it a parent there."""
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    places = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    assert len(places) == len(numbers) // 2
    assert len(document.Root.StructTreeRoot.K) == 1
    for sheet in document.pages:
        assert any(element.Pg.objgen == sheet.obj.objgen for element in places[int(sheet.obj.StructParents)])
    alternatives = [str(element.Alt) for element in _of_type(document, "/StructElem") if "/Alt" in element]
    assert any("Is there legitimate purpose to sharing the information? Yes" in words for words in alternatives)
    assert any(words.startswith("QR code of the seal: Seal ") for words in alternatives)


def carries_the_same_record(document: pikepdf.Pdf, text: str) -> None:
    files = document.attachments
    assert [str(file.AFRelationship) for file in document.Root.AF] == ["/Data", "/Data"]
    carried = json.loads(files["record.json"].get_file().read_bytes())
    assert json.loads(files["record.schema.json"].get_file().read_bytes()) == schema()
    assert follows(carried, schema()) == []
    assert {each["decision"] for each in carried["decisions"]} == {"PERMIT", "DENY", "REVIEW"}
    assert carried["copy"]["seal"]["code"] in text
    pieces = [piece for section in carried["sections"] for piece in section["pieces"]]
    said = [piece["text"] for piece in pieces] + [fact["value"] for piece in pieces for fact in piece["facts"]]
    assert [words for words in said if _squeezed(words) not in _squeezed(text)] == []


def follows(value, rule: dict, at: str = "record") -> list[str]:
    """Say where a value does not follow the schema: as much of JSON Schema as ours uses."""
    kinds = {"object": dict, "array": list, "string": str, "integer": int}
    if not isinstance(value, kinds[rule["type"]]):
        return [at]
    if value not in rule.get("enum", [value]) or value != rule.get("const", value):
        return [at]
    if rule["type"] == "array":
        return [wrong for n, each in enumerate(value) for wrong in follows(each, rule["items"], f"{at}[{n}]")]
    if rule["type"] == "object":
        if set(value) != set(rule["required"]):
            return [at]
        return [wrong for name in value for wrong in follows(value[name], rule["properties"][name], f"{at}.{name}")]
    return []


def _squeezed(words: str) -> str:
    """Leave out what setting type adds: breaks, and what stands at the head and foot of a page."""
    words = re.sub(r"Sharing record · C-\w+ · copy X-\w+|Page \d+", "", words)
    return re.sub(r"\s+", "", words)


def _of_type(document: pikepdf.Pdf, kind: str) -> list:
    found = (thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary))
    return [thing for thing in found if thing.get("/Type") == kind]


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

"""What leaves as a file: the parent's copy and the scan, through the gate, as attachments, as they were recorded."""

import io
import uuid

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from consent.actions.tablet import sign
from consent.models import Signature
from neston_sharing.foundation import pdf
from tests.consent.families import ALL_FOUR, DRAWING, family, handed_over, in_force, signed_in
from tests.edits import save
from tests.factories import PolicyVersionFactory
from tests.foundation.test_uploads import pdf as a_pdf
from tests.pdfs import words_of

pytestmark = pytest.mark.django_db


def at(name: str, registration) -> str:
    return reverse(f"consent:{name}", args=[registration.child.reference])


@pytest.fixture
def signed():
    registration, parent = family()
    registration.policies_given.create(version=PolicyVersionFactory())
    handover = handed_over(registration, parent)
    sign(by=registration.started_by, handover=handover, acknowledged=ALL_FOUR, drawing=DRAWING)
    return registration


@pytest.mark.django_db
def test_the_parents_copy_says_what_was_signed_and_is_tagged(signed):
    answer = signed_in(user=signed.started_by).get(at("registration-pdf", signed))
    assert answer["Content-Disposition"] == f'attachment; filename="registration-{signed.child.reference}.pdf"'
    words = words_of(answer.content)
    for part in (
        signed.child.name,
        "Siobhán O'Neill",
        "What you tell us is private",
        "a legal duty), or a court orders us to",
        "I understand when information may be shared without my consent.",
        "Information Sharing Policy, adopted 16 May 2016",
        "Version 2026-11",
    ):
        assert part in words
    document = pikepdf.open(io.BytesIO(answer.content))
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == "en-GB"
    assert b"Signature of Siobh" in pictures_described(document)
    assert signed.child.family_name not in str(document.docinfo.Title)


def pictures_described(document) -> bytes:
    alts = [str(thing.Alt) for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]
    return " ".join(alts).encode()


def test_the_copy_shows_the_words_as_signed_not_as_they_are_now(signed, monkeypatch):
    from consent import wording

    monkeypatch.setattr(wording, "CURRENT", None)
    assert b"a legal duty" in signed_in(user=signed.started_by).get(at("registration-signed", signed)).content


def test_without_pango_the_page_says_what_to_install(signed, monkeypatch):
    def unavailable(*args, **kwargs):
        raise pdf.PdfUnavailable

    monkeypatch.setattr(pdf, "render", unavailable)
    answer = signed_in(user=signed.started_by).get(at("registration-pdf", signed))
    assert answer.status_code == 503
    assert b"apt-get install libpango" in answer.content


def test_a_form_to_print_has_room_to_sign():
    registration, _ = family()
    answer = signed_in(user=registration.started_by).get(at("registration-form", registration))
    assert "Seen by (member of staff)" in words_of(answer.content)
    assert signed_in(user=registration.started_by).get(at("registration-pdf", registration)).status_code == 404


def record_paper(registration, parent, content: bytes, **changes):
    client = signed_in(user=registration.started_by)
    data = {"key": str(uuid.uuid4()), "parent": parent.pk, "signed_on": "1/11/2026"}
    data |= {"witness": registration.started_by.pk, "all_pages": "on", **dict.fromkeys(ALL_FOUR, "on")}
    data["scan"] = SimpleUploadedFile("Amelia Hart.pdf", content)
    return client, client.post(at("registration-paper", registration), {**data, **changes})


def test_a_scan_comes_back_as_an_attachment_under_the_childs_reference():
    registration, parent = family()
    content = a_pdf()
    client, _ = record_paper(registration, parent, content)
    answer = client.get(at("registration-scan", registration))
    assert answer.content == content
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="registration-{registration.child.reference}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_scan_that_was_altered_on_the_disk_is_not_sent():
    registration, parent = family()
    client, _ = record_paper(registration, parent, a_pdf())
    signature = Signature.objects.get()
    with signature.scan.storage.open(signature.scan.name, "wb") as file:
        file.write(b"%PDF-something else")
    answer = client.get(at("registration-scan", registration))
    assert answer.status_code == 500
    assert b"not what was stored" in answer.content


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"%PDF-1.7 broken"])
def test_what_is_no_scan_records_nothing(content):
    registration, parent = family()
    _, answer = record_paper(registration, parent, content)
    assert answer.status_code == 422
    assert not Signature.objects.exists()


def test_a_paper_with_three_ticks_records_nothing_and_says_which():
    registration, parent = family()
    _, answer = record_paper(registration, parent, a_pdf(), has_policy="")
    assert answer.status_code == 422
    assert b"Tick all four boxes" in answer.content


def test_a_drawn_registration_has_no_scan(signed):
    assert signed_in(user=signed.started_by).get(at("registration-scan", signed)).status_code == 404


def test_the_whole_way_of_the_explanation_page():
    in_force()
    registration, _ = family()
    client = signed_in(user=registration.started_by)
    data = {"key": str(uuid.uuid4()), "explained_how": "prospectus", "explained_by": client.user.pk}
    versions = [version.pk for version in in_force_versions()]
    answer = save(
        client, at("registration-explained", registration), {**data, "explained_on": "1/11/2026", "policies": versions}
    )
    assert answer.url == at("registration", registration)
    assert registration.policies_given.count() == 4


def in_force_versions():
    return PolicyVersionFactory._meta.model.objects.each_in_force()

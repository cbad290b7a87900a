"""PDFs are tagged, know their language, reach nothing that they were not given, and never hold a transaction."""

import io

import pikepdf
import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.views import View

from neston_sharing.foundation import patience, pdf


def page(body: str) -> str:
    return f'<html lang="en-GB"><head><title>T</title></head><body>{body}</body></html>'


@pytest.fixture(scope="module")
def made() -> pikepdf.Pdf:
    # base.html is empty of content but whole: stylesheet, running line, title, language
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "outside_transactions", lambda: None)
        return pikepdf.open(io.BytesIO(pdf.render("pdf/base.html", {}, title="Signed copy <1>")))


def test_a_pdf_is_tagged_and_says_so(made):
    assert made.Root.MarkInfo.Marked
    assert made.Root.StructTreeRoot.K
    assert made.open_metadata().get("pdfuaid:part") == "1"


def test_a_pdf_names_its_title_and_language(made):
    assert made.Root.Lang == "en-GB"
    assert made.docinfo.Title == "Signed copy <1>"
    assert made.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize(
    "address",
    ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "data:image/png;base64,AAAA", "asset:neston_sharing/../x.css"],
)
def test_a_page_that_names_a_file_it_was_not_given_makes_no_pdf(address):
    with pytest.raises(pdf.PdfFailed) as failed:
        pdf.typeset(page(f'<img src="{address}" alt="">'), {})
    assert address not in str(failed.value)  # which goes into the log, and says nothing of the page


def test_a_page_shows_what_was_made_in_memory():
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    assert pdf.typeset(page('<img src="memory:a.svg" alt="A square">'), {"memory:a.svg": picture})


def test_a_page_that_takes_too_long_is_given_up():
    with pytest.raises(pdf.PdfFailed, match="longer than"):
        pdf.typeset(page("<p>words</p>" * 100), {}, longest=0.01)


def test_a_page_that_is_too_large_is_not_begun(monkeypatch):
    monkeypatch.setattr(pdf, "LARGEST_PAGE", 10)
    with pytest.raises(pdf.PdfFailed, match="too large"):
        pdf.typeset(page(""), {})


def test_a_document_of_too_many_pages_is_refused():
    with pytest.raises(pdf.PdfFailed, match="pages"):
        pdf._result(b"", f"warning\n{pdf.STOPPED}{pdf.TOO_LONG}\n", 60)


def test_half_a_document_is_none():
    with pytest.raises(pdf.PdfFailed, match="stopped from outside"):
        pdf._result(b"%PDF-1.7 and no end", "", 60)


@pytest.mark.django_db(transaction=True)
def test_no_pdf_is_made_inside_a_transaction():
    with pytest.raises(RuntimeError, match="outside transactions"), transaction.atomic():
        pdf.render("pdf/base.html", {}, title="T")


def test_without_pango_the_page_says_what_to_install(monkeypatch, db):
    monkeypatch.setattr(patience.Work, "taken", lambda work: (b"", f"no libpango\n{pdf.STOPPED}{pdf.NO_PANGO}\n"))

    class Produces(pdf.ProducesPdf, View):
        def get(self, request):
            return HttpResponse(pdf.render("pdf/base.html", {}, title="T"))

    answer = Produces.as_view()(RequestFactory().get("/"))
    assert answer.status_code == 503
    assert b"libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in answer.content


def test_a_download_is_an_attachment_named_by_reference():
    answer = pdf.download(b"%PDF-", "C-1.pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="C-1.pdf"'


def test_a_text_without_a_space_is_set_in_time():
    page = pdf.breakable(f"<html lang='en'><title>T</title><p>{'W' * 20_000}</p></html>")
    assert pdf.typeset(page, {}, longest=30).startswith(b"%PDF-")


def test_long_words_break_in_texts_only_and_never_within_an_entity():
    link = f'<a href="{"x" * 200}">'
    words = f"{'&#x27;' * 60}a"
    assert pdf.breakable(f"{link}{'short ' * 99}</a>") == f"{link}{'short ' * 99}</a>"
    assert pdf.breakable(words) == f"{'&#x27;' * 60}\u200ba"

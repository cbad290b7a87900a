"""Every PDF carries the seal of the entry that says it is being prepared; a second entry seals what it became."""

import hashlib
import io
import re
import time
from collections.abc import Iterator

import pikepdf
import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.views.generic import FormView, View

from neston_sharing.audit import canonical, witness
from neston_sharing.audit.checkpoints import TAKEN
from neston_sharing.audit.models import Entry, Seal
from neston_sharing.audit.verification import verify
from neston_sharing.audit.verifier import Head
from neston_sharing.foundation import patience, pdf
from tests.factories import UserFactory
from tests.metatests.test_access import ACCESS
from tests.metatests.test_queries import pick
from tests.metatests.world import World

# What an address needs besides: agencies to choose from, a form to send.
ASKED = {"agencies:leaflet-pdf": lambda world: {"agency": world.agency.pk}}


def pdfs(resolver=None, within: str = "") -> Iterator[str]:
    """The name of every address that sends a PDF when it is opened."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from pdfs(pattern, f"{within}{pattern.namespace}:" if pattern.namespace else within)
        elif _sends_one(getattr(pattern.callback, "view_class", View)):
            yield f"{within}{pattern.name}"


def _sends_one(view: type) -> bool:
    return issubclass(view, pdf.ProducesPdf) and not issubclass(view, FormView) and "get" in view.http_method_names


PDFS = sorted(set(pdfs()))


@pytest.fixture
def set_pages(monkeypatch) -> list:
    """What would be set, instead of a second's work: (page, resources)."""
    pages: list = []

    def typeset(page, resources):
        pages.append((page, resources))
        return b"%PDF-" + page.encode()

    monkeypatch.setattr(pdf, "typeset", typeset)
    return pages


def of_event(event: str) -> Entry:
    return Entry.objects.of_event(event).get()


def test_every_kind_of_pdf_is_looked_at():
    assert {"sharing:chronology-pdf", "sharing:poster", "consent:receipt-pdf", "sharing:fire-drill"} <= set(PDFS)


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_carries_its_seal_and_the_log_its_hash(db, client, set_pages, name):
    world, asked = World(), ASKED.get(name, lambda world: {})
    reader = world.people[pick(ACCESS[name])]
    world.agency.supports_families = True
    world.agency.save()
    client.force_login(reader)
    answer = client.get(reverse(name, kwargs=world.kwargs(name)), asked(world))
    prepared, made = of_event(witness.PREPARED), of_event(witness.PRODUCED)
    code = canonical.code(prepared.seal.hash)
    ((page, resources),) = set_pages
    assert answer.status_code == 200
    assert f"Seal {prepared.seal.sequence}: {code}" in page
    assert resources[f"memory:{witness.PICTURE}"].startswith(b"<?xml")
    assert made.additional_data == {
        "seal": prepared.seal.sequence,
        "sha256": hashlib.sha256(answer.content).hexdigest(),
    }
    assert prepared.actor == made.actor == reader
    assert prepared.object_pk in answer["Content-Disposition"]


def test_what_cannot_be_written_in_the_log_is_not_made(db, set_pages, monkeypatch):
    amy = UserFactory()
    monkeypatch.setattr(canonical, "digest", lambda row: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        witness.witnessed("pdf/base.html", {}, by=amy, filename="a.pdf", title="T")
    assert set_pages == []


def test_the_code_stands_on_the_paper_and_among_its_properties(db):
    made = witness.witnessed("pdf/base.html", {}, by=UserFactory(), filename="a.pdf", title="T")
    with pikepdf.open(io.BytesIO(made)) as paper:
        assert str(paper.docinfo.Subject) == witness.stamp(Seal.objects.get(entry=of_event(witness.PREPARED))).in_words
    assert list(verify(Head())) == []


def test_the_stamp_of_an_event_about_a_row_is_found(db):
    amy = UserFactory()
    entry = witness.record_event("tried", by=amy, about=amy)
    assert witness.stamp_of("tried", amy) == witness.stamp(entry.seal)


def said(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("name", ["sharing:poster", "audit:checkpoint-print"])
def test_what_is_asked_for_again_while_it_is_set_is_in_the_log_once(db, client, monkeypatch, name):
    """The seal on the paper is that of the first request, and the file is called as it was then."""
    monkeypatch.setattr(patience, "PATIENCE", 0.01)
    client.force_login(UserFactory(roles=["manager"]))
    ask = client.post if name == "audit:checkpoint-print" else client.get
    answer = ask(reverse(name))
    assert answer.status_code == 202
    (again,) = re.findall(r"set=(.+)", answer.get("Refresh", "")) or re.findall(r'"set" value="(.+)"', said(answer))
    until = time.monotonic() + 60
    while answer.status_code == 202 and time.monotonic() < until:
        answer = ask(reverse(name), {"set": again})
    prepared, made = of_event(witness.PREPARED), of_event(witness.PRODUCED)
    assert made.additional_data["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert made.additional_data["seal"] == prepared.seal.sequence
    assert prepared.object_pk in answer["Content-Disposition"]
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert str(paper.docinfo.Subject) == witness.stamp(prepared.seal).in_words
    assert Entry.objects.of_event(TAKEN).count() == (1 if ask == client.post else 0)

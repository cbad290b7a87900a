"""A copy is printed for anyone who signed; it is e-mailed only to an address that is the parent's alone."""

import hashlib
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from consent.actions.merging import merge_parents
from consent.models import Flag, ReceiptCopy
from consent.presenters.receipts import receipts_of
from neston_sharing.audit.models import Entry
from neston_sharing.foundation import pdf
from tests.consent.families import signed_in
from tests.consent.receipts import families
from tests.factories import ChildFactory, FamilyLinkFactory, ParentFactory, PolicyVersionFactory, UserFactory
from tests.pdfs import words_of

pytestmark = pytest.mark.django_db
BLAND = ("Amelia", "Siobhán", "O'Neill")
FAILING = "tests.consent.receipts.test_giving.Unreachable"


class Unreachable:
    """A mail server that is down."""

    def __init__(self, **kwargs) -> None: ...

    def send_messages(self, messages) -> int:
        raise ConnectionRefusedError


@pytest.fixture(autouse=True)
def configured(settings):
    settings.EMAIL_CONFIGURED = True


@pytest.fixture
def made(monkeypatch) -> None:
    """PDFs are made at once, each unlike every other."""
    monkeypatch.setattr(pdf, "typeset", lambda page, resources: b"%PDF-" + uuid.uuid4().bytes)


def receipt_for(**details):
    """A receipt of a parent whose e-mail address is theirs alone, unless told otherwise."""
    child, parent = families.parent_of(**{"email": "siobhan@example.org", "email_is_private": True, **details})
    return families.receipt_of_consents(child=child, parent=parent)


def visit(receipt, name: str, **posted):
    client = signed_in("manager")
    path = reverse(f"consent:{name}", args=[receipt.child.reference, receipt.pk])
    return client.post(path, posted) if posted else client.get(path)


def send(receipt, key: str = ""):
    return visit(receipt, "receipt-send", key=key or str(uuid.uuid4()))


def limit(receipt, **changes) -> Flag:
    return Flag.objects.create(
        **{"child": receipt.child, "kind": "court_order", "about_parent": receipt.parent, "limits_information": True}
        | {"set_by": receipt.recorded_by, **changes}
    )


# --- Printing -------------------------------------------------------------------------------------------------------


def test_every_pdf_that_is_made_is_on_record_by_its_hash():
    receipt = receipt_for()
    answer = visit(receipt, "receipt-pdf")
    copy = receipt.copies.get()
    assert answer.content.startswith(b"%PDF-")
    assert (copy.route, copy.sha256) == ("printed", hashlib.sha256(answer.content).hexdigest())


def test_a_pdf_names_a_reference_in_its_file_and_nobody(made):
    receipt = receipt_for()
    assert visit(receipt, "receipt-pdf")["Content-Disposition"] == (
        f'attachment; filename="copy-{receipt.child.reference}.pdf"'
    )


def test_making_a_copy_is_an_export_in_the_log_under_the_child(made):
    receipt = receipt_for()
    visit(receipt, "receipt-pdf")
    assert Entry.objects.filter(event="export_opened", subject=receipt.child.reference).count() == 1


def test_without_pango_the_page_says_what_to_install_and_no_copy_is_on_record(monkeypatch):
    def unavailable(*args, **kwargs):
        raise pdf.PdfUnavailable

    monkeypatch.setattr(pdf, "render", unavailable)
    receipt = receipt_for()
    for answer in (visit(receipt, "receipt-pdf"), send(receipt)):
        assert answer.status_code == 503
        assert b"apt-get install libpango" in answer.content
    assert not ReceiptCopy.objects.exists()


# --- By e-mail ------------------------------------------------------------------------------------------------------


def test_it_goes_to_the_parents_own_address_and_names_nobody_but_in_the_pdf(made):
    receipt = receipt_for()
    send(receipt)
    [message] = mail.outbox
    [(name, content, kind)] = message.attachments
    assert message.to == ["siobhan@example.org"]
    assert not any(part in f"{message.subject} {message.body} {name}" for part in BLAND)
    assert kind == "application/pdf"
    assert receipt.copies.get(route="emailed").sha256 == hashlib.sha256(content).hexdigest()


def test_a_double_click_sends_one(made):
    receipt, key = receipt_for(), str(uuid.uuid4())
    assert send(receipt, key).url == send(receipt, key).url
    assert len(mail.outbox) == receipt.copies.count() == 1


def test_a_failure_is_said_on_the_page_and_stands_beside_the_copy_ever_after(made, settings):
    receipt = receipt_for()
    settings.EMAIL_BACKEND = FAILING
    client = signed_in("manager")
    path = reverse("consent:receipt-send", args=[receipt.child.reference, receipt.pk])
    answer = client.post(path, {"key": str(uuid.uuid4())}, follow=True)
    assert b"could not be sent. Print the copy instead" in answer.content
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send(receipt)
    page = visit(receipt, "receipt").content.decode()
    assert page.count("Could not be sent") == 1
    assert Entry.objects.filter(event="copy_not_sent", subject=receipt.child.reference).count() == 1


def test_a_copy_is_sent_only_after_its_record_is_committed(made, monkeypatch):
    from consent.views import receipts

    receipt, seen = receipt_for(), []
    monkeypatch.setattr(receipts, "send_copy", lambda *args, **kwargs: seen.append(receipt.copies.count()) or True)
    send(receipt)
    assert seen == [1]


# --- Where it does not go -------------------------------------------------------------------------------------------


def not_offered(receipt, words: str) -> None:
    """No link on the pages, no form, and a post from elsewhere is refused."""
    for page in ("receipt", "receipt-send"):
        content = visit(receipt, page).content.decode()
        assert words in content
        assert 'name="key"' not in content
        assert "own e-mail address</a>" not in content
    assert send(receipt).status_code == 422
    assert not mail.outbox
    assert not receipt.copies.exists()


def test_not_without_e_mail(made, settings):
    settings.EMAIL_CONFIGURED = False
    not_offered(receipt_for(), "sends no e-mail")


def test_not_without_an_address(made):
    not_offered(receipt_for(email="", email_is_private=False), "There is no e-mail address for Siobhán")


def test_not_to_an_address_that_nobody_noted_as_theirs_alone(made):
    not_offered(receipt_for(email_is_private=False), "tick that on their page")


@pytest.mark.parametrize("same", ["siobhan@example.org", "Siobhan@Example.org"])
def test_not_to_an_address_that_somebody_else_here_has_too(same, made):
    ParentFactory(email=same, email_is_private=True)
    not_offered(receipt_for(), "Somebody else here has the same e-mail address")


def test_the_same_person_entered_twice_is_nobody_else(made):
    receipt = receipt_for()
    twice = ParentFactory(email="siobhan@example.org", email_is_private=True)
    merge_parents(by=UserFactory(roles=["manager"]), kept=twice, merged=receipt.parent, reason="Same person")
    assert send(receipt).status_code == 302


def test_it_goes_to_the_address_of_the_row_that_is_kept(made):
    receipt = receipt_for(email="old@example.org")
    kept = ParentFactory(email="new@example.org", email_is_private=True)
    merge_parents(by=UserFactory(roles=["manager"]), kept=kept, merged=receipt.parent, reason="Same person")
    send(receipt)
    assert mail.outbox[0].to == ["new@example.org"]


def test_a_wildcard_in_an_address_matches_nobody_else(made):
    ParentFactory(email="siobhanxx@example.org")
    assert send(receipt_for(email="siobhan__@example.org")).status_code == 302


def test_not_where_a_court_order_limits_what_this_parent_may_be_told(made):
    receipt = receipt_for()
    limit(receipt)
    not_offered(receipt, "A court order limits what Siobhán")


@pytest.mark.parametrize(
    "order",
    [
        {"limits_information": False, "limits_contact": True},
        {"ends_on": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_an_order_that_does_not_limit_information_today_stops_nothing(order, made):
    receipt = receipt_for()
    limit(receipt, **order)
    assert send(receipt).status_code == 302


def test_an_order_about_another_parent_stops_nothing(made):
    receipt = receipt_for()
    limit(receipt, about_parent=FamilyLinkFactory(child=receipt.child).parent)
    assert send(receipt).status_code == 302


def test_a_childs_list_of_copies_asks_once_however_many_there_are(django_assert_num_queries):
    receipt = receipt_for()
    for _ in range(3):
        families.receipt_of_consents(child=receipt.child, parent=families.parent_of(receipt.child)[1])
    with django_assert_num_queries(1):
        lines = receipts_of(receipt.child)
        assert len({(line.receipt.parent.one.name, line.receipt.title, line.why_not) for line in lines}) == 2


# --- The one paper of a registration --------------------------------------------------------------------------------


def test_a_registration_has_its_receipt_on_the_last_page_of_the_one_copy():
    from consent.presenters.receipts import in_groups

    PolicyVersionFactory()
    receipt = families.receipt_of_registration(child=ChildFactory(given_names="Amelia", family_name="O'Neill"))
    words = words_of(visit(receipt, "receipt-pdf").content)
    assert "Your copy: how we keep and share information" in words
    assert in_groups(receipt.code) in words
    assert receipt.copies.get().sha256 not in words


def test_staff_read_what_a_parent_said_and_are_not_spoken_to_as_the_parent():
    receipt = receipt_for()
    [line] = receipts_of(receipt.child)
    assert line.answers
    assert all(answer.startswith(("Agreed: ", "Said no: ")) for answer in line.answers)

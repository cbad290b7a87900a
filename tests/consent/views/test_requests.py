"""Pages of asking for consent, confirming what was said aloud, and what was signed (policy 2.4, 3.4)."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from consent.models import ConsentConfirmation, ConsentRequest, ConsentSignature, SpokenAcknowledgement
from tests.consent.families import ALL_FOUR, asked, family, signed_in, spoken
from tests.factories import AgencyFactory, ChildFactory, ConsentSignatureFactory, FamilyLinkFactory
from tests.foundation.test_uploads import pdf, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return FamilyLinkFactory()


@pytest.fixture
def client(link):
    return signed_in(user=link.child.key_person)


def post(client, path: str, **data):
    return client.post(path, {"key": str(uuid.uuid4()), **data})


def ask_page(child) -> str:
    return reverse("consent:request-new", args=[child.reference])


def consents(child) -> str:
    return reverse("consent:statements", args=[child.reference])


QUESTION = {"purpose": "additional_needs", "scope": "How she speaks", "kinds": ["gp"], "review_on": "1/10/2027"}


def photographs(count: int = 2) -> list:
    return [SimpleUploadedFile(f"page{n}.jpg", picture()) for n in range(count)]


def test_a_question_is_prepared_and_waits_on_the_consents_page(client, link):
    assert post(client, ask_page(link.child), parent=link.parent.pk, **QUESTION).url == consents(link.child)
    page = client.get(consents(link.child)).content.decode()
    assert "Waiting for a parent" in page
    assert "How she speaks" in page


def test_all_that_a_question_lacks_is_said_at_once(client, link):
    for said, lacks in (
        ({}, {"parent", "purpose", "scope", "agencies", "review_on"}),
        ({"purpose": "particular"}, {"parent", "purpose_detail", "scope", "agencies", "review_on"}),
        (QUESTION | {"kinds": [], "review_on": "1/10/2020"}, {"parent", "agencies", "review_on"}),
    ):
        page = post(client, ask_page(link.child), **said)
        assert page.status_code == 422
        assert set(page.context["form"].errors) == lacks
    assert not ConsentRequest.objects.exists()


def test_the_wizard_can_name_what_the_question_is_about(client, link):
    agency = AgencyFactory()
    named = f"?purpose=particular&detail=A report&agency={agency.pk}&next=/decisions/"
    page = client.get(ask_page(link.child) + named)
    initial = page.context["form"].initial
    assert (initial["purpose"], initial["purpose_detail"]) == ("particular", "A report")
    assert initial["agencies"] == [str(agency.pk)]
    answer = post(client, ask_page(link.child) + named, parent=link.parent.pk, **QUESTION)
    assert answer.url == "/decisions/"


def opened(answer) -> list[bool]:
    """Whether the kinds, and the names, of agencies stand open on the page."""
    page = answer.content.decode()
    return [f"<details open><summary>Choose {what}" in page for what in ("kinds of agency", "agencies by name")]


def test_the_long_lists_of_recipients_open_for_what_is_chosen_or_missing(client, link):
    page = ask_page(link.child)
    assert opened(client.get(page)) == [False, False]
    assert opened(client.get(f"{page}?agency={AgencyFactory().pk}")) == [False, True]
    assert opened(post(client, page, kinds=["gp"])) == [True, False]
    missing = {name: value for name, value in QUESTION.items() if name != "kinds"}
    assert opened(post(client, page, parent=link.parent.pk, **missing)) == [False, True]


def test_an_empty_question_says_what_is_missing_and_keeps_what_was_typed(client, link):
    answer = post(client, ask_page(link.child), scope="x" * 10_000)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Choose who is asked" in page
    assert "x" * 10_000 in page


def test_where_nobody_can_consent_the_page_says_who_could_and_stops(client, link):
    link.has_responsibility, link.ground = False, ""
    link.save()
    page = client.get(ask_page(link.child)).content.decode()
    assert "Nobody can be asked today" in page
    assert "Keep the question" not in page


@pytest.mark.parametrize("page", ["request-new", "hand-over"])
def test_do_not_discuss_stands_where_a_parent_would_be_asked(client, link, page):
    link.child.flags.create(kind="do_not_discuss", set_by=link.child.key_person)
    assert b"Do not discuss" in client.get(reverse(f"consent:{page}", args=[link.child.reference])).content


def test_a_question_is_given_up_from_its_page(client, link):
    request = asked(link.child, link.parent)
    assert post(client, reverse("consent:request-give-up", args=[request.pk]), why="Not needed").status_code == 302
    assert not ConsentRequest.objects.open().exists()
    assert client.get(reverse("consent:request-give-up", args=[request.pk])).status_code == 404


def test_what_waits_for_each_parent_is_said_before_the_tablet_is_handed_over():
    registration, parent = family()
    asked(registration.child, parent)
    page = signed_in(user=registration.started_by).get(
        reverse("consent:hand-over", args=[registration.child.reference])
    )
    assert "The registration; 1 question about consent" in page.content.decode()


def confirm(client, word, **changes):
    data = {"signed_on": f"{timezone.localdate():%d/%m/%Y}", "witness": word.recorded_by.pk, "all_pages": "on"}
    return post(
        client, reverse("consent:statement-confirm", args=[word.pk]), **{**data, "scan": photographs(), **changes}
    )


def test_two_photographs_confirm_what_was_said_and_come_back_as_two_pages(client, link):
    word = spoken(link.child, link.parent)
    assert confirm(client, word).url == consents(link.child)
    signature = ConsentConfirmation.objects.get(statement=word).signature
    assert signature.pages == 2
    page = client.get(reverse("consent:consent-signature", args=[signature.pk])).content.decode()
    assert "On the scanned paper, 2 pages" in page
    assert "How she speaks" in page
    file = client.get(reverse("consent:consent-signature-scan", args=[signature.pk]))
    assert file.content.startswith(b"%PDF-")
    assert file["Content-Disposition"] == f'attachment; filename="consent-{link.child.reference}.pdf"'


@pytest.mark.parametrize("changes", [{"all_pages": ""}, {"scan": ""}, {"scan": SimpleUploadedFile("a.gif", b"GIF89a")}])
def test_pages_that_are_not_all_there_confirm_nothing(client, link, changes):
    assert confirm(client, spoken(link.child, link.parent), **changes).status_code == 422
    assert not ConsentSignature.objects.exists()


def test_a_paper_that_was_altered_on_the_disk_is_not_sent(client, link):
    confirm(client, spoken(link.child, link.parent))
    signature = ConsentSignature.objects.get()
    with signature.scan.storage.open(signature.scan.name, "wb") as file:
        file.write(b"%PDF-something else")
    answer = client.get(reverse("consent:consent-signature-scan", args=[signature.pk]))
    assert answer.status_code == 500
    assert b"not what was stored" in answer.content


def test_a_typed_signature_is_shown_again_and_has_no_pages(client, link):
    signature = ConsentSignatureFactory(child=link.child, parent=link.parent, typed_name="Siobhán O'Neill")
    page = client.get(reverse("consent:consent-signature", args=[signature.pk])).content.decode()
    assert "Siobhán O&#x27;Neill" in page
    assert "The speech therapist." in page
    assert client.get(reverse("consent:consent-signature-scan", args=[signature.pk])).status_code == 404


def test_a_signature_for_a_child_of_others_is_not_there(client):
    theirs = ConsentSignatureFactory(child=ChildFactory())
    assert client.get(reverse("consent:consent-signature", args=[theirs.pk])).status_code == 404


def test_said_on_the_telephone_stands_on_the_task_list():
    registration, parent = family()
    client, reference = signed_in(user=registration.started_by), registration.child.reference
    data = {"parent": parent.pk, "said_on": f"{timezone.localdate():%d/%m/%Y}", "circumstances": "To Priya"}
    data["confirm_by"] = data["said_on"]
    page = reverse("consent:registration-spoken", args=[reference])
    assert post(client, page, **data).url == reverse("consent:registration", args=[reference])
    assert SpokenAcknowledgement.objects.get().parent == parent
    assert b"To be signed" in client.get(reverse("consent:registration", args=[reference])).content


def test_two_photographs_of_a_registration_are_one_file_of_two_pages():
    registration, parent = family()
    client, reference = signed_in(user=registration.started_by), registration.child.reference
    data = {"parent": parent.pk, "signed_on": f"{timezone.localdate():%d/%m/%Y}", "all_pages": "on"}
    data |= {"witness": registration.started_by.pk, **dict.fromkeys(ALL_FOUR, "on"), "scan": photographs()}
    done = post(client, reverse("consent:registration-paper", args=[reference]), **data)
    assert done.url == reverse("consent:registration-signed", args=[reference])
    assert b"On the scanned paper, 2 pages" in client.get(done.url).content


def test_a_form_of_many_pages_is_refused_in_words():
    registration, _ = family()
    client, reference = signed_in(user=registration.started_by), registration.child.reference
    many = SimpleUploadedFile("a.pdf", pdf(lambda made: [made.add_blank_page() for _ in range(20)]))
    answer = post(client, reverse("consent:registration-paper", args=[reference]), scan=many)
    assert b"more than 20 pages" in answer.content

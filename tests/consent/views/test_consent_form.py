"""The form on which a parent answers questions of consent on paper (policy 2.4, 3.4)."""

import io
import uuid

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from consent import wording
from consent.models import ConsentRequest
from tests.consent.families import asked, signed_in, spoken
from tests.factories import FamilyLinkFactory
from tests.foundation.test_uploads import picture
from tests.pdfs import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return FamilyLinkFactory()


@pytest.fixture
def client(link):
    return signed_in(user=link.child.key_person)


def form_of(link) -> str:
    return reverse("consent:consent-form", args=[link.child.reference, link.parent.reference])


def test_it_holds_what_the_parent_is_asked_in_the_words_of_the_tablet_and_room_to_sign(client, link):
    asked(link.child, link.parent, conditions="We show you the report first")
    answer = client.get(form_of(link))
    assert answer["Content-Disposition"] == f'attachment; filename="consent-form-{link.child.reference}.pdf"'
    words = words_of(answer.content)
    for part in (
        *(link.child.name, link.parent.name, "How she speaks", "We show you the report first"),
        *("Who we may tell", "Until when", "1 October 2027", "You can change your mind at any time"),
        *("☐ Yes, I agree", "☐ No, I do not agree", "Somebody we must not tell?", "Seen by (member of staff)"),
        wording.for_consent("additional_needs").version,
    ):
        assert part in words


def test_it_is_tagged_and_names_nobody_outside_its_pages(client, link):
    asked(link.child, link.parent)
    document = pikepdf.open(io.BytesIO(client.get(form_of(link)).content))
    assert document.Root.MarkInfo.Marked
    assert document.Root.Lang == "en-GB"
    assert str(document.docinfo.Title) == f"Consent form {link.child.reference}"


def test_both_standing_consents_with_room_to_write_and_to_sign_are_three_sheets_to_photograph(client, link):
    assert len(pikepdf.open(io.BytesIO(client.get(form_of(link)).content)).pages) == 3


def test_what_was_said_aloud_is_on_it_to_be_confirmed(client, link):
    spoken(link.child, link.parent)
    words = words_of(client.get(form_of(link)).content)
    assert "Is that right?" in words
    assert "Yes, that is right" in words


def test_where_nothing_is_asked_it_holds_the_two_standing_consents_with_room_for_what_and_who(client, link):
    words = words_of(client.get(form_of(link)).content)
    assert "Sharing about extra help" in words
    assert "Telling the next school how your child is doing" in words
    assert words.count("Who we may tell") == 2


def test_one_consent_can_be_chosen(client, link):
    words = words_of(client.get(form_of(link) + "?purpose=development_summaries&purpose=nonsense").content)
    assert "Telling the next school how your child is doing" in words
    assert "Sharing about extra help" not in words


def test_another_parents_question_is_not_on_it(client, link):
    asked(link.child, FamilyLinkFactory(child=link.child).parent, scope="What only he is asked")
    assert "What only he is asked" not in words_of(client.get(form_of(link)).content)


def test_for_somebody_who_may_not_consent_there_is_none_and_the_page_says_who_can(client, link):
    link.has_responsibility, link.ground = False, ""
    link.save()
    answer = client.get(form_of(link))
    assert answer.status_code == 404
    assert "Somebody with parental responsibility can sign" in answer.content.decode()


@pytest.mark.parametrize("name", ["statements", "request-new"])
def test_it_is_offered_for_each_parent_who_may_consent(client, link, name):
    other = FamilyLinkFactory(child=link.child, has_responsibility=False, ground="")
    shown = client.get(reverse(f"consent:{name}", args=[link.child.reference])).content.decode()
    assert form_of(link) in shown
    assert form_of(other) not in shown


def test_once_the_signed_form_is_recorded_the_question_waits_no_more(client, link):
    request = asked(link.child, link.parent)
    today = f"{timezone.localdate():%d/%m/%Y}"
    data = {"parent": link.parent.pk, "purpose": "additional_needs", "statement": "given", "scope": "How she speaks"}
    data |= {"kinds": ["speech_therapy"], "review_on": "1/10/2027", "how": "paper", "stated_on": today}
    data |= {"witness": link.child.key_person.pk, "scan": [SimpleUploadedFile("a.jpg", picture())], "all_pages": "on"}
    page = reverse("consent:statement-new", args=[link.child.reference])
    assert client.post(page, {"key": str(uuid.uuid4()), **data}).status_code == 302
    request = ConsentRequest.objects.get(pk=request.pk)
    assert (request.is_open, request.answer.statement) == (False, "given")

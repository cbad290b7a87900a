"""The pages of what other agencies told us, and where it is marked."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from neston_sharing.audit.models import Entry
from sharing.models import InformationReceived, Item, PassingOnAnswer, PassingOnRequest
from tests.factories import AgencyFactory, ChildFactory, UserFactory, decisions
from tests.factories.received import AroundChildFactory, InformationReceivedFactory, PassingOnRequestFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 what they sent"
KEY = "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e14"
MARK = "Third-party information"


@pytest.fixture
def row(client):
    row = InformationReceivedFactory(
        terms="For the key person",
        not_to_parents=True,
        attachment=ContentFile(PDF, name="a1b2.pdf"),
        attachment_name="Attachment, 1 page",
        attachment_sha256=hashlib.sha256(PDF).hexdigest(),
    )
    client.force_login(row.recorded_by)
    return row


def now() -> str:
    return f"{timezone.localtime():%d/%m/%Y %H:%M}"


def test_its_page_marks_it_and_says_the_terms_first(client, row):
    page = client.get(row.get_absolute_url()).content.decode()
    for words in (MARK, "Not to the parents", "For the key person", "They have not been asked", str(row.agency)):
        assert words in page
    assert Entry.objects.filter(event="file_opened", subject=row.child.reference).count() == 1


@pytest.mark.parametrize(("role", "status"), [("practitioner", 404), ("lead", 200), ("officer", 403), ("auditor", 403)])
def test_those_who_may_read_the_childs_file_see_it_and_its_file(client, row, role, status):
    client.force_login(UserFactory(roles=[role]))
    for page in (row.get_absolute_url(), reverse("sharing:received-attachment", args=[row.reference])):
        assert client.get(page).status_code == status


def test_the_file_goes_through_the_gate_and_only_as_it_was_stored(client, row):
    address = reverse("sharing:received-attachment", args=[row.reference])
    answer = client.get(address)
    assert (answer.content, answer["Content-Disposition"]) == (PDF, f'attachment; filename="{row.reference}.pdf"')
    assert Entry.objects.filter(event="attachment_opened").count() == 1
    with row.attachment.storage.open(row.attachment.name, "wb") as file:
        file.write(b"%PDF-1.4 something else")
    assert client.get(address).status_code == 500


def test_what_came_is_recorded_once_and_what_is_missing_keeps_what_was_typed(client):
    child = ChildFactory()
    client.force_login(child.key_person)
    address = reverse("sharing:received-new", args=[child.reference])
    missing = client.post(address, {"terms": "For O'Neill only", "key": KEY})
    assert missing.status_code == 422
    assert "For O&#x27;Neill only" in missing.content.decode()
    said = {"agency": AgencyFactory().pk, "from_whom": "DC Pemberton", "route": "telephone", "what": "x" * 10_000}
    first, second = (client.post(address, {**said, "received_at": now(), "key": KEY}) for _ in range(2))
    assert first.url == second.url == InformationReceived.objects.get().get_absolute_url()


def test_asking_and_answering_once_each(client, row):
    ask = reverse("sharing:passing-on-ask", args=[row.reference])
    assert "Choose the agency" in client.post(ask, {"whom": "one"}).content.decode()
    day = f"{timezone.localdate():%d/%m/%Y}"
    said = {"whom": "anybody", "asked_of": "DC Pemberton", "asked_on": day, "route": "telephone", "purpose": "To help"}
    for _ in range(2):
        assert client.post(ask, {**said, "key": KEY}).url == row.get_absolute_url()
    answer = reverse("sharing:passing-on-answer", args=[row.reference, PassingOnRequest.objects.get().pk])
    told = {"seen": "0", "answer": "refused", "answered_by": "DC Pemberton", "answered_on": day}
    assert client.post(answer, told).url == row.get_absolute_url()
    late = client.post(answer, {**told, "answer": "given"})
    assert late.status_code == 422
    assert "while you were writing" in late.content.decode()
    assert PassingOnAnswer.objects.get().answer == "refused"


def test_another_ones_request_is_not_answered_here(client, row):
    other = PassingOnRequestFactory()
    assert client.get(reverse("sharing:passing-on-answer", args=[row.reference, other.pk])).status_code == 404


def test_the_page_of_a_child_lists_what_came_and_who_is_around(client, row):
    around = AroundChildFactory(child=row.child)
    address = reverse("sharing:received-list", args=[row.child.reference])
    page = client.get(address).content.decode()
    assert row.get_absolute_url() in page
    assert str(around.agency) in page
    assert "Enter the end" not in page
    client.force_login(UserFactory(roles=["lead"]))
    assert "Enter the end" in client.get(address).content.decode()


def in_a_decision(**facts):
    decision = decisions.answered_with_consent()
    received = InformationReceivedFactory(child=decision.child)
    common = {"nature": "fact", "source": "agency", "about": "child", "included": True, "text": "What they said"}
    Item.objects.create(decision=decision, received=received, source_agency=received.agency, **common, **facts)
    return decisions.send(decisions.decide_to_share(decision))


def test_it_is_marked_in_the_decision_and_the_backer_sees_that_it_waits(client):
    decision = in_a_decision()
    client.force_login(UserFactory(roles=["manager"]))
    assert MARK in client.get(decision.get_absolute_url()).content.decode()
    page = reverse("sharing:back-up", args=[decision.reference])
    assert "has not been asked whether it may go to" in client.get(page).content.decode()
    said = {"verdict": "backed", "no_conflict": "on", "version": decision.version}
    refused = client.post(page, said)
    assert refused.status_code == 422
    assert "no longer complete" in refused.content.decode()


def test_the_backer_sees_the_ground_and_its_reason(client):
    decision = in_a_decision(override="unreachable", override_why="Nobody answers, and he is at risk tonight")
    client.force_login(UserFactory(roles=["manager"]))
    page = client.get(reverse("sharing:back-up", args=[decision.reference])).content.decode()
    assert "Without their consent" in page
    assert "Nobody answers, and he is at risk tonight" in page


def test_question_7_offers_what_was_received_and_says_what_waits(client):
    decision = decisions.give_back(in_a_decision())
    client.force_login(decision.started_by)
    page = client.get(reverse("sharing:question", args=[decision.reference, 7])).content.decode()
    assert "They have not been asked" in page
    offered = client.get(reverse("sharing:item-new", args=[decision.reference])).content.decode()
    assert "Police were called to the home on two nights" in offered


def test_at_the_disclosure_it_is_not_ticked_and_not_recorded(client):
    decision = in_a_decision(override="duty", override_why="The order names it")
    decisions.back(decision)
    client.force_login(decision.started_by)
    form = client.get(reverse("sharing:disclosure-new", args=[decision.reference])).context["form"]
    assert len(form["items"].value()) == 2

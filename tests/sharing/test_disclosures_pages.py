"""The pages on which a disclosure, its arrival and an addendum are recorded."""

import hashlib
from unittest.mock import Mock

import pytest
from django.urls import reverse
from django.utils import timezone

from neston_sharing.foundation import pdf
from sharing.models import Addendum, Disclosure
from tests.factories import ProfessionalFactory, UserFactory, decisions
from tests.factories import back_up as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(client):
    decision = decisions.back(factory.sent())
    client.force_login(decision.started_by)
    return decision


def page(decision) -> str:
    return reverse("sharing:disclosure-new", args=[decision.reference])


def filled(decision, **more) -> dict:
    items = list(decision.items.included())
    used = more.pop("number_or_address", "0151 496 0299")
    reasons = decisions.reasons_for(decision, items, route="telephone", used=used)
    return {
        **{f"why_{code}": reason for code, reason in reasons.items()},
        "items": [item.pk for item in decision.items.included()],
        "what": "How she speaks",
        "to_whom": "Jo O'Bell, health visitor",
        "route": "telephone",
        "number_or_address": used,
        "shared_at": f"{timezone.localtime():%d/%m/%Y %H:%M}",
        "shared_by": decision.started_by.pk,
        **more,
    }


def test_what_was_decided_is_filled_in(client, decision):
    form = client.get(page(decision)).context["form"]
    assert form["items"].value() == [item.pk for item in decision.items.included()]
    assert form["shared_by"].value() == decision.started_by.pk


def test_a_disclosure_is_recorded_once_with_its_items(client, decision):
    key = "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e14"
    first, second = (client.post(page(decision), filled(decision, key=key)) for _ in range(2))
    assert first.url == second.url == decision.get_absolute_url()
    assert Disclosure.objects.get().disclosed_items.count() == 1


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ({"what": ""}, "Say what was shared"),
        ({"number_or_address": ""}, "Enter the number that was called back"),
        ({"to_whom": ""}, "Choose or name who received it"),
        ({"route": ""}, "Choose how it was shared"),
        ({"shared_at": "1/1/2099 09:00"}, "now or earlier"),
        ({"shared_at": "1/1/2020 09:00"}, "was backed on"),
        ({"items": ["999999"]}, "Choose among the items"),
        ({"shared_by": "999999"}, "Select a valid choice"),
    ],
)
def test_a_gap_is_named_and_nothing_is_recorded(client, decision, gap, words):
    response = client.post(page(decision), filled(decision, **gap))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Disclosure.objects.exists()


def test_another_childs_item_or_another_agencys_person_is_no_choice(client, decision):
    other, stranger = factory.whole(), ProfessionalFactory()
    ProfessionalFactory(agency=decision.agency)
    for forged in ({"items": [other.items.included().get().pk]}, {"professional": stranger.pk}):
        assert client.post(page(decision), filled(decision, **forged)).status_code == 422


@pytest.mark.parametrize(
    ("state", "words"), [("not_shared", "was not to share"), ("with_management", "not backed yet")]
)
def test_a_decision_with_nothing_to_disclose_says_why(client, state, words):
    decision = getattr(decisions, state)()
    client.force_login(decision.started_by)
    for response in (client.get(page(decision)), client.post(page(decision), {})):
        assert response.status_code == 409
        assert words in response.content.decode()


@pytest.mark.parametrize(("role", "status"), [("practitioner", 404), ("officer", 403), ("auditor", 403), ("lead", 200)])
def test_who_may_record_a_disclosure(client, decision, role, status):
    client.force_login(UserFactory(roles=[role]))
    assert client.get(page(decision)).status_code == status


def test_a_professional_of_the_directory_is_named_once(client, decision):
    person = ProfessionalFactory(agency=decision.agency, name="Ceri Morgan")
    going = filled(decision, professional=person.pk, to_whom="")
    reasons = decisions.reasons_for(
        decision, decision.items.included(), route="telephone", used=going["number_or_address"], professional=person
    )
    client.post(page(decision), going | {f"why_{code}": reason for code, reason in reasons.items()})
    shown = client.get(decision.get_absolute_url()).content.decode()
    assert f"{person}, {decision.agency}" in shown
    assert "Ceri Morgan, Ceri Morgan" not in shown


def test_that_it_arrived_is_recorded_and_a_stranger_finds_nothing(client, decision):
    told = decisions.disclose(decision)
    address = reverse("sharing:arrival", args=[told.pk])
    assert client.post(address, {}).status_code == 422
    said = {"arrived_on": f"{timezone.localdate():%d/%m/%Y}", "known_how": "She called"}
    assert client.post(address, said).url == decision.get_absolute_url()
    assert "recorded already" in client.post(address, said).content.decode()
    client.force_login(UserFactory(roles=["practitioner"]))
    assert client.get(address).status_code == 404


def test_an_addendum_stands_beside_the_decision(client, decision):
    address = reverse("sharing:addendum-new", args=[decision.reference])
    assert client.post(address, {"text": " ", "reason": ""}).status_code == 422
    assert client.post(address, {"text": "The number was the ward's", "reason": "A slip"}).status_code == 302
    assert Addendum.objects.get().recorded_by == decision.started_by


@pytest.mark.parametrize(
    ("role", "status"), [("practitioner", 404), ("officer", 404), ("helper", 403), ("manager", 200)]
)
def test_who_may_add(client, decision, role, status):
    client.force_login(UserFactory(roles=[role]))
    assert client.get(reverse("sharing:addendum-new", args=[decision.reference])).status_code == status


# --- The copy, checked and kept -------------------------------------------------------------------------------------
def test_the_copy_is_kept_as_it_was_sent_and_read_again_byte_for_byte(client, decision):
    client.post(page(decision), filled(decision, number_or_address="0151 496 0200"))
    copy = Disclosure.objects.get().copy
    content = client.get(reverse("sharing:copy-file", args=[copy.pk])).content
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == copy.sha256
    assert copy.sha256 in client.get(decision.get_absolute_url()).content.decode()
    client.force_login(UserFactory(roles=["practitioner"]))
    assert client.get(reverse("sharing:copy-file", args=[copy.pk])).status_code == 404


def test_what_the_check_finds_is_asked_about_beside_it_and_nothing_goes_before(client, decision):
    said = {name: text for name, text in filled(decision).items() if not name.startswith("why_")}
    refused = client.post(page(decision), said).content.decode()
    assert "say why it may go all the same" in refused
    assert "number to call back on" in refused
    assert not Disclosure.objects.exists()


def test_no_pdf_no_delay(client, decision, monkeypatch):
    monkeypatch.setattr(pdf, "render", Mock(side_effect=pdf.PdfUnavailable))
    client.post(page(decision), filled(decision))
    assert Disclosure.objects.get().copy.sha256 == ""


def test_a_reason_is_given_on_a_page_of_its_own_and_once(client, decision):
    copy = reverse("sharing:copy", args=[decision.reference])
    shown = client.get(copy).context["findings"]
    assert client.post(shown[0].accept_url, {}).status_code == 422
    assert client.post(shown[0].accept_url, {"reason": "I know her voice"}).url == copy
    after = client.get(copy)
    assert len(after.context["findings"]) == len(shown) - 1
    assert "I know her voice" in after.content.decode()
    assert client.get(shown[0].accept_url).status_code == 404

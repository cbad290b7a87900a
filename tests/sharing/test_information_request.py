"""Asking other agencies about a child: what, why, on what basis, and what became of it (policy 2.4)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consent.models import Law
from neston_sharing.foundation.actions import Refusal
from sharing.actions.information_request import ask_for_information, tell_news
from sharing.actions.received import receive_information
from sharing.models import InformationReceived, InformationRequest
from tests.factories import AgencyFactory, ChildFactory, DecisionFactory, LawFactory, UserFactory
from tests.factories.received import (
    InformationReceivedFactory,
    InformationRequestFactory,
    InformationRequestNewsFactory,
)

pytestmark = pytest.mark.django_db
TOLD = {"family_told": True, "family_told_how": "Her mother, at collection"}


def ask(**facts) -> InformationRequest:
    child = facts.pop("child", None) or ChildFactory()
    said = {"asked_of": "Joanne Tully", "route": "telephone", "what": "The two-year review", "why": "To help her here"}
    return ask_for_information(
        **{
            "by": child.key_person,
            "child": child,
            "agency": AgencyFactory(),
            "asked_at": timezone.now(),
            "lawful_basis": LawFactory(),
            "answer_by": timezone.localdate(),
            **said,
            **TOLD,
            **facts,
        }
    )


def news(request, kind="chased", **facts):
    said = {"happened_at": timezone.now(), "text": "No answer on the line"}
    return tell_news(**{"by": request.recorded_by, "request": request, "kind": kind, **said, **facts})


def answered(request, **facts) -> InformationReceived:
    said = {"from_whom": "Joanne Tully", "received_at": timezone.now(), "route": "telephone", "what": "All is well"}
    who = {"by": request.recorded_by, "child": request.child, "agency": request.agency, "answers": request}
    return receive_information(**{**who, **said, **facts})


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        ({"what": " "}, "what we ask for"),
        ({"why": " "}, "why we need it"),
        ({"asked_of": " "}, "who was asked"),
        ({"asked_at": timezone.now() + timedelta(days=400)}, "now or earlier"),
        ({"answer_by": timezone.localdate() - timedelta(days=400)}, "not before the day"),
        ({"family_told_how": " "}, "who was told"),
        ({"family_told": False}, "why the family is not told"),
    ],
)
def test_what_is_missing_is_said(gap, words):
    with pytest.raises(Refusal, match=words):
        ask(**gap)


def test_it_rests_on_a_lawful_basis_of_the_list():
    with pytest.raises(Refusal, match="lawful basis"):
        ask(lawful_basis=LawFactory(kind=Law.Kind.DUTY))


def test_only_of_a_child_whose_file_one_may_read_and_for_a_decision_about_that_child():
    with pytest.raises(Refusal, match="whose file"):
        ask(by=UserFactory(roles=["practitioner"]))
    with pytest.raises(Refusal, match="about this child"):
        ask(decision=DecisionFactory())


def test_where_telling_the_family_is_unsafe_everyone_is_warned():
    row = ask(family_told=False, family_told_how="", family_not_told="unsafe", family_not_told_why="He would harm her")
    assert row.child.flags.standing().do_not_discuss().exists()


def test_the_answer_arrives_as_third_party_information_and_settles_it():
    row = ask()
    news(row)
    received = answered(row)
    assert received.answers_request == row
    assert row.settled_by.kind == "answered"
    assert not InformationRequest.objects.open().exists()


@pytest.mark.parametrize("kind", ["refused", "withdrawn"])
def test_a_request_is_settled_once(kind):
    row = ask()
    news(row, kind)
    for again in (lambda: news(row), lambda: news(row, "refused"), lambda: answered(row)):
        with pytest.raises(Refusal, match="settled already"):
            again()


@pytest.mark.parametrize("facts", [{"kind": "answered"}, {"kind": "refused", "text": " "}, {"kind": "nonsense"}])
def test_news_says_what_happened(facts):
    with pytest.raises(Refusal):
        news(ask(), **facts)


def test_the_database_refuses_news_of_what_is_settled_and_an_answer_that_is_not_there():
    row = InformationRequestFactory()
    with pytest.raises(IntegrityError, match="An answer is recorded"), transaction.atomic():
        InformationRequestNewsFactory(request=row, kind="answered")
    InformationRequestNewsFactory(request=row, kind="refused")
    with pytest.raises(IntegrityError, match="settled"), transaction.atomic():
        InformationRequestNewsFactory(request=row)


@pytest.mark.parametrize("wrong", [{"child": None}, {"agency": None}])
def test_the_database_refuses_an_answer_from_others_or_about_another_child(wrong):
    row = InformationRequestFactory()
    right = {"child": row.child, "agency": row.agency}
    facts = {name: value for name, value in right.items() if name not in wrong}
    with pytest.raises(IntegrityError, match="agency that was asked"), transaction.atomic():
        InformationReceivedFactory(answers_request=row, **facts)


# --- Pages ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def overdue(client):
    asked = timezone.now() - timedelta(days=5)
    row = InformationRequestFactory(asked_at=asked, answer_by=timezone.localdate() - timedelta(days=2))
    client.force_login(row.recorded_by)
    return row


@pytest.mark.parametrize("page", ["/", "/requests/", "child-file", "sharing:received-list"])
def test_an_open_request_stands_where_it_waits_with_its_age_overdue_in_red(client, overdue, page):
    address = page if page.startswith("/") else reverse(page, args=[overdue.child.reference])
    assert '<strong class="tag tag--red">Overdue, asked 5 days ago</strong>' in client.get(address).content.decode()


def test_what_is_settled_waits_no_more_and_is_found_in_the_list(client, overdue):
    news(overdue, "refused")
    assert overdue.reference not in client.get("/").content.decode()
    assert overdue.reference not in client.get("/requests/").content.decode()
    assert overdue.reference in client.get("/requests/?show=settled").content.decode()


def test_a_request_is_recorded_once_from_its_page(client):
    child, law = ChildFactory(), LawFactory()
    client.force_login(child.key_person)
    address = reverse("sharing:information-request-new", args=[child.reference])
    assert client.post(address, {}).status_code == 422
    filled = {
        "key": "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e14",
        "agency": AgencyFactory().pk,
        "asked_of": "Siobhán O'Neill",
        "asked_at": f"{timezone.localtime():%d/%m/%Y %H:%M}",
        "route": "telephone",
        "what": "The review",
        "why": "To help her",
        "answer_by": f"{timezone.localdate():%d/%m/%Y}",
        "lawful_basis": law.pk,
        "family": "told",
        "family_told_how": "Her mother",
    }
    first, second = (client.post(address, filled) for _ in range(2))
    assert first.url == second.url == InformationRequest.objects.get().get_absolute_url()
    assert "Siobhán O&#x27;Neill" in client.get(first.url).content.decode()


def test_the_answer_is_recorded_from_the_request(client, overdue):
    address = reverse("sharing:information-request-answer", args=[overdue.reference])
    assert client.post(address, {"what": ""}).status_code == 422
    said = {"from_whom": "Joanne Tully", "route": "telephone", "what": "All is well"}
    done = client.post(address, {**said, "received_at": f"{timezone.localtime():%d/%m/%Y %H:%M}"})
    assert done.url == InformationReceived.objects.get().get_absolute_url()
    assert client.get(address).url == overdue.get_absolute_url()
    assert done.url in client.get(overdue.get_absolute_url()).content.decode()

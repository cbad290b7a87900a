"""Not shared is as good a decision: whoever asked is told, new facts open it again, and all of it is listed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consent.models import Exclusion
from neston_sharing.foundation.actions import Refusal
from sharing.actions.decide_again import decide_again
from sharing.actions.not_shared import tell_asker
from sharing.models import AskerTold, Decision, NewFacts
from sharing.presenters import present
from sharing.waiting.groups import waiting_for
from tests.factories import UserFactory, decisions

pytestmark = pytest.mark.django_db

WAITS = "Not shared: tell whoever asked"
TOLD = {"to_whom": "Jo Bell, school nurse", "route": "telephone", "text": "We do not share it"}
NEW = {"facts": "He starts at the clinic", "brought_by": "Jo Bell, school nurse"}


@pytest.fixture
def lead():
    return UserFactory(roles=["lead"])


@pytest.fixture
def declined():
    return decisions.not_shared()


def tell(decision, by, **more) -> AskerTold:
    return tell_asker(**{"by": by, "decision": decision, "told_at": timezone.now(), **TOLD, **more})


def waits(person) -> list:
    return [row for group in waiting_for(person) if group.title == WAITS for row in group.tasks]


def said(decision) -> dict[str, str]:
    shown = present(Decision.objects.for_presenting().get(pk=decision.pk))
    return {fact.key: fact.value for fact in (*shown.facts, *shown.outcome)}


# --- Whoever asked is told -----------------------------------------------------------------------------------------
def test_it_waits_until_whoever_asked_is_told_and_the_decision_says_how_and_when(declined, lead):
    assert [row.hint for row in waits(lead)] == [f"{declined.agency} asked"]
    assert said(declined)["Who asked was told"] == "Not yet"
    tell(declined, lead)
    assert not waits(lead)
    words = said(declined)
    assert words["Who asked was told"].startswith("Jo Bell, school nurse, on ")
    assert words["Who asked was told"].endswith("telephone")
    assert words["What was said to them"] == "We do not share it"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"to_whom": " "}, "to_whom"),
        ({"text": ""}, "text"),
        ({"route": "by owl"}, "route"),
        ({"told_at": timezone.now() + timedelta(days=2)}, "told_at"),
        ({"told_at": timezone.now() - timedelta(days=2)}, "told_at"),  # nothing was decided then
    ],
)
def test_who_how_what_and_when_are_said(declined, lead, facts, field):
    with pytest.raises(Refusal) as refused:
        tell(declined, lead, **facts)
    assert refused.value.field == field


def test_they_are_told_once(declined, lead):
    tell(declined, lead)
    with pytest.raises(Refusal, match="has been told already"):
        tell(declined, lead)


@pytest.mark.parametrize("make", [decisions.shared, decisions.with_management, lambda: offered()])
def test_nobody_is_told_of_what_was_shared_is_undecided_or_was_our_idea(make, lead):
    decision = make()
    with pytest.raises(Refusal, match="nobody to tell"):
        tell(decision, lead)
    with pytest.raises(IntegrityError, match="not to share what they asked for"), transaction.atomic():
        decisions.tell_asker(decision)
    assert not waits(lead)


def offered() -> Decision:
    return decisions.not_shared(initiative="offered")


def test_who_may_not_see_it_tells_nobody(client, declined, lead):
    Exclusion.objects.create(child=declined.child, user=lead, reason="Her aunt", set_by=declined.started_by)
    client.force_login(lead)
    assert client.get(reverse("sharing:asker-told", args=[declined.reference])).status_code == 404
    with pytest.raises(Refusal):
        tell(declined, lead)


def test_the_page_records_it_once(client, declined, lead):
    client.force_login(lead)
    page = reverse("sharing:asker-told", args=[declined.reference])
    assert page in client.get(declined.get_absolute_url()).content.decode()
    posted = TOLD | {"told_at": f"{timezone.localtime():%d/%m/%Y %H:%M}", "key": "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e31"}
    assert {client.post(page, posted).url for _ in range(2)} == {declined.get_absolute_url()}
    assert AskerTold.objects.get().recorded_by == lead
    assert client.get(page).url == declined.get_absolute_url()


# --- New facts -------------------------------------------------------------------------------------------------------
def test_new_facts_open_it_again_and_say_what_they_are_and_who_brought_them(declined, lead):
    again = decide_again(by=lead, decision=declined, brought_on=timezone.localdate(), **NEW)
    assert said(again)["New facts"].startswith("He starts at the clinic\nBrought by Jo Bell, school nurse on ")
    assert not waits(lead)  # the answer comes with the new decision


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"facts": " "}, "facts"),
        ({"brought_by": ""}, "brought_by"),
        ({"brought_on": None}, "brought_on"),
        ({"brought_on": timezone.localdate() + timedelta(days=2)}, "brought_on"),
    ],
)
def test_without_new_facts_it_stays_closed(declined, lead, facts, field):
    with pytest.raises(Refusal) as refused:
        decide_again(**{"by": lead, "decision": declined, "brought_on": timezone.localdate(), **NEW, **facts})
    assert refused.value.field == field
    assert not NewFacts.objects.exists()
    assert not declined.decided_again.exists()


def test_the_database_takes_new_facts_only_of_what_was_not_shared():
    stopped = decisions.stopped()
    second = decisions.DecisionFactory(child=stopped.child, decides_again=stopped)
    for again in (decisions.DecisionFactory(), second):
        with pytest.raises(IntegrityError, match="was not shared"), transaction.atomic():
            NewFacts.objects.create(
                again=again,
                brought_by="Jo",
                brought_on=timezone.localdate(),
                text="New",
                recorded_by=again.started_by,
            )


def test_the_page_asks_for_the_facts(client, declined, lead):
    client.force_login(lead)
    page = reverse("sharing:again", args=[declined.reference])
    assert client.post(page, {}).status_code == 422
    new = NEW | {"brought_on": f"{timezone.localdate():%d/%m/%Y}"}
    assert "/continue/" in client.post(page, new).url
    assert NewFacts.objects.get().again.decides_again == declined


# --- The list --------------------------------------------------------------------------------------------------------
def test_all_that_was_not_shared_is_listed_with_who_was_told_and_what_followed(client, lead):
    told, reopened, waiting = (decisions.not_shared() for _ in range(3))
    shared, ours = decisions.shared(), offered()
    decisions.tell_asker(told)
    again = decisions.opened_again(reopened)
    client.force_login(lead)
    shown = client.get(reverse("sharing:not-shared")).content.decode()
    for decision in (told, reopened, waiting, ours):
        assert decision.reference in shown
    assert shared.reference not in shown
    assert f"Opened again in {again.reference}" in shown
    assert shown.count("Not told yet") == 2
    assert "telephone" in shown


def test_the_list_holds_what_its_reader_may_see(client, declined):
    client.force_login(UserFactory(roles=["practitioner"]))
    assert declined.reference not in client.get(reverse("sharing:not-shared")).content.decode()

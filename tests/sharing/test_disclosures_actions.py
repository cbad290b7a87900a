"""After back-up: what went out, to whom, how, when, by whom, and that it arrived (policy 2.7, 1.3)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.models import ConsentRecipient
from neston_sharing.foundation.actions import Refusal
from sharing.actions.disclose import disclose, record_arrival
from sharing.models import Decision, Item
from tests.factories import AgencyFactory, ProfessionalFactory, UserFactory, decisions

pytestmark = pytest.mark.django_db


def shared(decision, **kwargs):
    return disclose(
        **{
            "by": decision.started_by,
            "decision": decision,
            "what": "How she speaks",
            "shared_at": timezone.now(),
            "route": "telephone",
            "to_whom": "Jo Bell, health visitor",
            **kwargs,
        }
    )


@pytest.fixture
def decision():
    return decisions.to_disclose()


def test_a_disclosure_names_what_to_whom_how_when_and_by_whom(decision):
    jo, items = ProfessionalFactory(agency=decision.agency), list(decision.items.included())
    told = shared(decision, to_whom="", professional=jo, items=items, number_or_address="0151 496 0200")
    assert (told.to_whom, told.agency, told.shared_by) == (jo.name, decision.agency, decision.started_by)
    assert [row.item for row in told.disclosed_items.all()] == items
    assert Decision.objects.with_state_facts().get().state == Decision.State.SHARED


@pytest.mark.parametrize(
    ("state", "words"),
    [("with_management", "not backed yet"), ("not_shared", "was not to share"), ("abandoned", "not backed yet")],
)
def test_only_what_was_decided_to_be_shared_and_backed_goes_out(state, words):
    with pytest.raises(Refusal, match=words):
        shared(getattr(decisions, state)())


def test_an_item_that_was_left_out_or_belongs_to_another_child_does_not_go_out(decision):
    left_out, others = decision.items.get(included=False), decisions.to_disclose().items.included().get()
    for item in (left_out, others):
        with pytest.raises(Refusal, match="decided to be shared"):
            shared(decision, items=[item])


def third_party(**facts):
    """A backed decision with an item that came from the recipient, who was then changed for another."""
    draft = decisions.answered_with_consent()
    common = {"nature": "fact", "source": "agency", "about": "child", "text": "Told us", "included": True}
    item = Item.objects.create(decision=draft, source_agency=draft.agency, **common, **facts)
    draft.agency = AgencyFactory()
    consent = decisions.consent_of(draft)
    ConsentRecipient.objects.create(statement=consent, agency=draft.agency, recorded_by=draft.started_by)
    return decisions.back(decisions.send(decisions.decide_to_share(draft))), item


def test_another_agencys_information_waits_for_its_consent():
    with pytest.raises(IntegrityError, match="what another agency told us"), transaction.atomic():
        third_party()


@pytest.mark.parametrize(
    "facts", [{"agency_consent": "Jo Bell, today"}, {"override": "paramount", "override_why": "She is in danger"}]
)
def test_with_that_agencys_consent_or_a_written_ground_it_goes_out(facts):
    decision, item = third_party(**facts)
    assert shared(decision, items=[item]).disclosed_items.get().item == item


def test_a_disclosure_is_not_in_the_future_and_not_before_the_back_up(decision):
    with pytest.raises(Refusal, match="now or earlier"):
        shared(decision, shared_at=timezone.now() + timedelta(minutes=1))
    with pytest.raises(Refusal, match="was backed on"):
        shared(decision, shared_at=decision.recorded_at - timedelta(minutes=2))
    assert shared(decision, shared_at=decision.recorded_at.replace(second=0, microsecond=0))


def test_it_goes_to_nobody_of_another_agency(decision):
    with pytest.raises(Refusal, match="does not work for"):
        shared(decision, professional=ProfessionalFactory())


@pytest.mark.parametrize(("gap", "words"), [({"to_whom": " "}, "who received"), ({"what": ""}, "what was shared")])
def test_what_is_missing_is_said(decision, gap, words):
    with pytest.raises(Refusal, match=words):
        shared(decision, **gap)


def test_strangers_and_officers_disclose_nothing(decision):
    for role in ("practitioner", "officer"):
        with pytest.raises(Refusal, match="cannot record a disclosure"):
            shared(decision, by=UserFactory(roles=[role]))


def arrived(told, **kwargs):
    return record_arrival(
        **{
            "by": told.recorded_by,
            "disclosure": told,
            "arrived_on": timezone.localdate(),
            "known_how": "She called",
            **kwargs,
        }
    )


def test_that_it_arrived_is_recorded_once(decision):
    told = shared(decision)
    assert arrived(told).disclosure == told
    with pytest.raises(Refusal, match="recorded already"):
        arrived(told)


def test_it_arrives_neither_before_it_left_nor_tomorrow(decision):
    told, today = shared(decision), timezone.localdate()
    with pytest.raises(Refusal, match="today or before"):
        arrived(told, arrived_on=today + timedelta(days=1))
    with pytest.raises(Refusal, match="not before the day"):
        arrived(told, arrived_on=today - timedelta(days=1))


def test_how_we_know_that_it_arrived_is_said_by_one_who_may(decision):
    told = shared(decision)
    with pytest.raises(Refusal, match="how you know"):
        arrived(told, known_how=" ")
    with pytest.raises(Refusal, match="cannot record this arrival"):
        arrived(told, by=UserFactory(roles=["practitioner"]))

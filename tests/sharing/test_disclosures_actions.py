"""After back-up: what went out, to whom, how, when, by whom, and that it arrived (policy 2.7, 1.3)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consent.models import Address, ConsentRecipient
from neston_sharing.foundation.actions import Refusal
from sharing.actions.copies import Unsettled, accept_finding
from sharing.actions.disclose import disclose, record_arrival
from sharing.copy_facts import check_of
from sharing.models import CopyFinding, Decision, Item
from tests.factories import AgencyFactory, ChildFactory, ProfessionalFactory, UserFactory, decisions

pytestmark = pytest.mark.django_db


def shared(decision, **kwargs):
    going = {"route": "telephone", "used": kwargs.get("number_or_address", "")}
    going["professional"] = kwargs.get("professional")
    return disclose(
        **{
            "reasons": decisions.reasons_for(decision, kwargs.get("items", ()), **going),
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


# --- The check of the recipient's copy (policy 2.6) -----------------------------------------------------------------
def test_nothing_goes_while_a_finding_is_neither_mended_nor_accepted(decision):
    with pytest.raises(Unsettled, match="Put it right, or say why"):
        shared(decision, reasons={})
    told = shared(decision)
    assert {row.accepted.reason for row in told.copy.findings.all()} == {"We looked, and it may go"}


def test_the_database_refuses_what_was_not_checked_and_what_was_found_and_not_settled(decision):
    with pytest.raises(IntegrityError, match="checked"), transaction.atomic():
        decisions.disclose(decision, copy=None)
    copy = decisions.copy_of(decision)
    CopyFinding.objects.create(
        copy=copy, code="x", kind="name", words="A name", accepted=None, recorded_by=decision.started_by
    )
    with pytest.raises(IntegrityError, match="checked"), transaction.atomic():
        decisions.disclose(decision, copy=copy)
    with pytest.raises(IntegrityError, match="checked"), transaction.atomic():
        decisions.disclose(decision, copy=decisions.copy_of(decisions.to_disclose()))


def test_the_database_refuses_an_item_that_is_not_in_the_copy(decision):
    with pytest.raises(IntegrityError, match="stands in the copy"), transaction.atomic():
        decisions.disclose(decision, copy=decisions.copy_of(decision, items=()))


def test_a_reason_for_one_finding_settles_no_other(decision):
    other = decisions.to_disclose()
    check = check_of(other)
    accepted = accept_finding(by=other.started_by, decision=other, code=check.standing[0].code, reason="I know her")
    with pytest.raises(IntegrityError, match="settled by the reason"), transaction.atomic():
        CopyFinding.objects.create(
            copy=decisions.copy_of(decision),
            code=accepted.code,
            kind=accepted.kind,
            words=accepted.words,
            accepted=accepted,
            recorded_by=decision.started_by,
        )


def test_a_protected_address_is_taken_in_by_the_management_team_alone():
    draft = decisions.answered_with_consent()
    Address.objects.create(child=draft.child, lines="14 Harbour View\nAshbrook", protected=True)
    draft.items.create(text="They live at 14 Harbour View", nature="fact", source="own", about="child", included=True)
    code = next(each.code for each in check_of(draft).standing if each.kind == "protected")
    with pytest.raises(Refusal, match="deputy or a manager takes a protected address"):
        accept_finding(by=draft.started_by, decision=draft, code=code, reason="They asked")
    manager = UserFactory(roles=["manager"])
    assert accept_finding(by=manager, decision=draft, code=code, reason="The court ordered it, for its eyes")


def test_a_namesake_and_another_familys_name_are_found_among_those_on_the_register():
    draft = decisions.answered_with_consent()
    child = draft.child
    ChildFactory(given_names=child.given_names, family_name=child.family_name, date_of_birth=date(2021, 1, 2))
    ChildFactory(given_names="Jaden", family_name="Okonkwo", date_of_birth=date(2021, 1, 3))
    draft.items.create(text="Jaden Okonkwo bit her", nature="fact", source="own", about="child", included=True)
    found = [(each.kind, each.what) for each in check_of(draft).standing]
    assert ("namesake", "same name") in found
    assert ("other_family", "Jaden Okonkwo") in found


def test_what_was_referred_at_once_waits_for_no_check():
    referred = decisions.referred()
    assert shared(referred, by=UserFactory(roles=["lead"]), reasons={}).copy.findings.exists()

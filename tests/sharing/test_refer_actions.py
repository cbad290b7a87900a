"""Refer now: nothing delays it, it is recorded at once, and nobody's bookkeeping stands in its way."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.models import Agency
from consent.models import Exclusion
from neston_sharing.foundation.actions import Refusal
from sharing.actions.refer import refer
from sharing.models import Decision, Referral
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    LawFactory,
    PolicyVersionFactory,
    UserFactory,
    decisions,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank_staff():
    """On the staff for the day, and key person of nobody."""
    return UserFactory(roles=["practitioner"])


def referred(by, **kwargs):
    return refer(
        **{
            "by": by,
            "child": kwargs.get("child") or ChildFactory(),
            "agency_name": "Children's social care",
            "what": "She said that she is afraid to go home",
            "why": "She goes home at three",
            "tried": "The manager, twice; the lead is on leave",
            "family_told": False,
            "family_not_told": "unsafe",
            "family_not_told_why": "It is about her father",
            **kwargs,
        }
    )


def test_it_is_decision_referral_and_disclosure_at_once(bank_staff):
    agency, backer = AgencyFactory(kind="social_care"), UserFactory(roles=["lead"])
    decision = referred(bank_staff, agency=agency, agency_name="", verbal_backer=backer, tried="", to_whom="Jo Bell")
    assert Decision.objects.with_state_facts().get().state == Decision.State.REFERRED
    assert (decision.outcome, decision.origin, decision.agency) == ("share", "referral", agency)
    told = decision.disclosures.get()
    assert (told.to_whom, told.what, told.shared_by) == ("Jo Bell", decision.information, bank_staff)
    assert decision.referral.verbal_backer == backer
    assert [maker.recorded_by for maker in decision.makers.all()] == [bank_staff]


def test_where_telling_is_unsafe_everyone_sees_that_first(bank_staff):
    child = referred(bank_staff).child
    assert [flag.kind for flag in child.flags.standing()] == ["do_not_discuss"]


def test_where_the_family_was_told_nothing_is_flagged(bank_staff):
    told = {"family_told": True, "family_told_how": "Her mother, by telephone", "family_not_told": ""}
    assert not referred(bank_staff, **told, family_not_told_why="").child.flags.exists()


def test_it_names_the_law_and_the_policy_where_they_are_on_file(bank_staff):
    basis = LawFactory(code="safeguarding-interest")
    condition = LawFactory(code="sch1-para18", kind="condition")
    policy = PolicyVersionFactory()
    decision = referred(bank_staff)
    assert (decision.lawful_basis, decision.condition, decision.policy_version) == (basis, condition, policy)


def test_no_missing_policy_law_or_agency_stands_in_its_way(bank_staff):
    decision = referred(bank_staff)
    assert (decision.policy_version, decision.lawful_basis, decision.condition) == (None, None, None)
    assert decision.agency.kind == Agency.Kind.SOCIAL_CARE


def test_an_agency_is_made_once_whatever_its_capitals_and_spaces(bank_staff):
    first, second = (referred(bank_staff, agency_name=name) for name in ("The  Night Team ", "the night team"))
    assert first.agency == second.agency
    assert (first.agency.name, first.agency.kind) == ("The Night Team", Agency.Kind.OTHER)


def test_an_agency_out_of_use_that_is_told_again_is_in_use_again(bank_staff):
    AgencyFactory(name="Night Team", is_active=False)
    assert referred(bank_staff, agency_name="Night Team").agency.is_active


def test_somebody_else_backed_it_or_was_tried(bank_staff):
    with pytest.raises(Refusal, match="who was tried"):
        referred(bank_staff, tried=" ")
    manager = UserFactory(roles=["manager"])
    with pytest.raises(Refusal, match="Somebody else must back"):
        referred(manager, verbal_backer=manager, tried="")
    with pytest.raises(Refusal, match="member of the management team"):
        referred(bank_staff, verbal_backer=UserFactory(roles=["practitioner"]), tried="")


def test_the_database_refuses_to_back_ones_own_referral_by_word_of_mouth(bank_staff):
    decision = decisions.answered_with_consent()
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(decision=decision, why="Now", verbal_backer=bank_staff, recorded_by=bank_staff)


def test_it_may_have_happened_already_and_not_tomorrow(bank_staff):
    yesterday = timezone.now() - timedelta(days=1)
    assert referred(bank_staff, shared_at=yesterday).disclosures.get().shared_at == yesterday
    with pytest.raises(Refusal, match="now or earlier") as refused:
        referred(bank_staff, shared_at=timezone.now() + timedelta(minutes=1))
    assert refused.value.field == "shared_at"


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ({"what": " "}, "what was told"),
        ({"why": ""}, "could not wait"),
        ({"agency_name": ""}, "who was told"),
        ({"family_not_told": "later"}, "why the family is not told"),
        ({"family_not_told_why": ""}, "why, in a sentence"),
        ({"family_told": True}, "by whom and how"),
        ({"route": "pigeon"}, "how they were told"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_recorded(bank_staff, left_out, words):
    with pytest.raises(Refusal, match=words):
        referred(bank_staff, **left_out)
    assert not Decision.objects.exists()
    assert not Agency.objects.exists()


def test_who_is_excluded_from_a_childs_record_calls_and_does_not_write_in_it(bank_staff):
    child = ChildFactory()
    Exclusion.objects.create(child=child, user=bank_staff, reason="Her aunt", set_by=child.key_person)
    with pytest.raises(Refusal, match="Call one of the numbers"):
        referred(bank_staff, child=child)


@pytest.mark.parametrize("role", ["officer", "auditor", "helper"])
def test_only_those_who_work_with_children_refer(role):
    with pytest.raises(Refusal, match="Call one of the numbers"):
        referred(UserFactory(roles=[role]))


# --- A draft turns into it ------------------------------------------------------------------------------------------
def test_a_draft_turns_into_the_referral_and_keeps_its_answers(bank_staff):
    draft = decisions.answered_in_public_interest(started_by=bank_staff)
    decision = referred(bank_staff, child=draft.child, draft=draft)
    assert (decision.pk, decision.origin, decision.agency.name) == (draft.pk, "referral", "Children's social care")
    assert decision.answers.count() == 6
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.answers.first().delete()


def test_a_doubt_that_nobody_settled_stops_no_referral(bank_staff):
    draft = decisions.DecisionFactory(started_by=bank_staff)
    decisions.answer(draft, 1, "not_sure")
    decision = referred(bank_staff, child=draft.child, draft=draft)
    assert (decision.pk, decision.answers.get().answer) == (draft.pk, "not_sure")


def test_a_draft_that_waits_for_back_up_can_turn_into_it_too(bank_staff):
    draft = decisions.with_management(started_by=bank_staff)
    referred(bank_staff, child=draft.child, draft=draft)
    lead = UserFactory(roles=["lead"])
    assert list(Decision.objects.backable_by(lead)) == [draft]
    assert not Decision.objects.with_management().exists()


def test_whoever_turns_it_into_a_referral_is_a_maker_of_it():
    lead, draft = UserFactory(roles=["lead"]), decisions.answered_with_consent()
    referred(lead, child=draft.child, draft=draft)
    assert not Decision.objects.backable_by(lead).exists()


@pytest.mark.parametrize("state", ["to_disclose", "not_shared", "abandoned"])
def test_a_closed_decision_does_not_turn_into_anything(bank_staff, state):
    closed = getattr(decisions, state)(started_by=bank_staff)
    with pytest.raises(Refusal, match="closed, or not yours"):
        referred(bank_staff, child=closed.child, draft=closed)


def test_anothers_draft_is_not_turned_into_a_referral(bank_staff):
    draft = decisions.answered_with_consent()
    with pytest.raises(Refusal, match="closed, or not yours"):
        referred(bank_staff, child=draft.child, draft=draft)

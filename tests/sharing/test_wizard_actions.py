"""Starting, deciding, telling the family, items, sending, handing over, abandoning: each rule by its action."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from consent.actions.statements import withdraw_consent
from consent.models import Exclusion
from neston_sharing.foundation.actions import Refusal
from sharing.actions.abandon import abandon_decision
from sharing.actions.decide import decide_outcome
from sharing.actions.falling import WouldFallAway
from sharing.actions.hand_over import hand_over
from sharing.actions.items import add_item, change_item, remove_item
from sharing.actions.legal_advice import AdviceTaken
from sharing.actions.send import send_to_management
from sharing.actions.start import change_details, start_decision
from sharing.actions.tell_family import tell_family
from sharing.missing import missing_from
from sharing.models import Decision
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    DecisionFactory,
    LawFactory,
    PolicyVersionFactory,
    ProfessionalFactory,
    UserFactory,
)
from tests.sharing import drafts
from tests.sharing.drafts import OWN_ITEM, answer, draft
from tests.sharing.test_answering import refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TAKEN = AdviceTaken(
    adviser="Ruth Amadi",
    post="solicitor",
    firm="Deeside Borough Council",
    advised_on=TODAY,
    how="telephone",
    advice="The order has lapsed",
)


def start(child, **facts) -> Decision:
    given = {"by": child.key_person, "initiative": "asked", "information": "Her speech", "purpose": "The check"}
    return start_decision(child=child, **{"agency": AgencyFactory(), **given, **facts})


# --- Starting ------------------------------------------------------------------------------------------------------


def test_decisions_are_numbered_within_their_year_and_name_the_policy():
    child, year = ChildFactory(), timezone.localdate().year
    DecisionFactory(year=year - 1, number=41)
    policy = PolicyVersionFactory()
    first, second = start(child), start(child)
    assert [first.reference, second.reference] == [f"IS-{year}-0001", f"IS-{year}-0002"]
    assert (first.policy_version, first.holder) == (policy, child.key_person)
    assert first.makers.get().recorded_by == child.key_person


def test_no_policy_in_force_no_decision():
    with refused("A manager can enter it"):
        start(ChildFactory())


def test_only_who_may_read_the_file_starts_a_decision():
    PolicyVersionFactory()
    with refused("only about a child whose file"):
        start(ChildFactory(), by=UserFactory(roles=["practitioner"]))


def test_a_professional_works_for_the_agency_chosen():
    PolicyVersionFactory()
    with refused("does not work for", "professional"):
        start(ChildFactory(), professional=ProfessionalFactory())


@pytest.mark.parametrize("field", ["information", "purpose"])
def test_a_decision_says_what_and_what_for(field):
    PolicyVersionFactory()
    with refused("Say", field):
        start(ChildFactory(), **{field: " "})


def test_nobody_asked_tomorrow():
    PolicyVersionFactory()
    with refused("today or before", "asked_on"):
        start(ChildFactory(), asked_on=timezone.localdate() + timedelta(days=1))


def details_of(decision: Decision, **facts) -> dict:
    names = ("initiative", "agency", "professional", "information", "purpose", "asked_on", "needed_by")
    return {name: getattr(decision, name) for name in names} | {"by": decision.holder, "decision": decision} | facts


def test_another_recipient_undoes_the_consent_that_does_not_cover_it():
    decision = drafts.whole()
    elsewhere = details_of(decision, agency=AgencyFactory())
    with pytest.raises(WouldFallAway):
        change_details(**elsewhere)
    decision = change_details(**elsewhere, confirmed=True)
    assert list(decision.given) == [1, 2, 3]
    assert (decision.outcome, decision.identity_known_how) == (None, "")


def test_a_better_wording_of_the_purpose_undoes_nothing():
    decision = change_details(**details_of(drafts.whole(), purpose="Her two-year check"))
    assert decision.path.complete
    assert decision.purpose == "Her two-year check"


# --- The outcome ---------------------------------------------------------------------------------------------------


def decide(decision: Decision, outcome: str, **details) -> Decision:
    return decide_outcome(
        **{"by": decision.holder, "decision": decision, "outcome": outcome, "reason": "So", **details}
    )


def lead():
    return UserFactory(roles=["lead"])


def test_the_outcome_waits_for_the_questions():
    with refused("Answer the questions first"):
        decide(draft((1, "yes")), "not_share")


def test_no_purpose_no_sharing():
    with refused("do not allow sharing", "outcome"):
        decide(draft(*drafts.NO_PURPOSE), "share")


def test_identifiable_information_needs_a_lawful_basis():
    with refused("Choose the lawful basis", "lawful_basis"):
        decide(drafts.with_consent(), "share")


def test_what_identifies_nobody_needs_none():
    assert decide(draft(*drafts.NOT_IDENTIFIABLE), "share", lawful_basis=LawFactory()).lawful_basis is None


def test_a_condition_is_no_lawful_basis():
    with refused("Choose the lawful basis", "lawful_basis"):
        decide(drafts.with_consent(), "share", lawful_basis=LawFactory(kind="condition"))


def test_consent_is_no_basis_where_question_4_rests_on_none():
    with refused("Consent is no lawful basis", "lawful_basis"):
        decide(drafts.by_duty(), "share", lawful_basis=LawFactory(code="consent"))


def test_explicit_consent_is_no_condition_where_question_4_rests_on_none():
    explicit = LawFactory(code="explicit-consent", kind="condition")
    with refused("Explicit consent", "condition"):
        decide(drafts.by_duty(), "share", lawful_basis=LawFactory(), condition=explicit)


def test_the_outcome_has_reasons():
    with refused("reasons", "outcome_reason"):
        decide(draft(*drafts.NO_PURPOSE), "not_share", reason=" ")


def test_what_the_answers_allow_can_be_declined():
    decision = decide(drafts.with_consent(), "not_share")
    assert decision.path.declined
    assert decision.lawful_basis is None


def test_departing_from_a_duty_is_said_aloud():
    decision = drafts.by_duty()
    with refused("depart", "departs"):
        decide(decision, "not_share", by=lead())
    assert decide(decision, "not_share", by=lead(), departs=True).path.departs_from_duty


def test_a_duty_is_departed_from_only_with_the_reason_of_somebody_of_the_management_team():
    with refused("hand this decision over", "outcome"):
        decide(drafts.by_duty(), "not_share", departs=True)


def test_a_court_order_is_departed_from_only_with_legal_advice():
    decision = drafts.by_duty(code="court-order")
    with refused("legal advice", "legal_adviser"):
        decide(decision, "not_share", by=lead(), departs=True)
    decision = decide(decision, "not_share", by=lead(), departs=True, legal_advice=TAKEN)
    assert (decision.legal_adviser, decision.legal_advice) == ("Ruth Amadi", "The order has lapsed")
    assert decision.is_legally_advised


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        ({"adviser": " "}, "legal_adviser"),
        ({"post": ""}, "legal_post"),
        ({"firm": ""}, "legal_firm"),
        ({"advised_on": None}, "legal_advised_on"),
        ({"advised_on": TODAY + timedelta(days=2)}, "legal_advised_on"),
        ({"how": ""}, "legal_how"),
        ({"advice": ""}, "legal_advice"),
    ],
)
def test_legal_advice_says_who_gave_it_when_how_and_what(lacking, field):
    decision = drafts.by_duty(code="court-order")
    with pytest.raises(Refusal) as told:
        decide(decision, "not_share", by=lead(), departs=True, legal_advice=replace(TAKEN, **lacking))
    assert told.value.field == field


def test_no_advice_is_kept_where_nothing_is_departed_from():
    decision = decide(drafts.with_consent(), "not_share", legal_advice=TAKEN)
    assert (decision.legal_advice, decision.legal_adviser, decision.legal_advised_on) == ("", "", None)


def test_advice_falls_away_once_the_order_is_followed():
    decision = decide(drafts.by_duty(code="court-order"), "not_share", by=lead(), departs=True, legal_advice=TAKEN)
    decision = decide(decision, "share", by=lead(), lawful_basis=LawFactory(), confirmed=True)
    assert not decision.is_legally_advised


def test_the_database_takes_no_half_of_an_advice():
    decision = drafts.by_duty(code="court-order")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(legal_adviser="Ruth Amadi")


def test_a_duty_that_turns_out_to_be_an_order_asks_for_the_advice():
    decision = decide(drafts.by_duty(), "not_share", by=lead(), departs=True)
    decision = answer(drafts.told(decision), 5, "yes", duty=LawFactory(kind="duty", code="court-order"))
    assert [lack.words for lack in missing_from(decision)] == ["the legal advice on departing from the court order"]


def test_another_outcome_undoes_question_7_and_the_family_once_confirmed():
    decision = drafts.whole()
    with pytest.raises(WouldFallAway):
        decide(decision, "not_share")
    decision = decide(decision, "not_share", confirmed=True)
    assert decision.given[7] == "not_sharing"
    assert 8 not in decision.given
    assert decision.family_told is None


def test_sharing_after_all_asks_question_7():
    decision = decide(decide(drafts.with_consent(), "not_share"), "share", lawful_basis=LawFactory())
    assert 7 not in decision.given


# --- The family ----------------------------------------------------------------------------------------------------


def tell(decision: Decision, **facts) -> Decision:
    return tell_family(by=decision.holder, decision=decision, **facts)


def test_the_family_told_says_how_and_when():
    decision, today = drafts.to_share(), timezone.localdate()
    with refused("how", "family_told_how"):
        tell(decision, told=True, told_on=today)
    with refused("today or before", "family_told_on"):
        tell(decision, told=True, told_on=today + timedelta(days=1), told_how="By telephone")
    assert tell(decision, told=True, told_on=today, told_how="By telephone").family_told is True


def test_the_family_not_told_says_why():
    decision = drafts.to_share()
    with refused("Choose why", "family_not_told"):
        tell(decision, told=False, why="No")
    with refused("Say why", "family_not_told_why"):
        tell(decision, told=False, not_told="unsafe")


def test_where_telling_is_unsafe_everyone_sees_that_first():
    decision = drafts.told(drafts.told(drafts.to_share()))
    assert [flag.kind for flag in decision.child.flags.standing()] == ["do_not_discuss"]


def test_the_family_is_told_about_an_outcome():
    with refused("Decide the outcome first"):
        drafts.told(drafts.with_consent())


# --- Items ---------------------------------------------------------------------------------------------------------


def add(decision: Decision, **facts):
    return add_item(by=decision.holder, decision=decision, **{**OWN_ITEM, **facts})


def scan(name: str) -> SimpleUploadedFile:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    return SimpleUploadedFile(name, picture.getvalue())


def test_an_item_is_text_or_attachment():
    with refused("or attach it", "text"):
        add(drafts.to_share(), text=" ")


def test_an_attachment_is_kept_under_a_random_name_with_its_digest():
    item = add(drafts.to_share(), text="", attachment=scan("Amelia Hart.png"))
    assert item.attachment_name == "Amelia Hart.png"
    assert len(item.attachment_sha256) == 64
    assert "Amelia" not in item.attachment.name


def test_an_attachment_is_what_it_holds_not_what_it_is_called():
    with refused("Choose a PDF", "attachment"):
        add(drafts.to_share(), attachment=SimpleUploadedFile("scan.png", b"MZ"))


def test_what_is_left_out_is_left_out_for_a_reason():
    with refused("left out", "left_out_why"):
        add(drafts.to_share(), included=False)


def test_third_party_information_needs_consent_or_a_ground():
    decision, other = drafts.to_share(), AgencyFactory()
    third = {"source": "agency", "source_agency": other}
    with refused("record their consent", "agency_consent"):
        add(decision, **third)
    with refused("why this ground", "override_why"):
        add(decision, **third, override="duty")
    assert add(decision, **third, agency_consent="Dr Lee, today").pk
    assert add(decision, **third, override="duty", override_why="The order names it").pk
    assert add(decision, source="agency", source_agency=decision.agency).pk
    assert add(decision, **third, included=False, left_out_why="Not ours to give").pk


def test_third_party_information_names_the_agency():
    with refused("Choose the agency", "source_agency"):
        add(drafts.to_share(), source="agency")


@pytest.mark.parametrize("change", [add, lambda decision: remove_item(by=decision.holder, item=decision.items.get())])
def test_question_7_is_asked_again_of_changed_items(change):
    decision = drafts.whole()
    change(decision)
    decision.refresh_from_db()
    assert max(decision.given) == 4


def test_a_changed_item_keeps_its_attachment():
    decision = drafts.to_share()
    item = add(decision, text="", attachment=scan("scan.png"))
    kept = change_item(by=decision.holder, item=item, **{**OWN_ITEM, "text": "", "nature": "opinion"})
    assert (kept.nature, kept.attachment_name) == ("opinion", "scan.png")


def test_an_item_that_goes_back_to_its_agency_keeps_the_recipient():
    decision = drafts.to_share()
    add(decision, source="agency", source_agency=decision.agency)
    with refused("Look at the items first", "agency"):
        change_details(**details_of(decision, agency=AgencyFactory()), confirmed=True)


# --- Sending, handing over, abandoning -----------------------------------------------------------------------------


def send(decision: Decision, **facts):
    return send_to_management(by=decision.holder, decision=decision, **facts)


@pytest.mark.parametrize("made", [drafts.whole, drafts.not_shared])
def test_a_whole_decision_goes_to_management(made):
    decision = made()
    assert send(decision, note="Soon").note == "Soon"
    assert Decision.objects.with_state_facts().get(pk=decision.pk).state == "with_management"


def test_an_incomplete_decision_stays():
    with refused("question 7 is not answered"):
        send(drafts.to_share())


def test_a_consent_taken_back_before_sending_is_found():
    decision = drafts.whole()
    consent = decision.answers.get(question=4).consent
    withdraw_consent(by=decision.holder, statement=consent, reason="Changed her mind")
    with refused("withdrew their consent"):
        send(decision)


WRITES = {
    "answer": lambda decision: answer(decision, 1, "yes"),
    "decide": lambda decision: decide(decision, "not_share"),
    "tell": drafts.told,
    "add": add,
    "send": send,
    "abandon": lambda decision: abandon_decision(by=decision.holder, decision=decision, why="Enough"),
    "hand over": lambda decision: hand_over(by=decision.holder, decision=decision, to=UserFactory(roles=["lead"])),
    "details": lambda decision: change_details(**details_of(decision)),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_nothing_is_written_while_with_management(write):
    decision = drafts.not_shared()
    send(decision)
    with refused("with management"):
        write(decision)


def test_an_abandoned_decision_is_kept_with_its_reason():
    decision = draft((1, "yes"))
    with refused("Say why", "why"):
        abandon_decision(by=decision.holder, decision=decision, why="")
    decision = abandon_decision(by=decision.holder, decision=decision, why="Asked by mistake")
    assert (decision.abandoned_by, decision.answers.count()) == (decision.holder, 1)
    with refused("abandoned"):
        answer(decision, 1, "no")


def test_the_holder_or_a_lead_hands_over_and_the_new_holder_can_go_on():
    decision, other = draft((1, "yes")), UserFactory(roles=["practitioner"])
    lead = UserFactory(roles=["lead"])
    hand_over(by=lead, decision=decision, to=other)
    assert not decision.makers.filter(recorded_by=lead).exists()
    assert answer(decision, 2, "yes", by=other).holder == other


def test_a_maker_who_no_longer_holds_it_cannot_hand_it_over():
    decision, other = draft((1, "yes")), UserFactory(roles=["practitioner"])
    hand_over(by=decision.holder, decision=decision, to=other)
    with refused("Only who holds"):
        hand_over(by=decision.started_by, decision=decision, to=decision.started_by)


def test_nobody_excluded_or_without_the_role_can_hold_it():
    decision, excluded = draft(), UserFactory(roles=["practitioner"])
    Exclusion.objects.create(child=decision.child, user=excluded, reason="Parent", set_by=decision.holder)
    for person in (excluded, UserFactory(roles=["auditor"])):
        with refused("Choose somebody else", "to"):
            hand_over(by=decision.holder, decision=decision, to=person)

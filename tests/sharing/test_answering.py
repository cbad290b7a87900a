import pytest
from django.utils import timezone

from consent.actions.statements import withdraw_consent
from consent.models import Law
from neston_sharing.foundation.actions import Refusal
from sharing.actions.drafts import Stale
from sharing.actions.falling import WouldFallAway
from sharing.checklist import Question
from sharing.models import Answer, Maker
from sharing.models.answer import SEVEN_TESTS
from tests.factories import AgencyFactory, DecisionFactory, LawFactory, UserFactory
from tests.refusals import refused
from tests.sharing import drafts
from tests.sharing.drafts import answer, draft

pytestmark = pytest.mark.django_db


def test_an_answer_is_saved_with_who_and_when():
    decision = draft((1, "yes"))
    row = decision.answers.get()
    assert (row.answer, row.reason, row.answered_by) == ("yes", "Because", decision.holder)


def test_a_changed_answer_keeps_one_row_a_question():
    decision = answer(draft((1, "yes")), 1, "not_sure", reason="Who asks?")
    assert [row.answer for row in decision.answers.all()] == ["not_sure"]


def test_who_writes_becomes_a_maker_once():
    decision, other = draft((1, "yes")), UserFactory(roles=["lead"])
    answer(answer(decision, 2, "yes", by=other), 3, "yes", by=other)
    assert set(Maker.objects.values_list("recorded_by", flat=True)) == {decision.holder.pk, other.pk}
    assert Maker.objects.count() == 2


def test_a_stranger_cannot_answer():
    with refused("cannot work on this"):
        answer(draft(), 1, "yes", by=UserFactory(roles=["practitioner"]))


def test_an_answer_that_the_question_does_not_take_is_refused():
    with refused("Choose one", "answer"):
        answer(draft(), 1, "in_force")


@pytest.mark.parametrize("question", [3, 5, 8])
def test_a_question_off_the_path_is_refused(question):
    with refused("not asked now"):
        answer(draft((1, "yes"), (2, "no")), question, "no")


def test_a_reason_is_asked_for_by_the_chosen_answer():
    with refused("why is there no legitimate purpose", "reason"):
        answer(draft(), 1, "no", reason="  ")


def test_a_stale_version_overwrites_nothing():
    decision = draft((1, "yes"))
    seen = decision.version
    answer(decision, 1, "yes", reason="Theirs")
    with pytest.raises(Stale):
        answer(decision, 1, "yes", reason="Mine", version=seen)
    assert decision.answers.get().reason == "Theirs"


def test_later_answers_fall_away_only_once_confirmed():
    decision = draft(*drafts.TO_CONSENT)
    with pytest.raises(WouldFallAway) as falls:
        answer(decision, 1, "no")
    assert falls.value.losses.questions == (Question.IDENTIFIABLE, Question.CONFIDENTIAL)
    assert Answer.objects.filter(decision=decision).count() == 3
    answer(decision, 1, "no", confirmed=True)
    assert list(decision.answers.values_list("question", flat=True)) == [1]


def test_an_outcome_that_no_longer_fits_falls_away():
    decision = drafts.told(drafts.to_share())
    with pytest.raises(WouldFallAway) as falls:
        answer(decision, 1, "no")
    assert len(falls.value.losses.words) == 5
    decision = answer(decision, 1, "no", confirmed=True)
    assert (decision.outcome, decision.lawful_basis, decision.family_told) == (None, None, None)


def test_a_better_reason_leaves_everything_standing():
    decision = answer(drafts.whole(), 1, "yes", reason="Better said")
    assert decision.path.complete
    assert decision.outcome == "share"


# --- Question 4 ----------------------------------------------------------------------------------------------------


def test_where_a_child_might_be_at_risk_consent_is_not_asked_for():
    with refused("consent is not asked for", "answer"):
        answer(draft(*drafts.TO_CONSENT), 4, "refused", at_risk=True)


def test_whether_a_child_might_be_at_risk_must_be_said():
    with refused("might be at risk", "at_risk"):
        answer(draft(*drafts.TO_CONSENT), 4, "refused")


def test_consent_in_force_names_the_consent():
    decision = draft(*drafts.TO_CONSENT)
    drafts.consent_for(decision.child, decision.agency)
    with refused("Choose the consent", "consent"):
        answer(decision, 4, "in_force", at_risk=False, expected="Yes")


def test_consent_asks_whether_the_person_would_expect_it():
    decision = draft(*drafts.TO_CONSENT)
    consent = drafts.consent_for(decision.child, decision.agency)
    with refused("would expect", "expected"):
        answer(decision, 4, "in_force", at_risk=False, consent=consent)


def test_a_withdrawn_consent_cannot_be_relied_on():
    decision = draft(*drafts.TO_CONSENT)
    consent = drafts.consent_for(decision.child, decision.agency)
    withdraw_consent(by=decision.holder, statement=consent, reason="Changed her mind")
    with refused("withdrew", "consent"):
        answer(decision, 4, "in_force", at_risk=False, consent=consent, expected="Yes")


def test_a_consent_for_another_recipient_cannot_be_relied_on():
    decision = draft(*drafts.TO_CONSENT)
    consent = drafts.consent_for(decision.child, AgencyFactory())
    with refused("cannot be relied on", "consent"):
        answer(decision, 4, "in_force", at_risk=False, consent=consent, expected="Yes")


def test_another_childs_consent_cannot_be_relied_on():
    decision = draft(*drafts.TO_CONSENT)
    consent = drafts.consent_for(DecisionFactory().child, decision.agency)
    with refused("for this child", "consent"):
        answer(decision, 4, "in_force", at_risk=False, consent=consent, expected="Yes")


# --- Questions 5 and 6 ---------------------------------------------------------------------------------------------


def test_a_duty_is_one_of_the_list_in_force():
    ended = LawFactory(kind=Law.Kind.DUTY, in_force_until=timezone.localdate().replace(year=2020))
    for duty in (None, ended, LawFactory()):
        with refused("Choose the duty", "duty"):
            answer(draft(*drafts.TO_DUTY), 5, "yes", duty=duty)


def to_public_interest():
    return draft(*drafts.TO_DUTY, (5, "no"))


def test_public_interest_rests_on_a_ground():
    with refused("at least one ground", "grounds"):
        answer(to_public_interest(), 6, "yes")


def test_a_criterion_has_its_evidence():
    with refused("evidence", "evidence_criterion_1"):
        answer(to_public_interest(), 6, "yes", grounds=[{"kind": "criterion_1", "evidence": " "}])


def test_not_sharing_could_be_worse_sets_out_both_outcomes():
    with refused("could happen if it is shared", "other_side"):
        answer(to_public_interest(), 6, "yes", grounds=[{"kind": "worse", "evidence": "He is hurt again"}])


def test_all_that_an_answer_lacks_is_said_at_once():
    lacks = [{"kind": "criterion_1", "evidence": ""}, {"kind": "worse", "evidence": ""}]
    for grounds, fields in (
        ([], ["grounds", "reason"]),
        (lacks, ["evidence_criterion_1", "evidence_worse", "other_side", "reason"]),
    ):
        with pytest.raises(Refusal) as no:
            answer(to_public_interest(), 6, "yes", grounds=grounds, reason="")
        assert [each.field for each in no.value.each] == fields


def test_grounds_are_kept_and_go_with_the_answer():
    decision = answer(to_public_interest(), 6, "yes", grounds=[{"kind": "criterion_2", "evidence": "Two bruises"}])
    assert decision.grounds.get().evidence == "Two bruises"
    again = answer(decision, 6, "no", confirmed=True)
    assert not again.grounds.exists()


# --- Questions 7 and 8 ---------------------------------------------------------------------------------------------


def test_question_7_waits_for_the_outcome():
    with refused("not asked now"):
        drafts.right_way(drafts.with_consent())


def test_yes_at_7_takes_all_seven_tests():
    with refused("Not ticked: secure", "tests_met"):
        drafts.right_way(drafts.to_share(), tests_met=SEVEN_TESTS[:-1])


def test_yes_at_7_takes_an_item_a_route_and_a_known_recipient():
    decision = drafts.to_share()
    with refused("at least one item", "answer"):
        drafts.right_way(decision)
    drafts.add_item(by=decision.holder, decision=decision, **drafts.OWN_ITEM)
    with refused("how it will be shared", "route"):
        drafts.right_way(decision, route="")
    with refused("recipient is who they say", "identity_known_how"):
        drafts.right_way(decision, identity_known_how="")


def test_all_that_yes_at_7_lacks_is_said_at_once():
    with pytest.raises(Refusal) as no:
        drafts.right_way(drafts.to_share(), tests_met=[], route="", identity_known_how="")
    assert [each.field for each in no.value.each] == ["tests_met", "route", "identity_known_how", "answer"]


def test_not_met_is_kept_as_what_to_put_right():
    decision = answer(drafts.to_share(), 7, "no", tests_met=["necessary", "secure"])
    assert decision.path.hold == "put_right"
    assert decision.answers.get(question=7).tests_met == ["necessary", "secure"]


def test_not_sharing_is_said_by_the_outcome_only():
    with refused("change the outcome", "answer"):
        answer(drafts.to_share(), 7, "not_sharing")


def test_question_8_waits_for_the_family():
    decision = drafts.to_share()
    drafts.add_item(by=decision.holder, decision=decision, **drafts.OWN_ITEM)
    with refused("not asked now"):
        answer(drafts.right_way(decision), 8, "yes")


def test_question_8_is_not_answered_on_a_consent_taken_back_since():
    decision = drafts.whole()
    consent = decision.answers.get(question=4).consent
    withdraw_consent(by=decision.holder, statement=consent, reason="Changed her mind")
    with refused("withdrew their consent", "answer"):
        answer(decision, 8, "yes")

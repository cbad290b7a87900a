"""The demonstration shows everything that a setting can meet, and its log is as sound as a real one."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from agencies.models import Agency, Protocol
from consent import drawing
from consent.models import Child, ConsentStatement, FamilyLink, Flag, Law, Parent, PolicyVersion, Signature
from neston_sharing.audit.models import Entry
from neston_sharing.foundation.models import Setting
from neston_sharing.operations import set_up
from neston_sharing.operations.demonstration import pen
from neston_sharing.operations.demonstration.agencies import HARBOUR, SOCIAL_CARE
from neston_sharing.operations.demonstration.people import MEMBERS, PASSWORD
from neston_sharing.staff.models import User
from sharing import body_map
from sharing.checklist import Basis, Hold
from sharing.models import (
    Addendum,
    AdultConcern,
    Advice,
    Arrival,
    AskerTold,
    Chronology,
    Concern,
    Decision,
    Disclosure,
    LeafletGiven,
    MeetingTask,
    ProtocolStepTaken,
    ReferralNews,
    Submission,
    Verdict,
    Visit,
)
from sharing.presenters.adult_concern import deadlines_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def decisions():
    return Decision.objects.with_state_facts().with_answers()


def decision_about(name: str) -> Decision:
    given, family = name.split()
    return decisions().get(child__given_names=given, child__family_name=family)


def test_thirty_children_eighteen_agencies_twenty_decisions_six_people():
    counted = [model.objects.count() for model in (Child, Agency, Decision, User)]
    assert counted == [30, 18, 20, 6]


def test_it_says_that_it_is_a_demonstration():
    setting = Setting.objects.current()
    assert setting.demonstration
    assert "demonstration" in setting.name


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.key)
def test_each_of_the_six_can_sign_in_with_the_printed_password(member):
    user = authenticate(None, username=member.email, password=PASSWORD)
    assert user.role_names == set(member.roles)


def test_the_printed_password_is_one_that_the_product_accepts():
    for user in User.objects.all():
        validate_password(PASSWORD, user)


def test_every_state_of_a_decision_occurs():
    assert {decision.state for decision in decisions()} == set(Decision.State)


def test_every_basis_under_the_policy_occurs():
    assert {decision.path.basis for decision in decisions()} == {*Basis, None}


def test_decisions_are_on_hold_for_different_reasons():
    held = {decision.path.hold for decision in decisions() if decision.state == Decision.State.DRAFT}
    assert held >= {Hold.SEEK_ADVICE, Hold.SEEK_CONSENT, Hold.PUT_RIGHT}


def test_not_sharing_occurs_without_purpose_on_refusal_and_by_choice():
    assert decision_about("Noah Bennett").answers.get(question=1).answer == "no"
    assert decision_about("Maya Thompson").answers.get(question=4).answer == "refused"
    assert decision_about("Hugo Lindqvist").path.declined


def test_two_who_asked_were_told_that_it_is_not_shared_and_one_waits():
    assert AskerTold.objects.count() == 2
    untold = Decision.objects.asker_told_by(User.objects.get(email="lead@example.org")).untold()
    assert [decision.child.name for decision in untold] == ["Hugo Lindqvist"]


def test_management_said_all_that_it_can_say():
    assert set(Verdict.objects.values_list("verdict", flat=True)) == set(Verdict.Kind)
    assert Submission.objects.filter(to_officer=True, verdict__isnull=True).count() == 1


def test_a_referral_was_answered_late_and_says_why():
    assert Verdict.objects.exclude(late_why="").get().decision.child.name == "Arlo Jenkins"


def test_what_was_shared_arrived_and_one_record_was_added_to():
    assert Arrival.objects.count() == 7
    assert Addendum.objects.count() == 1


def test_whoever_of_the_directory_received_it_is_named_once():
    received = Disclosure.objects.filter(professional__isnull=False)
    assert received
    assert all(told.to_whom == told.professional.name for told in received)


def test_a_visitor_is_here_now_another_was_never_signed_out_and_one_was_handed_over():
    here = Visit.objects.in_the_building()
    assert (here.count(), here.filter(arrived_at__lt=timezone.now() - timedelta(hours=1)).count()) == (2, 1)
    assert Visit.objects.ended().filter(handovers__isnull=False).count() == 1
    assert Visit.objects.ended().get(power="inspection").about is None


def test_what_was_shared_was_followed_up():
    assert set(ReferralNews.objects.values_list("kind", flat=True)) == {"reference", "chased", "outcome"}
    assert (MeetingTask.objects.count(), MeetingTask.objects.undone().count()) == (2, 1)
    assert ProtocolStepTaken.objects.count() == 2
    assert LeafletGiven.objects.get().agencies.count() == 2
    assert [each.decision.child.name for each in Disclosure.objects.unanswered()] == ["Ellis Marsh"]


def test_what_mattered_of_one_file_was_summed_up_for_the_core_group():
    made = Chronology.objects.get()
    assert (made.child.name, made.lines.count(), made.recorded_by.name) == ("Lily-Mae Carter", 3, "Siobhan Kelly")


def test_families_of_all_sorts_occur():
    siblings = [parent for parent in Parent.objects.all() if parent.links.count() > 1]
    assert len(siblings) >= 4
    assert FamilyLink.objects.filter(has_responsibility=True, lives_with_child=False).exists()
    assert FamilyLink.objects.filter(has_responsibility=False).exists()
    assert FamilyLink.objects.filter(ground="care_order").exists()


def test_who_may_sign_less_than_a_parent_occurs_and_a_step_parent_and_a_council_under_an_interim_order():
    foster, kin = (FamilyLink.objects.get(carer=carer) for carer in ("foster_carer", "kinship_carer"))
    assert (foster.may_sign("registration"), foster.may_sign("particular")) == (True, False)
    assert (kin.may_sign("registration"), kin.may_sign("particular")) == (True, False)
    council = FamilyLink.objects.get(ground="interim_care_order")
    assert council.may_sign("particular")
    assert council.child.flags.standing().get().social_worker.name == council.parent.name
    assert FamilyLink.objects.get(ground="step_parent").evidence.startswith("Agreement")


def test_a_court_order_limits_what_one_parent_may_be_told():
    assert [(flag.about_parent.name, flag.limits) for flag in Flag.objects.limiting()] == [
        ("Emre Demir", "what they may be told")
    ]


def test_consents_are_given_refused_and_withdrawn():
    said = set(ConsentStatement.objects.values_list("statement", flat=True))
    assert said == {"given", "refused", "withdrawn"}


def test_every_flag_occurs_and_each_plan_names_its_social_worker():
    assert set(Flag.objects.values_list("kind", flat=True)) == set(Flag.Kind)
    plans = Flag.objects.filter(kind__in=["child_protection", "in_need", "looked_after"])
    assert not plans.filter(social_worker__isnull=True).exists()


def test_one_child_is_not_registered_yet():
    assert [child.name for child in Child.objects.unregistered()] == ["Esme Gallagher"]


def test_an_excluded_person_cannot_find_the_child():
    practitioner = User.objects.get(email="practitioner@example.org")
    assert not Child.objects.findable_by(practitioner).filter(given_names="Dev").exists()


def test_a_restricted_record_is_listed_for_the_lead_and_whom_she_named_and_can_still_be_reported_about():
    theo = Child.objects.get(given_names="Theo")
    people = {member.key: User.objects.get(email=member.email) for member in MEMBERS}
    listed = {key for key, person in people.items() if theo in Child.objects.listed_for(person)}
    assert listed == {"lead", "manager"}
    assert theo in Child.objects.findable_by(people["practitioner"])


def test_signatures_are_drawn_and_typed():
    assert set(Signature.objects.values_list("how", flat=True)) == {"drawn", "typed"}


def test_a_drawn_signature_is_one_that_the_pad_could_have_sent():
    strokes = pen.sign("Róisín O'Connell-Brown")
    assert drawing.parse(json.dumps(strokes)) == strokes


def test_the_referral_to_social_care_has_a_protocol_and_a_number_out_of_hours():
    agency = Agency.objects.get(name=SOCIAL_CARE)
    assert agency.routes.in_use().filter(out_of_hours=True).exists()
    assert [protocol.in_force.steps.count() for protocol in Protocol.objects.in_force_for(agency)] == [6]


def test_agencies_of_many_kinds_with_hours_and_one_unchecked_for_a_year():
    assert len(set(Agency.objects.values_list("kind", flat=True))) == 18
    assert not Agency.objects.filter(hours="").exists()
    assert [agency.name for agency in Agency.objects.unchecked(timezone.localdate())] == [HARBOUR]


def test_the_four_policies_and_the_laws_are_there():
    overdue = [version.policy for version in PolicyVersion.objects.each_in_force() if version.is_overdue()]
    assert len(PolicyVersion.objects.each_in_force()) == 4
    assert overdue == ["information_sharing"]
    assert Law.objects.lawful_bases().exists()


def test_everything_happened_before_now_and_in_the_order_of_the_log():
    times = list(Entry.objects.order_by("id").values_list("timestamp", flat=True))
    assert times == sorted(times)
    assert times[-1] < timezone.now()


def test_every_entry_but_those_of_the_first_day_names_who_did_it():
    nameless = Entry.objects.filter(actor__isnull=True)
    first_day = Entry.objects.earliest("id").timestamp.date()
    assert {entry.timestamp.date() for entry in nameless} == {first_day}


def test_the_log_verifies(capsys):
    call_command("verify_audit")


def test_loading_again_changes_nothing(data_dir, monkeypatch):
    monkeypatch.setattr(set_up, "make_tables", lambda: None)
    before = Entry.objects.count()
    call_command("quickstart", "--no-serve")
    assert (Entry.objects.count(), Child.objects.count()) == (before, 30)


def test_a_real_setting_is_refused_where_the_demonstration_is(data_dir):
    with pytest.raises(CommandError, match="holds demonstration data, and stays as it is"):
        call_command("quickstart", "--empty", "--no-serve")


def test_a_doubt_was_settled_by_advice_that_named_nobody():
    advice = Advice.objects.get()
    assert (advice.whom, advice.says_who, advice.found) == ("helpline", False, [])
    assert advice.resolved.get().answer == "not_yet_sought"


def test_concerns_are_unread_decided_on_and_closed_and_two_are_about_adults():
    seen = Concern.objects.with_state_facts()
    states = [(concern.was_read, concern.was_decided_on, concern.was_closed) for concern in seen.order_by("id")]
    assert states == [(True, True, False), (True, False, True), (False, False, False)]
    assert body_map.parse(json.dumps(Concern.objects.unread().get().body_map))
    low, allegation = AdultConcern.objects.with_state_facts().order_by("id")
    assert (low.nature, allegation.nature) == ("low_level", "allegation")
    assert [deadline.done for deadline in deadlines_of(allegation)] == ["Told", ""]

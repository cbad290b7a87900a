"""Consent meets decision (policy 2.4): what is on file proposes the answer, nobody is asked for what would be
overridden, and a consent that is gone stops what rests on it and nothing else."""

import hashlib
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from consent.models import DisputeResolution, FamilyLink
from sharing.actions.back_up import back
from sharing.actions.decide_again import decide_again
from sharing.actions.disclose import disclose
from sharing.actions.fitting_consent import TellInstead
from sharing.actions.given import TOLD_INSTEAD
from sharing.actions.refer import refer
from sharing.models import Answer, Decision, Disclosure
from sharing.presenters import present
from sharing.rests_on import now_against
from sharing.waiting.groups import waiting_for
from tests.factories import (
    AgencyFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    PolicyVersionFactory,
    UserFactory,
    decisions,
)
from tests.factories import back_up as factory
from tests.refusals import refused
from tests.sharing import drafts
from tests.sharing.drafts import answer, draft
from tests.sharing.test_wizard_pages import get, post, signed_in, url, words

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4 her speech"


def at_question_4():
    return draft(*drafts.TO_CONSENT)


def says(decision: Decision, statement: str, **facts):
    """A parent of this decision's child refuses or withdraws, naming nobody."""
    taken_back = {"reason": "She said so", "scope": "", "review_on": None}
    return ConsentStatementFactory(child=decision.child, statement=statement, **taken_back | facts)


def wrong(statement):
    """A manager notes that this was recorded wrongly."""
    facts = {"child": statement.child, "parent": statement.parent, "purpose": statement.purpose}
    noted = {"statement": "invalidated", "about": statement, "reason": "Another child's form", "review_on": None}
    return ConsentStatementFactory(**facts, **noted)


def shared(decision: Decision, **facts) -> Disclosure:
    whole = {"what": "How she speaks", "shared_at": timezone.now(), "route": "telephone", "to_whom": "Jo Bell"}
    reasons = decisions.reasons_for(decision, route="telephone", used="")
    return disclose(by=decision.started_by, decision=decision, reasons=reasons, **whole | facts)


def now(decision: Decision) -> Decision:
    return Decision.objects.for_presenting().get(pk=decision.pk)


# --- The answer is proposed, and whoever answers otherwise says why -------------------------------------------------
def test_question_4_lists_what_is_on_file_with_the_answer_and_its_reason():
    decision = at_question_4()
    drafts.consent_for(decision.child, decision.agency)
    drafts.consent_for(decision.child, AgencyFactory(name="Elsewhere"), purpose="development_summaries")
    page = words(get(decision, "question", 4))
    assert "Yes: Given by" in page
    assert "No: It was given for Elsewhere" in page
    assert "the answer is <strong>“Yes, consent is in force”</strong>" in page


@pytest.mark.parametrize("state", ["refused", "withdrawn", "parents_disagree"])
def test_what_nobody_recorded_takes_a_reason(state):
    with refused("By what is on file, the answer is “No, we have not asked yet”. Why", "reason"):
        answer(at_question_4(), 4, state, at_risk=False, reason=" ")


def test_where_no_consent_covers_this_the_answer_itself_is_at_fault():
    decision = at_question_4()
    page = post(decision, "question", 4, answer="in_force", at_risk="no")
    assert list(page.context["form"].errors) == ["answer"]
    assert "No consent on file covers this sharing, so consent is not in force" in words(page)
    assert 'name="expected"' not in words(page)


def test_what_is_on_file_is_answered_otherwise_only_with_a_reason():
    decision = at_question_4()
    drafts.consent_for(decision.child, decision.agency)
    with refused("the answer is “Yes, consent is in force”. Why", "reason"):
        answer(decision, 4, "refused", at_risk=False, reason="")
    assert "Why do you answer otherwise?" in words(get(decision, "question", 4))
    decision = answer(decision, 4, "refused", at_risk=False, reason="She told Jo no at the door today")
    assert decision.path.next == 5


def test_a_manager_s_judgement_between_parents_is_shown():
    decision = at_question_4()
    consent = drafts.consent_for(decision.child, decision.agency)
    no = says(decision, "refused")
    DisputeResolution.objects.create(
        child=decision.child,
        purpose=consent.purpose,
        relies_on=consent,
        last_word=no,
        reasons="Her mother has the care of her",
        recorded_by=UserFactory(roles=["manager"]),
    )
    page = words(get(decision, "question", 4))
    assert "Her mother has the care of her" in page
    assert "Covers this" in page


# --- Before anybody is asked ----------------------------------------------------------------------------------------
def test_whether_a_no_would_change_anything_is_said_before_anybody_is_asked():
    with refused("share anyway", "share_anyway"):
        answer(at_question_4(), 4, "not_yet_sought", at_risk=False)
    with pytest.raises(TellInstead):
        answer(at_question_4(), 4, "not_yet_sought", at_risk=False, share_anyway=True)


def test_where_a_no_counts_consent_is_asked_for_first():
    decision = answer(at_question_4(), 4, "not_yet_sought", at_risk=False, share_anyway=False)
    assert (decision.path.hold, decision.answers.get(question=4).share_anyway) == ("seek_consent", False)
    assert reverse("consent:statement-new", args=[decision.child.reference]) in words(get(decision, "question", 4))


def test_telling_instead_of_asking_takes_one_press_and_keeps_what_was_typed():
    decision = at_question_4()
    typed = {"at_risk": "no", "answer": "not_yet_sought", "share_anyway": "yes", "reason": "Jo sees her at 5"}
    page = words(post(decision, "question", 4, **typed))
    assert "Then do not ask: tell them instead" in page
    assert "Jo sees her at 5" in page
    assert not decision.answers.filter(question=4).exists()
    assert post(decision, "question", 4, **typed, instead="yes").url == url(decision, "question", 5)
    row = decision.answers.get(question=4)
    assert (row.answer, row.share_anyway, row.reason) == ("not_sought", True, f"{TOLD_INSTEAD}\nJo sees her at 5")


def test_that_they_would_share_anyway_stands_with_the_answer():
    decision = answer(at_question_4(), 4, "not_sought", at_risk=False, share_anyway=True, reason="")
    for page in (("check",), ("decision",)):
        assert "If they refused, would we share anyway?" in words(get(decision, *page))


def test_another_answer_keeps_nothing_of_it():
    assert answer(at_question_4(), 4, "refused", at_risk=False, share_anyway=True).answers.get(question=4).reason
    assert not Answer.objects.filter(share_anyway__isnull=False).exists()


def test_the_answer_of_a_parent_ends_the_hold():
    decision = answer(at_question_4(), 4, "not_yet_sought", at_risk=False, share_anyway=False)
    drafts.consent_for(decision.child, decision.agency)
    page = words(get(decision, "question", 4))
    assert "There is an answer on file now" in page
    assert "Proposed, by what is on file. Given for this recipient" in page


# --- A consent that is gone stops what rests on it ------------------------------------------------------------------
def taken_back(decision):
    decisions.take_back(decision)


def refused_since(decision):
    says(decision, "refused", parent=decisions.consent_of(decision).parent)


def noted_wrong(decision):
    wrong(decisions.consent_of(decision))


def refused_by_the_other(decision):
    says(decision, "refused", parent=FamilyLinkFactory(child=decision.child, relationship="Father").parent)


def responsible_no_more(decision):
    link = FamilyLink.objects.get(child=decision.child, parent=decisions.consent_of(decision).parent)
    link.until = timezone.localdate() - timedelta(days=1)
    link.save()


GONE = {
    "withdrawn": (taken_back, "withdrew their consent"),
    "refused since": (refused_since, "refused on"),
    "recorded wrongly": (noted_wrong, "Recorded wrongly"),
    "the parents disagree": (refused_by_the_other, "The parents disagree"),
    "responsibility ended": (responsible_no_more, "does not have parental responsibility"),
}


@pytest.mark.parametrize(("happens", "why"), GONE.values(), ids=GONE)
def test_a_consent_that_is_gone_stops_the_disclosure_and_says_why(happens, why):
    decision = decisions.to_disclose()
    happens(decision)
    with refused(f"{why}.*decide again"):
        shared(decision)
    assert now(decision).state == Decision.State.STOPPED


def test_a_consent_that_ran_out_stops_it_too():
    decision = decisions.to_disclose()
    day = decisions.consent_of(decision).review_on
    assert "to be looked at again" in now_against(decision, on=day)
    assert not now_against(decision, on=day - timedelta(days=1))


def test_a_spoken_consent_that_was_never_confirmed_stops_it_too():
    spoken = {"how": "spoken", "signature": None, "confirm_by": timezone.localdate()}
    decision = decisions.to_disclose(consent_is=spoken)
    assert now(decision).state == Decision.State.TO_DISCLOSE
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert "never confirmed in writing" in now_against(decision)
        assert now(decision).state == Decision.State.STOPPED


def test_a_withdrawal_that_was_recorded_wrongly_stops_nothing():
    decision = decisions.to_disclose()
    wrong(decisions.take_back(decision))
    assert now(decision).state == Decision.State.TO_DISCLOSE
    assert shared(decision)


def test_what_went_out_on_an_earlier_day_is_recorded_as_it_was():
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        decision = decisions.to_disclose()
    decisions.take_back(decision)
    assert shared(decision, shared_at=timezone.now() - timedelta(days=1))
    with refused("withdrew"):
        shared(decision)


@pytest.mark.parametrize("happens", [taken_back, refused_since, noted_wrong])
def test_the_database_refuses_the_row(happens):
    decision = decisions.to_disclose()
    happens(decision)
    with pytest.raises(IntegrityError, match="rests on a consent"), transaction.atomic():
        decisions.disclose(decision)
    assert not Disclosure.objects.exists()


def test_the_database_takes_what_went_out_before_the_withdrawal():
    decision = decisions.to_disclose()
    decisions.take_back(decision)
    assert decisions.disclose(decision, shared_at=timezone.now() - timedelta(days=2))


def test_the_database_takes_it_where_the_withdrawal_was_recorded_wrongly_or_was_about_another_matter():
    decision = decisions.to_disclose()
    wrong(decisions.take_back(decision))
    says(decision, "refused", parent=decisions.consent_of(decision).parent, purpose="development_summaries")
    assert decisions.disclose(decision)


# --- And touches nothing that rests on safeguarding -----------------------------------------------------------------
@pytest.mark.parametrize("answered", [decisions.answered_in_public_interest, decisions.answered_by_duty])
def test_sharing_in_the_public_interest_or_on_a_duty_is_never_stopped(answered):
    decision = answered()
    consent = drafts.consent_for(decision.child, decision.agency)
    decision = decisions.back(decisions.send(decisions.decide_to_share(decision)))
    says(decision, "withdrawn", parent=consent.parent, about=consent)
    assert now_against(decision) == ""
    assert shared(decision)


def test_a_referral_is_never_stopped_whatever_its_draft_had_rested_on():
    PolicyVersionFactory()
    decision = factory.whole()
    decisions.take_back(decision)
    told = {"family_told": False, "family_not_told": "unsafe", "family_not_told_why": "He would harm her"}
    said = {"what": "Bruises on both arms", "why": "She is afraid to go home", "tried": "The manager"}
    referred = refer(
        by=decision.holder, child=decision.child, draft=decision, agency=decision.agency, to_whom="Duty", **said, **told
    )
    assert referred.disclosures.exists()
    assert now_against(referred) == ""
    assert decisions.disclose(referred)


# --- The pages ------------------------------------------------------------------------------------------------------
def filled(decision, **more) -> dict:
    return {
        "items": [item.pk for item in decision.items.included()],
        "what": "How O'Hara speaks",
        "to_whom": "Jo Bell",
        "route": "telephone",
        "shared_at": f"{timezone.localtime():%d/%m/%Y %H:%M}",
        "shared_by": decision.started_by.pk,
        **more,
    }


def test_withdrawn_while_the_form_is_open_nothing_is_recorded_and_nothing_is_lost():
    decision = decisions.to_disclose()
    page, client = url(decision, "disclosure-new"), signed_in(decision.started_by)
    assert "cannot be relied on" not in words(client.get(page))
    decisions.take_back(decision)
    response = client.post(page, filled(decision))
    assert response.status_code == 422
    assert "withdrew their consent" in words(response)
    assert response.context["form"]["what"].value() == "How O'Hara speaks"
    assert not Disclosure.objects.exists()


def test_a_stopped_decision_says_since_when_and_offers_to_decide_again():
    decision = decisions.stopped()
    page = words(get(decision, "decision", by=decision.started_by))
    day = f"{timezone.localdate():%-d %B %Y}"
    assert f"Consent withdrawn on {day}: not disclosed." in page
    assert reverse("sharing:again", args=[decision.reference]) in page
    assert "Record a disclosure" not in page


def test_a_backer_cannot_back_it_and_is_told_to_return_it():
    decision, manager = factory.sent(), UserFactory(roles=["manager"])
    decisions.take_back(decision)
    with refused("Return it. Missing: a consent that can be relied on"):
        back(by=manager, decision=decision, version=decision.version, no_conflict=True)
    assert "Return it, so that question 4 is answered again" in words(get(decision, "back-up", by=manager))
    assert "its makers answer question 4 again" in words(get(decision, "decision"))


def test_a_draft_whose_consent_is_gone_opens_at_question_4_and_says_what_changed():
    decision = drafts.whole()
    decisions.take_back(decision)
    assert get(decision, "continue").url == url(decision, "question", 4)
    page = get(decision, "question", 4)
    assert "Answer this question again" in words(page)
    assert not page.context["form"]["answer"].value()
    for other in (("outcome",), ("check",)):
        assert "Answer question 4 again" in words(get(decision, *other))


def test_answered_again_the_draft_goes_on_at_question_5():
    decision = drafts.whole()
    decisions.take_back(decision)
    decision = answer(decision, 4, "withdrawn", at_risk=False, reason="She changed her mind", confirmed=True)
    assert get(decision, "continue").url == url(decision, "question", 5)


# --- Deciding again -------------------------------------------------------------------------------------------------
def again(decision: Decision, by=None, **facts) -> Decision:
    return decide_again(by=by or decision.started_by, decision=decision, **facts)


def test_deciding_again_takes_over_what_it_was_about_and_opens_at_question_5():
    first = decisions.stopped()
    second = again(first)
    assert (second.decides_again, second.child, second.agency) == (first, first.child, first.agency)
    assert (second.information, second.purpose) == (first.information, first.purpose)
    assert [row.reason for row in second.answers.filter(question__lt=4)] == ["Because of what we know"] * 3
    assert (second.answers.get(question=4).answer, second.path.next, second.outcome) == ("withdrawn", 5, None)
    assert "withdrew their consent" in second.answers.get(question=4).reason


def test_it_answers_question_4_by_what_is_on_file():
    disagreed, ran_out = decisions.to_disclose(), decisions.to_disclose()
    refused_by_the_other(disagreed)
    assert again(disagreed).answers.get(question=4).answer == "parents_disagree"
    noted_wrong(ran_out)
    assert again(ran_out).path.next == 4


def test_items_are_copied_with_their_files():
    draft_ = decisions.answered_with_consent()
    draft_.items.create(
        attachment=ContentFile(PDF, name="a1b2.pdf"),
        attachment_name="Report.pdf",
        attachment_sha256=hashlib.sha256(PDF).hexdigest(),
        nature="fact",
        source="own",
        about="child",
        included=True,
    )
    first = decisions.back(decisions.send(decisions.decide_to_share(draft_)))
    decisions.take_back(first)
    second = again(first)
    was, copy = (each.items.exclude(attachment="").get() for each in (first, second))
    assert (copy.attachment.read(), copy.attachment_sha256) == (PDF, was.attachment_sha256)
    assert copy.attachment.name != was.attachment.name
    assert list(second.items.values_list("text", flat=True)) == list(first.items.values_list("text", flat=True))


def test_a_file_that_was_altered_is_not_copied():
    first = decisions.stopped()
    second = decisions.answered_with_consent(child=first.child)
    item = second.items.create(
        attachment=ContentFile(PDF, name="a.pdf"),
        attachment_name="Report.pdf",
        attachment_sha256="0" * 64,
        nature="fact",
        source="own",
        about="child",
        included=True,
    )
    altered = decisions.back(decisions.send(decisions.decide_to_share(second)))
    decisions.take_back(altered)
    with refused("not what was stored"):
        again(altered)
    assert item.attachment_name


def test_both_say_where_the_other_is():
    first = decisions.stopped()
    second = again(first)
    said = {fact.key: fact.value for fact in present(now(first)).facts}
    assert said["Decided again in"] == second.reference
    assert f"not disclosed. Decided again in {second.reference}." in said["Not disclosed"]
    assert {fact.key: fact.value for fact in present(now(second)).facts}["Decides again"] == first.reference
    file = words(signed_in(first.started_by).get(first.child.get_absolute_url()))
    assert f"not disclosed. Decided again in {second.reference}." in file


def test_it_is_decided_again_once_unless_that_was_abandoned():
    first = decisions.stopped()
    second = again(first)
    with refused(f"already, in {second.reference}"):
        again(first, by=UserFactory(roles=["lead"]))
    second.abandoned_at, second.abandoned_by, second.abandoned_why = timezone.now(), first.started_by, "Enough"
    second.save()
    assert again(first)


def test_a_double_click_decides_again_once():
    first, key = decisions.stopped(), "6f1f0f6a-8e2f-4f0e-9a51-0d1c0b6c7e21"
    client, page = signed_in(first.started_by), reverse("sharing:again", args=[first.reference])
    one, two = (client.post(page, {"key": key}) for _ in range(2))
    assert one.url == two.url
    assert first.decided_again.count() == 1


def test_a_decision_that_stands_is_not_decided_again_and_a_stranger_finds_none():
    with refused("nothing to decide again"):
        again(decisions.to_disclose())
    with refused("cannot decide this again"):
        again(decisions.stopped(), by=UserFactory(roles=["practitioner"]))


def test_new_facts_reopen_what_was_not_shared_with_every_question():
    first, lead = decisions.not_shared(), UserFactory(roles=["lead"])
    assert "Decide again: there are new facts" in words(get(first, "decision", by=lead))
    new = {"facts": "He starts at the clinic", "brought_by": "Jo Bell", "brought_on": timezone.localdate()}
    second = again(first, by=lead, **new)
    assert (second.path.next, second.answers.count(), second.purpose) == (1, 0, first.purpose)
    assert "there are new facts" not in words(get(first, "decision", by=lead))


def test_the_database_takes_only_a_recorded_decision_about_the_same_child():
    for other in (decisions.stopped(), draft()):
        with pytest.raises(IntegrityError, match="decided again"), transaction.atomic():
            drafts.DecisionFactory(decides_again=other)


# --- The home page, and lists ---------------------------------------------------------------------------------------
def rows(user) -> dict[str, list]:
    return {group.title: list(group.tasks) for group in waiting_for(user)}


def test_it_stands_out_for_makers_and_managers_until_it_is_decided_again():
    decision, stands = decisions.stopped(), decisions.to_disclose()
    for reader in (decision.started_by, UserFactory(roles=["manager"])):
        (row,) = rows(reader)["Not to be shared: the consent is gone"]
        assert (row.status, row.kind) == ("Consent withdrawn: not to be shared", "red")
        assert decision.reference not in str(rows(reader).get("Backed, and to be shared"))
    assert stands.reference in str(rows(stands.started_by)["Backed, and to be shared"])
    again(decision)
    assert "Not to be shared: the consent is gone" not in rows(decision.started_by)


def test_the_list_finds_what_was_stopped():
    decision, _ = decisions.stopped(), decisions.to_disclose()
    shown = signed_in(UserFactory(roles=["lead"])).get("/decisions/", {"state": "stopped"}).context["rows"]
    assert [row[0]["text"] for row in shown] == [decision.reference]


@pytest.mark.parametrize("happens", [*(each for each, _ in GONE.values()), lambda decision: None])
def test_lists_and_the_judge_agree(happens):
    """What the database says of many at once, `consent.coverage` says of each."""
    decision = decisions.to_disclose()
    happens(decision)
    assert Decision.objects.stopped().exists() == bool(now_against(decision))

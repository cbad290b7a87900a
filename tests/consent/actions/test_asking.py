"""A parent is asked for consent and answers on the tablet: one signature, each answer its own (policy 2.4, 3.4)."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from consent.actions.handing_over import hand_over
from consent.actions.requests import give_up_request
from consent.actions.statements import record_consent
from consent.actions.tablet import sign
from consent.models import ConsentRequest, ConsentSignature, ConsentStatement, Handover, Signature
from consent.to_sign import LATER, NO, YES, Answer, Question, to_sign
from neston_sharing.foundation.actions import Refusal
from tests.consent.families import ALL_FOUR, DRAWING, NEXT_YEAR, asked, family, spoken
from tests.factories import AgencyFactory, FamilyLinkFactory, SignatureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    """A parent with responsibility of a child whose registration is signed."""
    link = FamilyLinkFactory()
    SignatureFactory(registration__child=link.child, parent=link.parent)
    return link


def answer(link, answers: dict, **changes):
    """Hand the tablet to this parent, who answers and signs by drawing."""
    child = link.child
    handover, _ = hand_over(by=child.key_person, child=child, parent=link.parent)
    said = {Question(about).name: Answer(*given) for about, given in answers.items()}
    return sign(by=child.key_person, handover=handover, answers=said, **{"drawing": DRAWING, **changes})


def test_a_question_names_what_to_whom_and_until_when(link):
    agency = AgencyFactory()
    request = asked(
        link.child, link.parent, agencies=[agency], kinds=["speech_therapy"], valid_until=dt.date(2027, 9, 1)
    )
    assert [str(each) for each in request.named] == [str(agency), "Speech and language therapy"]
    facts = dict(Question(request).facts)
    assert facts["What"] == "How she speaks"
    assert facts["Until when"] == "1 September 2027. We look at it again on 1 October 2027"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scope": " "}, "scope"),
        ({"kinds": []}, "agencies"),
        ({"review_on": dt.date(2020, 1, 1)}, "review_on"),
        ({"valid_until": dt.date(2020, 1, 1)}, "valid_until"),
        ({"purpose": "particular"}, "purpose_detail"),
    ],
)
def test_a_question_that_could_not_be_answered_is_not_asked(link, changes, field):
    with pytest.raises(Refusal) as refused:
        asked(link.child, link.parent, **changes)
    assert refused.value.field == field


def test_who_cannot_consent_is_not_asked():
    kin = FamilyLinkFactory(has_responsibility=False, carer="kinship_carer")
    with pytest.raises(Refusal, match="parental responsibility"):
        asked(kin.child, kin.parent)


def test_a_parent_is_not_asked_the_same_twice(link):
    asked(link.child, link.parent)
    with pytest.raises(Refusal, match="asked this already"):
        asked(link.child, link.parent)
    assert asked(link.child, link.parent, purpose="development_summaries")


def test_a_question_is_given_up_once_with_a_reason(link):
    request = asked(link.child, link.parent)
    with pytest.raises(Refusal, match="Say why"):
        give_up_request(by=link.child.key_person, request=request, why=" ")
    give_up_request(by=link.child.key_person, request=request, why="Not needed")
    assert not ConsentRequest.objects.open().exists()
    with pytest.raises(Refusal, match="closed already"):
        give_up_request(by=link.child.key_person, request=request, why="Not needed")


def test_a_question_is_not_given_up_under_the_parents_eyes(link):
    request = asked(link.child, link.parent)
    hand_over(by=link.child.key_person, child=link.child, parent=link.parent)
    with pytest.raises(Refusal, match="has the tablet"):
        give_up_request(by=link.child.key_person, request=request, why="Not needed")


def test_one_signature_stands_under_several_answers_and_closes_their_questions(link):
    needs = asked(link.child, link.parent)
    school = asked(link.child, link.parent, purpose="development_summaries", kinds=["school"])
    signature = answer(link, {needs: (YES, "not my mother's GP"), school: (NO,)})
    given, refused = ConsentStatement.objects.order_by("pk")
    assert (given.statement, given.exceptions, given.scope) == ("given", "not my mother's GP", "How she speaks")
    assert (refused.statement, refused.purpose) == ("refused", "development_summaries")
    assert {given.signature, refused.signature} == {signature}
    assert (given.how, given.wording_version) == ("screen", "2026-11")
    needs.refresh_from_db()
    assert (needs.answer, needs.is_open) == (given, False)


def test_ask_me_later_leaves_the_question_open(link):
    needs, school = asked(link.child, link.parent), asked(link.child, link.parent, purpose="development_summaries")
    answer(link, {needs: (LATER,), school: (NO,)})
    assert list(ConsentRequest.objects.open()) == [needs]
    assert ConsentStatement.objects.count() == 1


def test_a_signature_under_no_answer_is_none(link):
    request = asked(link.child, link.parent)
    with pytest.raises(Refusal, match="Answer one"):
        answer(link, {request: (LATER,)})
    assert not ConsentSignature.objects.exists()
    assert Handover.objects.live().exists()


def test_saying_no_to_everything_does_not_stop_the_registration():
    registration, parent = family()
    request = asked(registration.child, parent)
    answer(registration.child.links.get(), {request: (NO,)}, acknowledged=ALL_FOUR)
    assert Signature.objects.get().registration == registration
    assert ConsentStatement.objects.get().statement == "refused"


def test_a_missing_box_of_the_registration_records_no_answer_either():
    registration, parent = family()
    request = asked(registration.child, parent)
    with pytest.raises(Refusal, match="all four"):
        answer(registration.child.links.get(), {request: (YES,)}, acknowledged=ALL_FOUR[:3])
    assert not ConsentStatement.objects.exists()
    assert ConsentRequest.objects.open().exists()


def test_what_was_shown_is_kept_with_what_was_answered():
    registration, parent = family()
    request = asked(registration.child, parent)
    answer(registration.child.links.get(), {request: (YES, "not the GP")}, acknowledged=ALL_FOUR)
    kept = ConsentSignature.objects.get().shown
    assert kept == Signature.objects.get().wording
    question = next(section for section in kept if section["heading"] == "Sharing about extra help for your child")
    assert question["paragraphs"][:2] == ["What: How she speaks", "Who we may tell: Speech and language therapy"]
    assert question["points"] == ["I answered: Yes, I agree", "Do not tell: not the GP"]
    assert any("You can say no" in point for section in kept for point in section["points"])


def test_what_two_consents_have_in_common_is_read_once_after_both(link):
    asked(link.child, link.parent)
    asked(link.child, link.parent, purpose="development_summaries")
    headings = [section.heading for section in to_sign(link.child, link.parent).consent_words]
    assert headings[-1] == "If you say yes, and if you say no"
    assert len(headings) == len(set(headings)) == 3


def test_only_what_waited_at_the_handing_over_is_signed(link):
    early = asked(link.child, link.parent)
    handover, _ = hand_over(by=link.child.key_person, child=link.child, parent=link.parent)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)):
        late = asked(link.child, link.parent, purpose="development_summaries")
        both = {Question(each).name: Answer(YES) for each in (early, late)}
        sign(by=link.child.key_person, handover=handover, answers=both, typed_name="S")
    assert list(ConsentRequest.objects.open()) == [late]


def test_a_question_to_the_other_parent_is_not_on_the_tablet(link):
    other = FamilyLinkFactory(child=link.child)
    theirs, mine = asked(link.child, other.parent), asked(link.child, link.parent)
    answer(link, {theirs: (YES,), mine: (NO,)})
    assert list(ConsentRequest.objects.open()) == [theirs]


def test_a_question_whose_dates_have_passed_is_not_on_the_tablet(link):
    asked(link.child, link.parent, review_on=timezone.localdate() + dt.timedelta(days=3))
    with time_machine.travel(timezone.now() + dt.timedelta(days=3)), pytest.raises(Refusal, match="Nothing waits"):
        hand_over(by=link.child.key_person, child=link.child, parent=link.parent)


def test_a_kinship_carer_signs_the_registration_and_is_asked_no_consent():
    registration, _ = family()
    kin = FamilyLinkFactory(child=registration.child, has_responsibility=False, carer="kinship_carer")
    handover, _ = hand_over(by=registration.started_by, child=registration.child, parent=kin.parent)
    assert sign(by=registration.started_by, handover=handover, acknowledged=ALL_FOUR, typed_name="Gran")


def test_who_lost_responsibility_meanwhile_answers_nothing(link):
    request = asked(link.child, link.parent)
    handover, _ = hand_over(by=link.child.key_person, child=link.child, parent=link.parent)
    link.until = timezone.localdate() - dt.timedelta(days=1)
    link.save()
    with pytest.raises(Refusal, match="nothing left to sign"):
        sign(
            by=link.child.key_person,
            handover=handover,
            answers={Question(request).name: Answer(YES)},
            typed_name="S",
        )


def test_words_on_the_telephone_are_confirmed_under_the_same_signature(link):
    word = spoken(link.child, link.parent)
    signature = answer(link, {word: (YES,)})
    assert word.confirmation.signature == signature
    assert not ConsentStatement.objects.to_confirm(NEXT_YEAR).exists()
    assert "I answered: Yes, that is right" in signature.shown[-1]["points"]


def test_who_says_that_it_is_not_right_refuses(link):
    word = spoken(link.child, link.parent)
    answer(link, {word: (NO,)})
    assert ConsentStatement.objects.last_word_on(word).statement == "refused"
    assert not hasattr(ConsentStatement.objects.get(pk=word.pk), "confirmation")
    assert not ConsentStatement.objects.to_confirm(NEXT_YEAR).exists()


def test_what_is_confirmed_and_asked_about_one_matter_is_recorded_in_that_order(link):
    word = spoken(link.child, link.parent)
    request = asked(link.child, link.parent, scope="How she hears")
    answer(link, {request: (YES,), word: (YES,)})
    assert word.confirmation
    assert ConsentStatement.objects.last_word_on(word).scope == "How she hears"


def test_what_was_withdrawn_since_waits_for_no_confirmation(link):
    word = spoken(link.child, link.parent)
    record_consent(
        **{"by": link.child.key_person, "child": link.child, "parent": link.parent, "purpose": word.purpose},
        **{"statement": "refused", "how": "spoken", "stated_on": timezone.localdate()},
    )
    assert word not in ConsentStatement.objects.to_confirm(NEXT_YEAR)

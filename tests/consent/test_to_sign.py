"""Whoever was entered twice is asked once, for everything, and what they answer is recorded."""

import pytest

from consent.actions.handing_over import hand_over
from consent.actions.merging import merge_children, merge_parents
from consent.actions.registration import explain_registration
from consent.actions.tablet import sign
from consent.models import Child, ConsentRequest, ConsentStatement, Parent
from consent.presenters.to_sign import signers
from consent.reading import AIM, reading_age
from consent.to_sign import YES, Answer, each_to_sign, to_sign
from tests.consent.families import ALL_FOUR, asked, spoken
from tests.factories import ChildFactory, FamilyLinkFactory, PolicyVersionFactory, RegistrationFactory, UserFactory

WORDS_A_MINUTE = 240  # what grown-ups read of plain English, silently

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


def again(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def child(manager):
    """A child entered twice, each row with an open registration: the row that is kept, and the other in `merged`."""
    rows = [RegistrationFactory().child for _ in range(2)]
    mothers = [FamilyLinkFactory(child=row).parent for row in rows]
    rows[0].mother = mothers[0]
    for row, mother in zip(rows, mothers, strict=True):
        asked(row, mother, scope=f"Row {row.pk}")
    merge_children(by=manager, kept=rows[0], merged=rows[1], reason="Same certificate")
    merge_parents(by=manager, kept=mothers[0], merged=mothers[1], reason="Same telephone")
    return again(rows[0])


def signing(child, manager):
    [(link, waiting)] = [each for each in each_to_sign(child) if each[1]]
    tablet, _ = hand_over(by=manager, child=child, parent=link.parent.one)
    answers = {each.name: Answer(YES) for each in waiting.questions}
    return sign(by=manager, handover=tablet, answers=answers, typed_name="S", acknowledged=ALL_FOUR)


def test_a_parent_entered_twice_stands_once_among_those_who_sign(child):
    assert len(signers(child).all) == 1
    assert len(Parent.objects.all()) == 2


def test_the_same_question_that_was_prepared_twice_is_asked_once_in_the_newer_words(child):
    [(_, waiting)] = each_to_sign(child)
    assert [each.about.scope for each in waiting.questions] == [ConsentRequest.objects.last().scope]


def test_different_questions_of_both_rows_are_all_asked(child):
    merged = Child.objects.get(merged_into=child)
    asked(merged, Parent.objects.get(merged_into__isnull=False), purpose="development_summaries")
    [(_, waiting)] = each_to_sign(child)
    assert len(waiting.questions) == 2


def test_the_answers_are_recorded_and_nothing_is_asked_again(child, manager):
    signing(child, manager)
    assert ConsentStatement.objects.get().child.one_id == child.pk
    assert not any(waiting for _, waiting in each_to_sign(child))
    assert not ConsentRequest.objects.open().exists()
    assert {bool(request.answer) for request in ConsentRequest.objects.all()} == {True, False}


def test_a_word_spoken_at_the_other_row_is_confirmed_once_by_one_signature(manager):
    rows = [FamilyLinkFactory() for _ in range(2)]
    word = spoken(rows[1].child, rows[1].parent)
    merge_children(by=manager, kept=rows[0].child, merged=rows[1].child, reason="Same certificate")
    merge_parents(by=manager, kept=rows[0].parent, merged=rows[1].parent, reason="Same telephone")
    signing(again(rows[0].child), manager)
    assert again(word).confirmation.signature.child == rows[0].child
    assert not any(waiting for _, waiting in each_to_sign(again(rows[0].child)))


def test_whoever_may_sign_by_one_of_their_rows_is_not_lost_by_the_other(manager):
    child = RegistrationFactory().child
    kept = FamilyLinkFactory(child=child, has_responsibility=False)
    merged = FamilyLinkFactory(child=child)
    merge_parents(by=manager, kept=kept.parent, merged=merged.parent, reason="Same telephone")
    assert to_sign(child, again(kept.parent)).registration
    assert [each.entitlement.kind for each in signers(child).ready] == ["green"]
    assert signing(child, manager).registration.child == child


def test_the_registration_begun_last_is_the_one_that_is_signed_and_then_none_waits(child, manager):
    signed = signing(child, manager).registration
    assert signed == child.registrations.newest_first().first()
    assert child.registrations.to_sign() is None


def test_a_correction_after_that_is_the_one_that_waits(child, manager):
    signing(child, manager)
    explained = {"explained_how": "spoken", "explained_by": manager, "explained_on": child.starts_on}
    begun = explain_registration(by=manager, child=child, policies=[PolicyVersionFactory()], **explained)
    assert child.registrations.newest_first().first() == begun
    assert to_sign(child, child.links.first().parent.one).registration == begun


def shown(child, parent) -> list[str]:
    """Every line that stands before a parent on the tablet."""
    sections = to_sign(child, parent).as_shown({})
    return [line for each in sections for line in (each["heading"], *each["paragraphs"], *each["points"])]


def test_all_that_stands_before_a_parent_is_in_plain_words():
    link = FamilyLinkFactory(child=RegistrationFactory().child)
    for purpose, kind in (("additional_needs", "speech_therapy"), ("development_summaries", "school")):
        asked(link.child, link.parent, purpose=purpose, kinds=[kind])
    lines = shown(link.child, link.parent)
    assert reading_age("\n".join(lines)) <= AIM
    assert "Telling the next school or nursery how your child is doing" in lines


def test_the_registration_is_read_in_two_minutes():
    link = FamilyLinkFactory(child=RegistrationFactory().child)
    words = " ".join(shown(link.child, link.parent)).split()
    assert 200 < len(words) < 2 * WORDS_A_MINUTE


def test_two_children_of_one_parent_stay_two():
    link = FamilyLinkFactory(child=RegistrationFactory().child)
    other = FamilyLinkFactory(child=ChildFactory(), parent=link.parent).child
    assert [bool(waiting) for _, waiting in each_to_sign(other)] == [False]
    assert [bool(waiting) for _, waiting in each_to_sign(link.child)] == [True]

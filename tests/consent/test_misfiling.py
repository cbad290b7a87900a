"""What a parent said, recorded under the wrong child, is recorded for the right one with a trace in both (2.7)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from consent.actions.exclusions import exclude
from consent.actions.handing_over import hand_over
from consent.actions.merging import merge_parents
from consent.actions.statements import invalidate_statement, record_consent, withdraw_consent
from consent.actions.tablet import sign
from consent.coverage import proposed_state
from consent.models import Child, ConsentStatement, FamilyLink, Misfiling, Receipt
from consent.models.signing import MOVED_AWAY
from consent.to_sign import YES, Answer, to_sign
from neston_sharing.audit.models import Entry
from tests.consent.families import spoken
from tests.consent.misfiled import (
    A_MONTH_AGO,
    PAGES,
    WHY,
    aloud,
    ask_there,
    confirmed_on_paper,
    move,
    on_paper,
    two_children,
)
from tests.factories import (
    AgencyFactory,
    ChildFactory,
    ConsentSignatureFactory,
    ConsentStatementFactory,
    FamilyLinkFactory,
    ParentFactory,
    UserFactory,
)
from tests.refusals import refused

pytestmark = pytest.mark.django_db
THE_SAME = (
    *("parent", "purpose", "purpose_detail", "statement", "scope", "how", "stated_on", "review_on", "reason"),
    *("exceptions", "conditions", "valid_until", "confirm_by", "wording_version"),
)


@pytest.fixture
def of():
    return two_children()


def recipients(word) -> list:
    return [(each.agency, each.kind, each.excluded) for each in word.recipients.all()]


# --- Carried over ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("said", [on_paper, aloud, confirmed_on_paper])
def test_an_equal_statement_stands_under_the_right_child_and_points_back(said, of):
    first = said(of)
    word = move(of, first)
    assert {name: getattr(word, name) for name in THE_SAME} == {name: getattr(first, name) for name in THE_SAME}
    assert (word.child, word.moved_from, recipients(word)) == (of.right, first, recipients(first))


def test_what_was_recorded_stays_and_does_not_count(of):
    first = on_paper(of)
    before = vars(ConsentStatement.objects.get(pk=first.pk))
    move(of, first)
    after = vars(ConsentStatement.objects.get(pk=first.pk))
    assert {**before, "_state": None} == {**after, "_state": None}
    assert proposed_state(of.wrong, AgencyFactory(kind="school")) == "not_yet_sought"
    assert proposed_state(of.right, AgencyFactory(kind="school")) == "in_force"


def test_a_paper_goes_with_its_pages_its_witness_and_its_words_in_a_file_of_its_own(of):
    first = on_paper(of)
    paper, kept = move(of, first).signature, first.signature
    for name in ("how", "signed_on", "witness", "pages", "shown", "scan_sha256"):
        assert getattr(paper, name) == getattr(kept, name)
    assert paper.scan.open().read() == PAGES.content
    assert paper.scan.name != kept.scan.name
    assert dict(paper.receipt.facts)["Child"].startswith("Right Child")


def test_pages_that_are_no_longer_those_that_were_stored_are_not_carried_over(of):
    first = on_paper(of)
    first.signature.scan.storage.delete(first.signature.scan.name)
    with refused("no longer the file"):
        move(of, first)
    assert not first.is_noted_wrong()


def test_the_paper_that_confirms_a_spoken_word_goes_with_it(of):
    word = move(of, confirmed_on_paper(of))
    assert word.confirmation.signature.pages == 2
    assert not word.is_unconfirmed(timezone.localdate())
    assert Receipt.objects.filter(child=of.right, consent_signature=word.confirmation.signature).exists()


def test_what_confirmed_a_spoken_word_on_the_screen_stays_behind(of):
    """The screen named the wrong child: the word waits to be confirmed for the right one."""
    first = aloud(of)
    tablet, _ = hand_over(by=of.manager, child=of.wrong, parent=of.mother)
    sign(by=of.manager, handover=tablet, typed_name="S", answers={f"consentstatement-{first.pk}": Answer(YES)})
    word = move(of, ConsentStatement.objects.get(pk=first.pk))
    assert word.is_unconfirmed(timezone.localdate())
    assert [each.about for each in to_sign(of.right, of.mother).questions] == [word]


def test_a_withdrawal_goes_with_what_it_takes_back(of):
    first = on_paper(of)
    withdraw_consent(by=of.manager, statement=first, reason="Changed her mind")
    word = move(of, first)
    assert proposed_state(of.right, AgencyFactory(kind="school")) == "withdrawn"
    assert proposed_state(of.wrong, AgencyFactory(kind="school")) == "not_yet_sought"
    withdrawn = word.later_words.get()
    assert (withdrawn.reason, withdrawn.moved_from.about, withdrawn.receipt.child) == (
        "Changed her mind",
        first,
        of.right,
    )


def test_a_refusal_is_carried_over_too(of):
    assert move(of, aloud(of, statement="refused", confirm_by=None)).statement == "refused"
    assert proposed_state(of.right, AgencyFactory(kind="speech_therapy")) == "refused"


def test_an_expired_one_is_carried_over_as_it_is_and_not_relied_on(of):
    past = {"stated_on": A_MONTH_AGO, "review_on": A_MONTH_AGO, "confirm_by": A_MONTH_AGO}
    word = move(of, ConsentStatementFactory(child=of.wrong, parent=of.mother, how="spoken", signature=None, **past))
    assert word.was_never_confirmed(timezone.localdate())
    assert proposed_state(of.right, AgencyFactory(kind="school")) == "not_yet_sought"


def test_both_files_are_audited_under_their_own_child(of):
    first = on_paper(of)
    word = move(of, first)
    note, misfiling = first.later_words.get(), first.misfiling
    for row, child in ((note, of.wrong), (misfiling, of.right), (word, of.right), (word.signature, of.right)):
        entry = Entry.objects.filter(object_id=row.pk, content_type__model=row._meta.model_name).get()
        assert entry.subject == child.reference


# --- To be asked anew -----------------------------------------------------------------------------------------------
def test_what_was_signed_on_the_screen_about_one_child_is_no_consent_for_another(of):
    first = ConsentStatementFactory(child=of.wrong, parent=of.mother)
    with refused("named this child"):
        move(of, first)
    assert move(of, first, about_right_child=False) is None
    assert first.is_noted_wrong()
    assert not of.right.consents.exists()


@pytest.mark.parametrize("said", [on_paper, aloud])
def test_what_was_said_about_the_wrong_child_is_not_carried_over_either(said, of):
    assert move(of, said(of), about_right_child=False) is None
    assert not of.right.consents.exists()


def test_the_answer_on_the_tablet_points_back_at_the_first(of):
    first = ConsentStatementFactory(child=of.wrong, parent=of.mother)
    move(of, first, about_right_child=False)
    request = ask_there(of)
    tablet, _ = hand_over(by=of.manager, child=of.right, parent=of.mother)
    sign(by=of.manager, handover=tablet, typed_name="S", answers={f"consentrequest-{request.pk}": Answer(YES)})
    assert of.right.consents.get().moved_from == first


def test_what_is_said_or_signed_on_paper_points_back_too_and_only_once(of):
    first = ConsentStatementFactory(
        child=of.wrong, parent=of.mother, purpose="particular", purpose_detail="A report to the Clinic"
    )
    move(of, first, about_right_child=False)
    named = {"purpose": "particular", "purpose_detail": "a report to the clinic"}
    assert spoken(of.right, of.mother, **named).moved_from == first
    assert spoken(of.right, of.mother, **named).moved_from is None


def test_the_word_of_another_parent_or_on_another_matter_does_not_point_back(of):
    first = ConsentStatementFactory(child=of.wrong, parent=of.mother)
    move(of, first, about_right_child=False)
    father = FamilyLinkFactory(child=of.right).parent
    assert spoken(of.right, father).moved_from is None
    assert spoken(of.right, of.mother, purpose="development_summaries").moved_from is None


def test_whoever_may_not_be_asked_today_is_refused(of):
    first = ConsentStatementFactory(child=of.wrong, parent=of.mother)
    FamilyLink.objects.filter(child=of.right).delete()
    FamilyLinkFactory(child=of.right, parent=of.mother, has_responsibility=False)
    with refused("may not sign this for that child"):
        move(of, first, about_right_child=False)


# --- Refusals -------------------------------------------------------------------------------------------------------
def test_who_may_not_sign_for_the_right_child_is_refused_with_who_may(of):
    other = FamilyLinkFactory(parent__given_names="Ada", parent__family_name="Byron").child
    first = on_paper(of)
    with refused(f"Siobhán O'Neill may not sign this for that child, as of {date_format(A_MONTH_AGO)}. Ada Byron may"):
        move(of, first, child=other)
    with refused("Nobody is entered there who may"):
        move(of, first, child=ChildFactory())
    assert not first.is_noted_wrong()


def test_it_is_asked_of_the_day_on_which_it_was_said(of):
    link = of.right.links.get()
    link.since = A_MONTH_AGO + timedelta(days=1)
    link.save()
    with refused(f"as of {date_format(A_MONTH_AGO)}"):
        move(of, on_paper(of))


def test_who_asks_what_is_told_why(of):
    first, lead = on_paper(of), UserFactory(roles=["lead"])
    for changes, words in (
        ({"by": lead}, "Only a manager"),
        ({"child": of.wrong}, "in this child's file already"),
        ({"reason": " "}, "Say how you know"),
    ):
        with refused(words):
            move(of, first, **changes)
    exclude(by=of.manager, child=of.right, user=of.manager, reason="Niece")
    with refused("whose file you may read"):
        move(of, first)


def test_it_is_moved_once(of):
    first = on_paper(of)
    move(of, first)
    with refused("already"):
        move(of, first)


def test_a_note_or_a_withdrawal_is_not_moved_by_itself(of):
    withdrawn = withdraw_consent(by=of.manager, statement=on_paper(of))
    with refused("gave or refused"):
        move(of, withdrawn)


def test_a_word_from_before_does_not_come_back_over_a_later_one(of):
    first = aloud(of)
    spoken(of.right, of.mother, statement="refused", confirm_by=None)
    with refused("and that counts"):
        move(of, first)


def test_it_is_put_back_by_one_more_move(of):
    second = move(of, aloud(of))
    third = move(of, second, child=of.wrong, reason="It was hers after all")
    assert (third.child, third.moved_from) == (of.wrong, second)
    assert proposed_state(of.wrong, AgencyFactory(kind="speech_therapy")) == "in_force"
    assert proposed_state(of.right, AgencyFactory(kind="speech_therapy")) == "not_yet_sought"


# --- The database ---------------------------------------------------------------------------------------------------
def copied(first, child, parent, **changes):
    said = {"child": child, "parent": parent, "how": "spoken", "signature": None, "confirm_by": A_MONTH_AGO}
    return ConsentStatementFactory(moved_from=first, **{**said, **changes})


def test_the_database_refuses_a_pointer_to_what_still_counts_or_to_nothing_that_was_moved(of):
    first = on_paper(of)
    with pytest.raises(IntegrityError, match="recorded anew for the child"), transaction.atomic():
        copied(first, of.right, of.mother)
    invalidate_statement(by=of.manager, statement=first, note="Wrong")
    with pytest.raises(IntegrityError, match="recorded anew for the child"), transaction.atomic():
        copied(first, of.right, of.mother)


def test_the_database_refuses_a_pointer_for_another_child_parent_or_purpose_and_a_second(of):
    first = ConsentStatementFactory(child=of.wrong, parent=of.mother)
    move(of, first, about_right_child=False)
    father = FamilyLinkFactory(child=of.right).parent
    for child, parent, changes in (
        (of.wrong, of.mother, {}),
        (of.right, father, {}),
        (of.right, of.mother, {"purpose": "development_summaries"}),
    ):
        with pytest.raises(IntegrityError, match="recorded anew for the child"), transaction.atomic():
            copied(first, child, parent, **changes)
    copied(first, of.right, of.mother)
    with pytest.raises(IntegrityError), transaction.atomic():
        copied(first, of.right, of.mother)


def test_the_database_takes_two_rows_of_one_parent_for_one(of):
    first = ConsentStatementFactory(child=of.wrong, parent=of.mother)
    again = FamilyLinkFactory(child=of.right, parent=ParentFactory()).parent
    merge_parents(by=of.manager, kept=again, merged=of.mother, reason="Same telephone")
    move(of, ConsentStatement.objects.get(pk=first.pk), about_right_child=False)
    assert spoken(of.right, again).moved_from == first


def test_the_database_refuses_a_note_about_what_counts_and_for_the_same_child(of):
    first = on_paper(of)
    note = {"statement": first, "reason": "x", "recorded_by": of.manager}
    with pytest.raises(IntegrityError, match="first noted as recorded wrongly"), transaction.atomic():
        Misfiling.objects.create(child=of.right, **note)
    invalidate_statement(by=of.manager, statement=first, note=MOVED_AWAY)
    with pytest.raises(IntegrityError, match="already"), transaction.atomic():
        Misfiling.objects.create(child=of.wrong, **note)


def test_the_database_refuses_a_note_about_nothing_or_without_a_reason(of):
    first = on_paper(of)
    invalidate_statement(by=of.manager, statement=first, note=MOVED_AWAY)
    for what in ({"reason": "x"}, {"reason": "", "statement": first}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Misfiling.objects.create(child=of.right, recorded_by=of.manager, **what)


def test_nobody_else_sees_more_of_children_than_before(of):
    move(of, on_paper(of))
    practitioner = of.wrong.key_person
    assert list(Child.objects.visible_to(practitioner)) == [of.wrong]
    assert not ConsentStatement.objects.visible_to(practitioner).filter(child=of.right).exists()


def test_a_plain_statement_is_recorded_without_a_pointer(of):
    signature = ConsentSignatureFactory(child=of.right, parent=of.mother)
    said = {"purpose": "additional_needs", "statement": "refused", "how": "screen", "signature": signature}
    today = {"stated_on": timezone.localdate()}
    word = record_consent(by=of.manager, child=of.right, parent=of.mother, **said, **today)
    assert (word.moved_from, word.trace) == (None, "")


def test_why_it_belongs_there_stands_in_the_right_file_alone(of):
    first = on_paper(of)
    word = move(of, first)
    assert WHY in word.trace
    assert first.later_words.get().reason == MOVED_AWAY

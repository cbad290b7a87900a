"""Progress along a path, and what a changed answer does to the later ones."""

import pytest

from sharing.checklist import QUESTIONS, Answer, Question, follow, relevant
from sharing.walking import changed, falls_away, numbers, passed_over, remaining

Q, A = Question, Answer

TO_CONSENT = {Q.PURPOSE: A.YES, Q.IDENTIFIABLE: A.YES, Q.CONFIDENTIAL: A.YES}
PUBLIC_INTEREST = {
    **TO_CONSENT,
    Q.CONSENT: A.REFUSED,
    Q.DUTY: A.NO,
    Q.PUBLIC_INTEREST: A.YES,
    Q.RIGHT_WAY: A.YES,
    Q.RECORDED: A.YES,
}


def test_all_eight_may_remain_at_the_start():
    path = follow({})
    assert remaining(path) == tuple(Q)
    assert passed_over(path, Q.PURPOSE) == ()


def test_questions_that_fall_away_are_passed_over():
    path = follow({Q.PURPOSE: A.YES, Q.IDENTIFIABLE: A.NO})
    assert remaining(path) == (Q.RIGHT_WAY, Q.RECORDED)
    assert passed_over(path, Q.RIGHT_WAY) == (Q.CONFIDENTIAL, Q.CONSENT, Q.DUTY, Q.PUBLIC_INTEREST)


def test_no_purpose_leaves_one_question():
    assert numbers(passed_over(follow({Q.PURPOSE: A.NO}), Q.RECORDED)) == "2 to 7"


@pytest.mark.parametrize(("run", "words"), [((6,), "6"), ((5, 6), "5 and 6"), ((4, 5, 6), "4 to 6")])
def test_a_run_of_questions_is_named_by_its_numbers(run, words):
    assert numbers([Q(number) for number in run]) == words


def test_a_question_on_hold_remains_and_is_passed_over_by_nothing():
    path = follow({**TO_CONSENT, Q.CONSENT: A.NOT_YET_SOUGHT})
    assert remaining(path)[0] is Q.CONSENT
    assert passed_over(path, Q.CONSENT) == ()


def test_nothing_remains_of_a_complete_path():
    path = follow({Q.PURPOSE: A.NO, Q.RECORDED: A.YES})
    assert remaining(path) == ()
    assert passed_over(path, Q.PURPOSE) == ()


def test_the_same_answer_again_drops_nothing():
    assert falls_away(PUBLIC_INTEREST, Q.CONSENT, A.REFUSED) == ()


def test_not_sure_counts_as_yes_and_drops_nothing():
    assert falls_away(PUBLIC_INTEREST, Q.CONFIDENTIAL, A.NOT_SURE) == ()


def test_a_changed_answer_drops_what_the_new_path_skips_or_asks_anew():
    fallen = falls_away(PUBLIC_INTEREST, Q.CONFIDENTIAL, A.NO)
    assert fallen == (Q.CONSENT, Q.DUTY, Q.PUBLIC_INTEREST, Q.RIGHT_WAY, Q.RECORDED)


def test_a_hold_drops_all_that_was_answered_after_it():
    fallen = falls_away(PUBLIC_INTEREST, Q.DUTY, A.NOT_SURE)
    assert fallen == (Q.PUBLIC_INTEREST, Q.RIGHT_WAY, Q.RECORDED)


def test_declining_by_public_interest_does_not_become_a_departure_from_a_duty():
    declined = PUBLIC_INTEREST | {Q.RIGHT_WAY: A.NOT_SHARING}
    stand = changed(declined, Q.DUTY, A.YES)
    assert follow(stand).next is Q.RIGHT_WAY
    assert not follow(stand).departs_from_duty


def test_the_record_of_a_sharing_is_not_the_record_of_a_refusal():
    assert falls_away(PUBLIC_INTEREST, Q.PUBLIC_INTEREST, A.NO) == (Q.RIGHT_WAY, Q.RECORDED)
    assert falls_away(PUBLIC_INTEREST, Q.RIGHT_WAY, A.NOT_SHARING) == (Q.RECORDED,)


def test_earlier_answers_always_stand():
    stand = changed(PUBLIC_INTEREST, Q.DUTY, A.YES)
    assert stand == {**TO_CONSENT, Q.CONSENT: A.REFUSED, Q.DUTY: A.YES}


def test_an_answer_off_the_path_is_not_kept():
    assert changed({Q.PURPOSE: A.NO}, Q.CONSENT, A.IN_FORCE) == {Q.PURPOSE: A.NO}


def test_what_falls_away_is_what_changing_drops():
    for question in PUBLIC_INTEREST:
        for choice in QUESTIONS[question].choices:
            stand = changed(PUBLIC_INTEREST, question, choice.answer)
            fallen = falls_away(PUBLIC_INTEREST, question, choice.answer)
            assert relevant(stand) == stand
            assert {*stand, *fallen} == set(PUBLIC_INTEREST)
            assert all(later > question for later in fallen)

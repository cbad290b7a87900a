"""Every way through the eight questions.

`combinations()` holds each combination of answers, whole and partial, with its path; `every_way()`
the distinct paths among them, since the rest differ only in answers that the path skips, which
`test_no_answer_that_the_path_skips_changes_it` shows to change nothing.
"""

import ast
import sys
from functools import cache
from itertools import product
from pathlib import Path as File

import pytest

from sharing import checklist, guidance, path_picture, walking
from sharing.checklist import (
    QUESTIONS,
    Answer,
    Basis,
    Conclusion,
    Hold,
    Question,
    follow,
    relevant,
)

Q, A = Question, Answer


@cache
def combinations():
    takes = [(None, *(choice.answer for choice in QUESTIONS[q].choices)) for q in Q]
    given = (zip(Q, answers, strict=True) for answers in product(*takes))
    given = [{q: answer for q, answer in pairs if answer} for pairs in given]
    return [(answers, follow(answers)) for answers in given]


@cache
def every_way():
    return tuple({path.steps: path for _, path in combinations()}.values())


def ways(question, *answers):
    """The paths on which this question got one of these answers; there always are some."""
    found = [p for p in every_way() if any(s.question is question and s.answer in answers for s in p.steps)]
    assert found
    return found


MAY, MUST, DO_NOT = Conclusion.MAY_SHARE, Conclusion.MUST_SHARE, Conclusion.DO_NOT_SHARE

# The policy's table once more, by hand: where each answer leads, what it concludes, on what basis.
POLICY = {
    (Q.PURPOSE, A.YES): (Q.IDENTIFIABLE, None, None),
    (Q.PURPOSE, A.NO): (Q.RECORDED, DO_NOT, None),
    (Q.PURPOSE, A.NOT_SURE): (Hold.SEEK_ADVICE, None, None),
    (Q.IDENTIFIABLE, A.YES): (Q.CONFIDENTIAL, None, None),
    (Q.IDENTIFIABLE, A.NO): (Q.RIGHT_WAY, MAY, Basis.NOT_IDENTIFIABLE),
    (Q.IDENTIFIABLE, A.NOT_SURE): (Q.CONFIDENTIAL, None, None),
    (Q.CONFIDENTIAL, A.YES): (Q.CONSENT, None, None),
    (Q.CONFIDENTIAL, A.NO): (Q.RIGHT_WAY, MAY, Basis.NOT_CONFIDENTIAL),
    (Q.CONFIDENTIAL, A.NOT_SURE): (Q.CONSENT, None, None),
    (Q.CONSENT, A.IN_FORCE): (Q.RIGHT_WAY, MAY, Basis.CONSENT),
    (Q.CONSENT, A.REFUSED): (Q.DUTY, None, None),
    (Q.CONSENT, A.WITHDRAWN): (Q.DUTY, None, None),
    (Q.CONSENT, A.PARENTS_DISAGREE): (Q.DUTY, None, None),
    (Q.CONSENT, A.NOT_SOUGHT): (Q.DUTY, None, None),
    (Q.CONSENT, A.NOT_YET_SOUGHT): (Hold.SEEK_CONSENT, None, None),
    (Q.CONSENT, A.NOT_SURE): (Hold.SEEK_ADVICE, None, None),
    (Q.DUTY, A.YES): (Q.RIGHT_WAY, MUST, Basis.DUTY),
    (Q.DUTY, A.NO): (Q.PUBLIC_INTEREST, None, None),
    (Q.DUTY, A.NOT_SURE): (Hold.SEEK_ADVICE, None, None),
    (Q.PUBLIC_INTEREST, A.YES): (Q.RIGHT_WAY, MAY, Basis.PUBLIC_INTEREST),
    (Q.PUBLIC_INTEREST, A.NO): (Q.RECORDED, DO_NOT, None),
    (Q.PUBLIC_INTEREST, A.NOT_SURE): (Hold.SEEK_ADVICE, None, None),
    (Q.RIGHT_WAY, A.YES): (Q.RECORDED, None, None),
    (Q.RIGHT_WAY, A.NO): (Hold.PUT_RIGHT, None, None),
    (Q.RIGHT_WAY, A.NOT_SURE): (Hold.SEEK_ADVICE, None, None),
    (Q.RIGHT_WAY, A.NOT_SHARING): (Q.RECORDED, None, None),
    (Q.RECORDED, A.YES): (None, None, None),
    (Q.RECORDED, A.NO): (Hold.COMPLETE_RECORD, None, None),
}


def test_each_answer_leads_where_the_policy_says():
    table = {
        (question, choice.answer): (choice.to, choice.conclusion, choice.basis)
        for question, entry in QUESTIONS.items()
        for choice in entry.choices
    }
    assert table == POLICY


def test_every_combination_is_followed():
    assert len(combinations()) == 4 * 4 * 4 * 8 * 4 * 4 * 5 * 3


def test_exactly_one_of_next_question_hold_or_complete():
    for path in every_way():
        assert [path.next is not None, path.hold is not None, path.complete].count(True) == 1


def test_a_complete_path_has_a_conclusion():
    assert all(path.conclusion for path in every_way() if path.complete)


def test_every_path_ends_once_all_it_asks_is_answered():
    whole = [path for answers, path in combinations() if len(answers) == len(Q)]
    assert all(path.next is None for path in whole)


def test_no_purpose_never_shares():
    for path in ways(Q.PURPOSE, A.NO):
        assert path.conclusion is DO_NOT
        assert not path.releases


@pytest.mark.parametrize("question", [Q.IDENTIFIABLE, Q.CONFIDENTIAL])
def test_not_sure_at_2_and_3_counts_as_yes(question):
    for answers, path in combinations():
        if answers.get(question) is A.NOT_SURE:
            sure = follow(answers | {question: A.YES})
            assert (path.leads_to, path.conclusion) == (sure.leads_to, sure.conclusion)
            assert path.questions == sure.questions


@pytest.mark.parametrize("question", [Q.PURPOSE, Q.CONSENT, Q.DUTY, Q.PUBLIC_INTEREST, Q.RIGHT_WAY])
def test_not_sure_elsewhere_is_a_hold_for_advice(question):
    for path in ways(question, A.NOT_SURE):
        assert path.hold is Hold.SEEK_ADVICE
        assert path.open is question


def test_not_sure_is_no_answer_to_whether_it_is_recorded():
    with pytest.raises(ValueError, match=r"properly recorded our decision\? takes one of yes, no"):
        follow({Q.PURPOSE: A.NO, Q.RECORDED: A.NOT_SURE})


@pytest.mark.parametrize("consent", [A.REFUSED, A.WITHDRAWN, A.PARENTS_DISAGREE])
def test_without_consent_duty_or_public_interest_nothing_is_shared(consent):
    paths = [p for p in ways(Q.CONSENT, consent) if p in ways(Q.PUBLIC_INTEREST, A.NO)]
    assert paths
    for path in paths:
        assert path.conclusion is DO_NOT
        assert not path.releases


def test_a_duty_never_ends_in_do_not_share():
    assert {path.conclusion for path in ways(Q.DUTY, A.YES)} == {MUST}


def test_only_a_duty_must_share():
    assert all(path.basis is Basis.DUTY for path in every_way() if path.conclusion is MUST)


def test_not_sharing_against_a_duty_is_a_departure():
    departures = [path for path in every_way() if path.departs_from_duty]
    assert departures
    for path in departures:
        assert path in ways(Q.DUTY, A.YES)
        assert path in ways(Q.RIGHT_WAY, A.NOT_SHARING)
        assert not path.releases


@pytest.mark.parametrize("answer", [A.NO, A.NOT_SURE, A.NOT_SHARING])
def test_question_7_unmet_never_releases(answer):
    assert not any(path.releases for path in ways(Q.RIGHT_WAY, answer))


def test_question_7_not_met_is_put_right_first():
    assert {path.hold for path in ways(Q.RIGHT_WAY, A.NO)} == {Hold.PUT_RIGHT}


def test_declined_goes_to_question_8_and_keeps_what_the_answers_allow():
    for path in ways(Q.RIGHT_WAY, A.NOT_SHARING):
        assert Q.RECORDED in path.questions
        assert path.declined
        assert path.conclusion in (MAY, MUST)


def test_nothing_is_released_but_by_a_whole_path_that_shares_in_the_right_way():
    released = [path for path in every_way() if path.releases]
    assert released
    for path in released:
        assert path.complete
        assert path.conclusion in (MAY, MUST)
        assert path in ways(Q.RIGHT_WAY, A.YES)


def test_every_sharing_has_a_basis_and_nothing_else_has_one():
    for path in every_way():
        assert (path.basis is not None) == (path.conclusion in (MAY, MUST))


def test_sharing_without_consent_rests_on_a_duty_or_the_public_interest():
    for path in ways(Q.CONSENT, *(set(A) - {A.IN_FORCE})):
        assert path.basis in (None, Basis.DUTY, Basis.PUBLIC_INTEREST)


def test_only_consent_in_force_is_consent():
    assert {path.basis for path in ways(Q.CONSENT, A.IN_FORCE)} == {Basis.CONSENT}
    assert all(p in ways(Q.CONSENT, A.IN_FORCE) for p in every_way() if p.basis is Basis.CONSENT)


def test_consent_not_yet_sought_is_sought_first():
    assert {path.hold for path in ways(Q.CONSENT, A.NOT_YET_SOUGHT)} == {Hold.SEEK_CONSENT}


def test_question_8_always_comes_last():
    for path in every_way():
        assert Q.RECORDED not in path.questions[:-1]
        assert path.complete == (path in ways(Q.RECORDED, A.YES))


def test_a_record_not_whole_is_completed_first():
    assert {path.hold for path in ways(Q.RECORDED, A.NO)} == {Hold.COMPLETE_RECORD}


def test_no_answer_that_the_path_skips_changes_it():
    for answers, path in combinations():
        assert follow(relevant(answers)) == path


def test_questions_come_in_the_policys_order():
    for path in every_way():
        assert list(path.questions) == sorted(set(path.questions))


@pytest.mark.parametrize("question", Q)
def test_an_answer_that_the_question_does_not_take_is_refused(question):
    entry = QUESTIONS[question]
    for answer in set(A) - {choice.answer for choice in entry.choices}:
        with pytest.raises(ValueError, match=f"not {answer}"):
            entry.choice(answer)


def test_follow_refuses_an_answer_that_the_question_does_not_take():
    with pytest.raises(ValueError, match="legitimate purpose"):
        follow({Q.PURPOSE: A.REFUSED})


def test_answers_may_come_as_a_form_posts_them():
    assert follow({1: "yes", 2: "no"}) == follow({Q.PURPOSE: A.YES, Q.IDENTIFIABLE: A.NO})


def test_each_step_names_the_clauses_that_it_rests_on():
    path = follow({Q.PURPOSE: A.YES, Q.IDENTIFIABLE: A.YES, Q.CONFIDENTIAL: A.YES, Q.CONSENT: "refused"})
    assert [(step.clause, step.rests_on) for step in path.steps] == [
        ("3.5", ("2.1",)),
        ("3.5", ("2.3",)),
        ("3.5", ("2.2", "1.3")),
        ("3.5", ("2.4", "3.1")),
    ]


def test_doubt_rests_on_seeking_advice():
    for path in every_way():
        if path.hold is Hold.SEEK_ADVICE:
            assert "2.3" in path.steps[-1].rests_on


def test_the_questions_are_in_the_policys_words():
    assert [QUESTIONS[question].wording for question in Q] == [
        "Is there legitimate purpose to sharing the information?",
        "Does the information enable the person to be identified?",
        "Is the information confidential?",
        "If the information is confidential, do we have consent to share?",
        "Is there a statutory duty or court order requiring us to share the information?",
        "If consent is refused, or there are good reasons not to seek consent, is there sufficient "
        "public interest for us to share information?",
        "If the decision is to share, are we sharing the right information in the right way?",
        "Have we properly recorded our decision?",
    ]


def test_each_of_the_seven_golden_rules_stands_beside_a_question():
    assert {entry.golden_rule.number for entry in QUESTIONS.values()} == set(range(1, 8))


def test_every_question_and_answer_has_its_words():
    for question, entry in QUESTIONS.items():
        words = guidance.GUIDANCE[question]
        assert words.why
        assert words.hint
        assert list(words.choices) == [choice.answer for choice in entry.choices]
        assert all(choice.hint for choice in words.choices.values())


def test_every_answer_but_a_plain_yes_to_7_and_8_asks_for_a_reason():
    without = {
        (question, answer)
        for question, words in guidance.GUIDANCE.items()
        for answer, choice in words.choices.items()
        if not choice.reason_asked
    }
    assert without == {(Q.RIGHT_WAY, A.YES), (Q.RECORDED, A.YES)}


def imported(module):
    for node in ast.walk(ast.parse(File(module.__file__).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_the_checklist_imports_only_the_standard_library():
    assert {name.partition(".")[0] for name in imported(checklist)} <= sys.stdlib_module_names


@pytest.mark.parametrize("module", [walking, guidance, path_picture])
def test_what_stands_on_the_checklist_is_as_pure(module):
    ours = {"sharing.checklist", "sharing.walking"}
    others = set(imported(module)) - ours
    assert {name.partition(".")[0] for name in others} <= sys.stdlib_module_names

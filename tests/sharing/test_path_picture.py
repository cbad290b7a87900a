"""The drawing of a path: every box and line says what the path says, and the words say the same."""

from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string

from sharing.checklist import QUESTIONS, Answer, Question, follow
from sharing.path_picture import State, flow_in_words, in_words, picture, whole_flow

Q, A = Question, Answer
SVG = "{http://www.w3.org/2000/svg}"

NOT_IDENTIFIABLE = {Q.PURPOSE: A.YES, Q.IDENTIFIABLE: A.NO}
ASK_FIRST = {
    Q.PURPOSE: A.YES,
    Q.IDENTIFIABLE: A.NOT_SURE,
    Q.CONFIDENTIAL: A.YES,
    Q.CONSENT: A.NOT_YET_SOUGHT,
}
NO_PURPOSE = {Q.PURPOSE: A.NO, Q.RECORDED: A.YES}
AGAINST_DUTY = ASK_FIRST | {
    Q.CONSENT: A.REFUSED,
    Q.DUTY: A.YES,
    Q.RIGHT_WAY: A.NOT_SHARING,
    Q.RECORDED: A.YES,
}
SHARED = NOT_IDENTIFIABLE | {Q.RIGHT_WAY: A.YES, Q.RECORDED: A.YES}
PATHS = [{}, NOT_IDENTIFIABLE, ASK_FIRST, NO_PURPOSE, AGAINST_DUTY, SHARED]


def states(answers):
    return "".join(box.state[0] for box in picture(follow(answers)).boxes)


@pytest.mark.parametrize(
    ("answers", "marked"),
    [
        ({}, "oaaaaaaaa"),
        (NOT_IDENTIFIABLE, "ttssssoaa"),
        (ASK_FIRST, "tttoaaaaa"),
        (NO_PURPOSE, "tsssssste"),
        (AGAINST_DUTY, "tttttstte"),
    ],
)
def test_boxes_are_taken_skipped_open_ahead_or_the_end(answers, marked):
    assert states(answers) == marked


def test_each_box_says_the_answer_it_got():
    notes = [box.note for box in picture(follow(NO_PURPOSE)).boxes[:8]]
    assert notes == ["No", *["Not asked"] * 6, "Yes"]


def test_a_question_on_hold_says_what_comes_first():
    assert picture(follow(ASK_FIRST)).boxes[3].note == "On hold: ask for consent first"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, ("Not concluded yet", "")),
        (NOT_IDENTIFIABLE, ("So far: we may share", "Basis: the information identifies nobody")),
        (SHARED, ("We may share", "Basis: the information identifies nobody")),
        (NO_PURPOSE, ("We do not share", "")),
        (AGAINST_DUTY, ("We have decided not to share", "Against a duty to share")),
    ],
)
def test_the_last_box_says_what_the_path_came_to(answers, said):
    end = picture(follow(answers)).boxes[-1]
    assert (end.title, end.note) == said


@pytest.mark.parametrize("answers", [SHARED, NO_PURPOSE, AGAINST_DUTY])
def test_from_each_question_answered_a_marked_line_arrives_at_the_next(answers):
    drawn = picture(follow(answers))
    heads = [line for line in drawn.lines if line.state is State.TAKEN and line.head]
    assert len(heads) == len(answers)


def test_no_line_is_marked_before_the_first_answer():
    assert {line.state for line in picture(follow({})).lines} == {State.AHEAD}


def test_lines_taken_are_drawn_over_the_others():
    drawn = [line.state is State.TAKEN for line in picture(follow(AGAINST_DUTY)).lines]
    assert drawn == sorted(drawn)


def test_no_two_lines_lie_upon_each_other():
    lines = picture(follow({})).lines
    assert len({line.points for line in lines}) == len(lines)


def test_each_way_out_is_labelled_with_its_answers_and_what_it_concludes():
    taken = [label.text for label in picture(follow(NOT_IDENTIFIABLE)).labels if label.state == "taken"]
    assert taken == ["Yes", "No", "We may share"]


@pytest.mark.parametrize("answers", PATHS)
def test_everything_lies_within_the_picture(answers):
    drawn = picture(follow(answers))
    for line in drawn.lines:
        for point in f"{line.points} {line.head}".split():
            x, y = map(int, point.split(","))
            assert 0 <= x <= drawn.width
            assert 0 <= y <= drawn.height
    assert all(box.x + box.width <= drawn.width for box in drawn.boxes)
    assert all(box.y + box.height <= drawn.height for box in drawn.boxes)


def test_the_words_say_what_the_picture_shows():
    first, second, *rest = in_words(follow(NOT_IDENTIFIABLE))
    assert first == f"1. {QUESTIONS[Q.PURPOSE].wording} Yes (policy 3.5, resting on 2.1)."
    assert second == f"2. {QUESTIONS[Q.IDENTIFIABLE].wording} No (policy 3.5, resting on 2.3)."
    assert rest == [
        "Questions 3 to 6 were not asked: the answers before settled it.",
        f"7. {QUESTIONS[Q.RIGHT_WAY].wording} To answer now.",
        "Question 8 may still be asked.",
        "So far: we may share. Basis: the information identifies nobody.",
    ]


@pytest.mark.parametrize("answers", [{}, NOT_IDENTIFIABLE, ASK_FIRST])
@pytest.mark.parametrize("ended", ["Abandoned", "Referred at once"])
def test_what_ended_says_nowhere_that_it_goes_on(answers, ended):
    path = follow(answers)
    drawn, said = picture(path, ended), " ".join(in_words(path, ended))
    everything = " ".join([said, *(f"{box.title} {box.note}" for box in drawn.boxes)])
    for goes_on in ("To answer now", "may still be asked", "May still be asked", "Not concluded yet", "On hold"):
        assert goes_on not in everything
    assert said.endswith(f"{ended}. Not all questions were answered.")
    assert (drawn.boxes[-1].title, drawn.boxes[-1].state) == (ended, State.END)
    assert State.OPEN not in {box.state for box in drawn.boxes}


def test_what_was_not_asked_says_whether_an_answer_or_the_end_settled_it():
    said = in_words(follow(NOT_IDENTIFIABLE), "Abandoned")
    assert "Questions 3 to 6 were not asked: the answers before settled it." in said
    assert "Questions 7 and 8 were not asked: it was abandoned." in said


def test_the_words_say_what_a_hold_waits_for():
    assert in_words(follow(ASK_FIRST))[3].endswith("On hold: ask for consent first.")


@pytest.mark.parametrize("answers", PATHS)
def test_picture_and_words_agree_on_every_answer_and_on_the_end(answers):
    path = follow(answers)
    said = " ".join(in_words(path))
    drawn = picture(path).boxes
    for step in path.steps:
        assert f"{QUESTIONS[step.question].wording} {step.answer.label} (" in said
    assert said.endswith(f"{drawn[-1].title}. {drawn[-1].note}.".replace(" .", ""))


def rendered(answers):
    context = {"picture": picture(follow(answers)), "picture_id": "p1"}
    return render_to_string("components/path.svg", context).strip()


@pytest.mark.parametrize("answers", PATHS)
def test_the_drawing_is_well_formed_and_names_itself(answers):
    svg = ElementTree.fromstring(rendered(answers))
    assert svg.get("aria-labelledby") == "p1-title p1-desc"
    assert svg.find(f"{SVG}title").text == "The path through the eight questions"
    assert svg.find(f"{SVG}desc").text == " ".join(in_words(follow(answers)))


def test_the_drawing_has_no_inline_style():
    assert "style=" not in rendered(SHARED)
    assert "<style" not in rendered(SHARED)


def test_without_colour_taken_is_thick_and_filled_and_skipped_is_thin_and_dashed():
    boxes = ElementTree.fromstring(rendered(SHARED)).iter(f"{SVG}rect")
    looks = [(b.get("stroke-width"), b.get("fill"), b.get("stroke-dasharray")) for b in boxes]
    assert looks[0] == ("3", "#ddd", None)
    assert looks[2] == ("1.5", "#fff", "4 4")


def test_each_box_names_the_clauses_that_its_answer_rests_on():
    clauses = [box.clauses for box in picture(follow(AGAINST_DUTY)).boxes[:8]]
    assert clauses == ["3.5, 2.1", "3.5, 2.3", "3.5, 2.2, 1.3", "3.5, 2.4, 3.1", "3.5, 2.4", "3.5, 2.5, 2.4",
                       "3.5, 2.6, 2.7", "3.5, 2.7"]  # fmt: skip


def test_the_whole_flow_is_drawn_with_nobodys_way_through_it():
    states = {box.state for box in whole_flow().boxes[:8]} | {line.state for line in whole_flow().lines}
    assert not states & {State.TAKEN, State.SKIPPED}
    assert len(whole_flow().boxes) == 9


@pytest.mark.parametrize("question", Question)
def test_the_whole_flow_in_words_has_every_answer_of_the_table(question):
    words = flow_in_words()[question.number - 1]
    assert words.startswith(f"{question.number}. {QUESTIONS[question].wording}")
    for choice in QUESTIONS[question].choices:
        assert choice.answer.label in words
        assert not isinstance(choice.to, Question) or f"question {choice.to.number}" in words

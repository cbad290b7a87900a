"""What the wizard asks of a path: what it passes over and what remains, and what a changed answer does to it.

Pure, like the checklist: standard library and the checklist's table only.
"""

from collections.abc import Sequence
from functools import cache

from sharing.checklist import QUESTIONS, Answer, Answers, Basis, Conclusion, Path, Question, follow, relevant


def changed(answers: Answers, question: Question, answer: Answer) -> dict[Question, Answer]:
    """The answers once this one is given or changed, without those that no longer stand.

    A later answer stands if the new path still asks its question of the same conclusion: a no to
    sharing by public interest must not turn into a departure from a duty found since.
    """
    stand = {q: a for q, a in relevant(answers).items() if q < question} | {question: answer}
    for later, given in relevant(answers).items():
        if later > question and _asked_of(answers, later) == _asked_of(stand, later):
            stand[later] = given
    return relevant(stand)


def falls_away(answers: Answers, question: Question, answer: Answer) -> tuple[Question, ...]:
    """The answered questions whose answers would not stand if this answer were given."""
    stand = changed(answers, question, answer)
    return tuple(q for q in relevant(answers) if q not in stand)


def _asked_of(answers: Answers, question: Question) -> tuple[bool, Conclusion | None, Basis | None, bool]:
    """Whether the earlier answers lead to this question, and what they make it a question of."""
    path = follow({q: a for q, a in answers.items() if q < question})
    return path.next is question, path.conclusion, path.basis, path.declined


def remaining(path: Path) -> tuple[Question, ...]:
    """The open question and those after it, on the longest way that this path can still take."""
    return _longest_way_on(path.open) if path.open else ()


def passed_over(path: Path, question: Question) -> tuple[Question, ...]:
    """The questions before this one that the path does not ask."""
    return tuple(each for each in Question if each < question and each not in path.questions)


def numbers(questions: Sequence[Question]) -> str:
    """Say which questions of a run: "6", "5 and 6", "2 to 7"."""
    first, last = questions[0].number, questions[-1].number
    if first == last:
        return f"{first}"
    return f"{first} and {last}" if last == first + 1 else f"{first} to {last}"


@cache
def _longest_way_on(question: Question) -> tuple[Question, ...]:
    onward = [c.to for c in QUESTIONS[question].choices if isinstance(c.to, Question)]
    return (question, *max(map(_longest_way_on, onward), key=len, default=()))

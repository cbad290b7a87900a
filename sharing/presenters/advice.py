"""Advice in words: on its own page, in a child's list, and at the answer that it settled (policy 1.7, 2.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from neston_sharing.foundation.templatetags.neston import date_time, long_date
from sharing.models import Advice, AdviceAnswer
from sharing.naming import Found, Segment, marked, reasons
from sharing.presenters.words import Fact, StateWords, listed, said

COLUMNS = ("Asked", "When", "What", "Identity", "State")


@dataclass(frozen=True)
class PresentedText:
    """A text with what was kept in it marked, and the reason."""

    segments: tuple[Segment, ...]
    reasons: tuple[Segment, ...]
    kept_why: str


@dataclass(frozen=True)
class PresentedAdviceAnswer:
    title: str
    text: PresentedText


@dataclass(frozen=True)
class PresentedAdvice:
    reference: str
    facts: tuple[Fact, ...]
    identity: StateWords
    state: StateWords
    asked: PresentedText
    answers: tuple[PresentedAdviceAnswer, ...]


def present_advice(row: Advice) -> PresentedAdvice:
    """Say everything of one row fetched `with_people().with_answers()`."""
    return PresentedAdvice(
        reference=row.reference,
        facts=_facts(row),
        identity=identity_of(row),
        state=state_of_advice(row),
        asked=_text(row.asked, row),
        answers=tuple(map(_answer, row.answers.all())),
    )


def whom_of(row: Advice) -> str:
    """Say who was asked: "A helpline (The duty adviser, NSPCC Helpline)"."""
    exactly = listed((row.colleague, row.professional, row.who, row.agency))
    return f"{row.get_whom_display()} ({exactly})"


def identity_of(row: Advice) -> StateWords:
    if row.on_purpose:
        return StateWords("Identity disclosed on purpose", "blue", "They may have to know who it is, to act.")
    if row.says_who:
        return StateWords("Identity disclosed", "amber", "Who the child is was said, or stands in the text.")
    return StateWords("Identity not disclosed", "green", "Nobody was told who the child is.")


def state_of_advice(row: Advice) -> StateWords:
    if row.answers.all():
        return StateWords("Answered", "green", "Record what else they said")
    return StateWords("No answer yet", "amber", "Record what they said")


def in_one_line(row: Advice) -> str:
    """Say of an answer's advice who gave it, when, what they said, and whether they knew about whom."""
    return f"{whom_of(row)}, {what_was_said(row)}"


def what_was_said(row: Advice) -> str:
    words = " ".join(answer.said for answer in row.answers.all())
    return f"{long_date(row.sought_at)}: “{words}” {identity_of(row).word}."


def _facts(row: Advice) -> tuple[Fact, ...]:
    question = f", question {row.question}" if row.question else ""
    return said(
        ("About", row.child.name),
        ("Asked", whom_of(row)),
        ("When", row.sought_at),
        ("At the decision", f"{row.decision}{question}" if row.decision else ""),
        ("From the concern", row.concern),
        ("Recorded by", f"{row.recorded_by}, on {date_time(row.recorded_at)}"),
    )


def _text(text: str, row: Advice | AdviceAnswer) -> PresentedText:
    found = tuple(Found(start, end, text[start:end], what) for start, end, what in row.found)
    return PresentedText(marked(text, found), reasons(found), row.kept_why)


def _answer(row: AdviceAnswer) -> PresentedAdviceAnswer:
    return PresentedAdviceAnswer(
        f"{listed((row.who, date_time(row.answered_at)))}. Recorded by {row.recorded_by}", _text(row.said, row)
    )


def advice_rows(rows: Iterable[Advice]) -> list[tuple]:
    """Give cells in the order of COLUMNS; rows were fetched `with_people().with_answers()`."""
    return [_row(row) for row in rows]


def _row(row: Advice) -> tuple:
    state, identity = state_of_advice(row), identity_of(row)
    return (
        {"text": whom_of(row), "url": row.get_absolute_url()},
        long_date(row.sought_at),
        row.asked if len(row.asked) <= 120 else f"{row.asked[:119]}…",
        {"text": identity.word, "kind": identity.kind},
        {"text": state.word, "kind": state.kind},
    )


@dataclass(frozen=True)
class AdviceLine:
    """Advice at a doubt: who was asked, whether they answered, and where to record what they say."""

    whom: str
    url: str
    answer_url: str
    state: StateWords


def advice_lines(rows: Iterable[Advice]) -> list[AdviceLine]:
    """Give a line for each row fetched `with_people().with_answers()`."""
    return [
        AdviceLine(
            f"{whom_of(row)}, {long_date(row.sought_at)}",
            row.get_absolute_url(),
            reverse("sharing:advice-answer", args=[row.reference]),
            state_of_advice(row),
        )
        for row in rows
    ]

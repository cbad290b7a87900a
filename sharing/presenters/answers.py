"""The answers to the eight questions, in words: what was answered, why, and what the answer rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from consent.models import ConsentStatement
from sharing.checklist import QUESTIONS, Path, Question, Step
from sharing.checklist import Answer as AnswerValue
from sharing.models import Answer, Decision
from sharing.models.answer import SEVEN_TESTS
from sharing.presenters.advice import in_one_line
from sharing.presenters.words import Fact, in_words, listed, said


@dataclass(frozen=True)
class PresentedAnswer:
    """One question of the path: the policy's wording, the answer's label, and `details` that it rests on."""

    number: int
    topic: str
    wording: str
    clause: str
    answer: str
    reason: str
    details: tuple[Fact, ...]
    by: str
    at: datetime
    change: str = ""


def answers_of(decision: Decision, path: Path, *, changeable: bool = False) -> tuple[PresentedAnswer, ...]:
    """Give the answers that the path reaches, in its order; `changeable` adds where each can be changed."""
    rows = {row.question: row for row in decision.answers.all()}
    return tuple(_answer(decision, step, rows[step.question], changeable) for step in path.steps)


def _answer(decision: Decision, step: Step, row: Answer, changeable: bool) -> PresentedAnswer:
    entry = QUESTIONS[step.question]
    return PresentedAnswer(
        number=step.question.number,
        topic=entry.topic,
        wording=entry.wording,
        clause=step.clause,
        answer=step.answer.label,
        reason=row.reason,
        details=(*_details(decision, row), *_advice(row)),
        by=str(row.answered_by),
        at=row.answered_at,
        change=reverse("sharing:question", args=[decision.reference, row.question]) if changeable else "",
    )


def _details(decision: Decision, row: Answer) -> Iterator[Fact]:
    if row.question == Question.CONSENT:
        yield from said(
            ("Might a child be at risk of harm?", row.at_risk),
            ("If they refused, would we share anyway?", row.share_anyway),
            ("Consent relied on", consent_in_words(row.consent) if row.consent else ""),
            ("Would the person expect this?", row.expected),
        )
    elif row.question == Question.DUTY and row.duty:
        yield Fact("Duty or order", f"{row.duty.name} ({row.duty.citation})")
    elif row.question == Question.PUBLIC_INTEREST and row.answer == AnswerValue.YES:
        yield from _grounds(decision)
    elif row.question == Question.RIGHT_WAY and row.answer != AnswerValue.NOT_SHARING:
        yield from _right_way(decision, row)


def _right_way(decision: Decision, row: Answer) -> Iterator[Fact]:
    sure = row.answer != AnswerValue.NOT_SURE
    yield from said(
        ("Tests met", listed(test for test in SEVEN_TESTS if sure and test in row.tests_met)),
        ("Tests not met", listed(test for test in SEVEN_TESTS if sure and test not in row.tests_met)),
        ("Route", decision.get_route_display()),
        ("How the recipient's identity is known", decision.identity_known_how),
    )


def _advice(row: Answer) -> Iterator[Fact]:
    """What settled a doubt (policy 1.7, 2.3)."""
    if row.advice:
        yield Fact("Advice that settled it", in_one_line(row.advice))


def _grounds(decision: Decision) -> Iterator[Fact]:
    for ground in decision.grounds.all():
        if ground.kind == ground.Kind.WORSE:
            both = f"If it is not shared: {ground.evidence}\nIf it is shared: {ground.other_side}"
            yield Fact(ground.get_kind_display(), both)
        else:
            yield Fact(ground.get_kind_display(), ground.evidence)


def consent_in_words(consent: ConsentStatement) -> str:
    """Say who said what, when, of what and to whom, in one line."""
    purpose = consent.purpose_detail or consent.get_purpose_display()
    recipients = listed(consent.named)
    to_whom = f", to {recipients}" if recipients else ""
    scope = f": {consent.scope}" if consent.scope else ""
    word = consent.get_statement_display()
    return f"{word} by {consent.parent.name} on {in_words(consent.stated_on)}. {purpose}{scope}{to_whom}"

"""The policy's eight questions (3.5) as one table, and the walk over it.

Standard library only: the wizard, the drawing of the path, the PDF and the JSON all read this
table, and nothing they do can change where an answer leads. Wordings and golden rules are quoted
from the policy as the setting adopted it, out-of-date citations included. What we say beside them
on a question's page is in `guidance.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Self


class Labelled(StrEnum):
    """A value for forms and the database, with the words that people read."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:  # without a label it looks a member up: Answer("yes")
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Question(IntEnum):
    PURPOSE = 1
    IDENTIFIABLE = 2
    CONFIDENTIAL = 3
    CONSENT = 4
    DUTY = 5
    PUBLIC_INTEREST = 6
    RIGHT_WAY = 7
    RECORDED = 8

    @property
    def number(self) -> int:
        return self.value


class Answer(Labelled):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not_sure", "Not sure"
    IN_FORCE = "in_force", "Yes, consent is in force"
    REFUSED = "refused", "No, consent was refused"
    WITHDRAWN = "withdrawn", "No, consent was withdrawn"
    PARENTS_DISAGREE = "parents_disagree", "No, the parents disagree"
    NOT_SOUGHT = "not_sought", "No, with good reason not to ask"
    NOT_YET_SOUGHT = "not_yet_sought", "No, we have not asked yet"
    NOT_SHARING = "not_sharing", "We have decided not to share"


class Conclusion(Labelled):
    MAY_SHARE = "may_share", "We may share"
    MUST_SHARE = "must_share", "We must share"
    DO_NOT_SHARE = "do_not_share", "We do not share"


class Basis(Labelled):
    NOT_IDENTIFIABLE = "not_identifiable", "the information identifies nobody"
    NOT_CONFIDENTIAL = "not_confidential", "the information is not confidential"
    CONSENT = "consent", "consent"
    DUTY = "duty", "a statutory duty or court order"
    PUBLIC_INTEREST = "public_interest", "the public interest"


class Hold(Labelled):
    SEEK_ADVICE = "seek_advice", "Seek advice first"
    SEEK_CONSENT = "seek_consent", "Ask for consent first"
    PUT_RIGHT = "put_right", "Put it right first"
    COMPLETE_RECORD = "complete_record", "Complete the record first"


@dataclass(frozen=True)
class GoldenRule:
    number: int
    text: str

    @property
    def clause(self) -> str:
        return f"2.{self.number}"


@dataclass(frozen=True)
class Choice:
    """An answer, and where it leads `to`: a question, a hold, or None, which is the end."""

    answer: Answer
    to: Question | Hold | None
    conclusion: Conclusion | None = None
    basis: Basis | None = None
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One question as the policy has it; `rests_on` names clauses besides 3.5 and its rule's."""

    topic: str
    wording: str
    golden_rule: GoldenRule
    choices: tuple[Choice, ...]
    rests_on: tuple[str, ...] = ()
    clause: str = "3.5"

    def choice(self, answer: str) -> Choice:
        """Raise ValueError for an answer that this question does not take."""
        for choice in self.choices:
            if choice.answer == answer:
                return choice
        takes = ", ".join(choice.answer for choice in self.choices)
        raise ValueError(f"{self.wording} takes one of {takes}; not {answer}.")


# The same doubt at questions 1, 4, 5, 6 and 7. At 2 and 3 it counts as yes, the cautious answer.
DOUBT = Choice(Answer.NOT_SURE, Hold.SEEK_ADVICE, rests_on=("2.3",))

QUESTIONS: Mapping[Question, Entry] = {
    Question.PURPOSE: Entry(
        "Purpose",
        "Is there legitimate purpose to sharing the information?",
        GoldenRule(
            1,
            "Remember that the Data Protection Act 2020 and human rights law are not barriers to "
            "justified information sharing",
        ),
        (
            Choice(Answer.YES, Question.IDENTIFIABLE),
            Choice(Answer.NO, Question.RECORDED, Conclusion.DO_NOT_SHARE),
            DOUBT,
        ),
    ),
    Question.IDENTIFIABLE: Entry(
        "Identifiable",
        "Does the information enable the person to be identified?",
        GoldenRule(
            3,
            "Seek advice from other practitioners if you are in any doubt about sharing the "
            "information concerned without disclosing the identity of the individual where "
            "possible.",
        ),
        (
            Choice(Answer.YES, Question.CONFIDENTIAL),
            Choice(Answer.NO, Question.RIGHT_WAY, Conclusion.MAY_SHARE, Basis.NOT_IDENTIFIABLE),
            Choice(Answer.NOT_SURE, Question.CONFIDENTIAL),
        ),
    ),
    Question.CONFIDENTIAL: Entry(
        "Confidential",
        "Is the information confidential?",
        GoldenRule(
            2,
            "Be open and honest with the individual (and / or their family where appropriate) from "
            "the outset about why, what, how and with whom information will, or could, be shared",
        ),
        (
            Choice(Answer.YES, Question.CONSENT),
            Choice(Answer.NO, Question.RIGHT_WAY, Conclusion.MAY_SHARE, Basis.NOT_CONFIDENTIAL),
            Choice(Answer.NOT_SURE, Question.CONSENT),
        ),
        rests_on=("1.3",),
    ),
    Question.CONSENT: Entry(
        "Consent",
        "If the information is confidential, do we have consent to share?",
        GoldenRule(
            4,
            "Share with informed consent where appropriate and, where possible, respect the wishes "
            "of those who do not consent to share confidential information.",
        ),
        (
            Choice(
                Answer.IN_FORCE,
                Question.RIGHT_WAY,
                Conclusion.MAY_SHARE,
                Basis.CONSENT,
                rests_on=("3.4",),
            ),
            Choice(Answer.REFUSED, Question.DUTY, rests_on=("3.1",)),
            Choice(Answer.WITHDRAWN, Question.DUTY, rests_on=("3.1",)),
            Choice(Answer.PARENTS_DISAGREE, Question.DUTY, rests_on=("3.1",)),
            Choice(Answer.NOT_SOUGHT, Question.DUTY, rests_on=("3.1",)),
            Choice(Answer.NOT_YET_SOUGHT, Hold.SEEK_CONSENT, rests_on=("2.2",)),
            DOUBT,
        ),
    ),
    Question.DUTY: Entry(
        "Duty or court order",
        "Is there a statutory duty or court order requiring us to share the information?",
        GoldenRule(
            4,
            "When you are sharing or requesting personal information from someone, be certain of "
            "the basis upon which you are doing so.",
        ),
        (
            Choice(Answer.YES, Question.RIGHT_WAY, Conclusion.MUST_SHARE, Basis.DUTY),
            Choice(Answer.NO, Question.PUBLIC_INTEREST),
            DOUBT,
        ),
    ),
    Question.PUBLIC_INTEREST: Entry(
        "Public interest",
        "If consent is refused, or there are good reasons not to seek consent, is there sufficient "
        "public interest for us to share information?",
        GoldenRule(
            5,
            "Base your information sharing decisions on considerations of the safety and "
            "well-being of the individual and others who may be affected by their actions.",
        ),
        (
            Choice(Answer.YES, Question.RIGHT_WAY, Conclusion.MAY_SHARE, Basis.PUBLIC_INTEREST),
            Choice(Answer.NO, Question.RECORDED, Conclusion.DO_NOT_SHARE),
            DOUBT,
        ),
        rests_on=("2.4", "the three criteria"),
    ),
    Question.RIGHT_WAY: Entry(
        "Right way",
        "If the decision is to share, are we sharing the right information in the right way?",
        GoldenRule(
            6,
            "Ensure that the information you share is necessary for the purpose for which you are "
            "sharing it, is shared only with those people who need to have it, is accurate and up "
            "to date, is shared in a timely fashion, and is shared securely.",
        ),
        (
            Choice(Answer.YES, Question.RECORDED),
            Choice(Answer.NO, Hold.PUT_RIGHT),
            DOUBT,
            Choice(Answer.NOT_SHARING, Question.RECORDED, rests_on=("2.7",)),
        ),
    ),
    Question.RECORDED: Entry(
        "Recorded",
        "Have we properly recorded our decision?",
        GoldenRule(
            7,
            "Keep a record of your decision and the reasons for it \N{EN DASH} whether it is to "
            "share information or not.",
        ),
        (Choice(Answer.YES, None), Choice(Answer.NO, Hold.COMPLETE_RECORD)),
    ),
}


@dataclass(frozen=True)
class Step:
    question: Question
    choice: Choice

    @property
    def answer(self) -> Answer:
        return self.choice.answer

    @property
    def clause(self) -> str:
        return QUESTIONS[self.question].clause

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The clauses that this answer rests on besides its own, the golden rule's first."""
        entry = QUESTIONS[self.question]
        return tuple(dict.fromkeys((entry.golden_rule.clause, *entry.rests_on, *self.choice.rests_on)))


@dataclass(frozen=True)
class Path:
    """The steps taken, and where the last one leads: exactly one of next, hold and complete."""

    steps: tuple[Step, ...]
    leads_to: Question | Hold | None

    @property
    def next(self) -> Question | None:
        return self.leads_to if isinstance(self.leads_to, Question) else None

    @property
    def hold(self) -> Hold | None:
        return self.leads_to if isinstance(self.leads_to, Hold) else None

    @property
    def complete(self) -> bool:
        return self.leads_to is None

    @property
    def open(self) -> Question | None:
        """The question to answer now: the next one, or the one whose answer is on hold."""
        return self.steps[-1].question if self.hold else self.next

    @property
    def questions(self) -> tuple[Question, ...]:
        asked = tuple(step.question for step in self.steps)
        return (*asked, self.next) if self.next else asked

    @property
    def conclusion(self) -> Conclusion | None:
        """What the answers allow so far, whether or not questions 7 and 8 are answered yet."""
        return next((s.choice.conclusion for s in self.steps if s.choice.conclusion), None)

    @property
    def basis(self) -> Basis | None:
        return next((s.choice.basis for s in self.steps if s.choice.basis), None)

    @property
    def declined(self) -> bool:
        """The answers allow sharing, and people decided against it."""
        return any(step.answer is Answer.NOT_SHARING for step in self.steps)

    @property
    def departs_from_duty(self) -> bool:
        """Takes a manager's written reason; from a court order, recorded legal advice too."""
        return self.declined and self.conclusion is Conclusion.MUST_SHARE

    @property
    def releases(self) -> bool:
        """May anything leave, once management backs it? Never before the path is complete."""
        right_way = any(s.question is Question.RIGHT_WAY and s.answer is Answer.YES for s in self.steps)
        return self.complete and right_way


Answers = Mapping[Question, Answer]


def follow(answers: Answers) -> Path:
    """Walk the table; answers that the walk does not reach are ignored.

    Raise ValueError for an answer that its question does not take.
    """
    steps: list[Step] = []
    at: Question | Hold | None = Question.PURPOSE
    while isinstance(at, Question) and at in answers:
        steps.append(Step(at, QUESTIONS[at].choice(answers[at])))
        at = steps[-1].choice.to
    return Path(tuple(steps), at)


def relevant(answers: Answers) -> dict[Question, Answer]:
    """Only the answers that the path reaches."""
    return {step.question: step.answer for step in follow(answers).steps}

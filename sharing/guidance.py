"""What we say beside the policy's words on a question's page: why it is asked, and what to write.

Ours, not the policy's, and pure like the checklist. Where an answer leads is not said here: that is
the checklist's table alone. An empty `reason_asked` means that the answer asks for no reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sharing.checklist import Answer, Question


@dataclass(frozen=True)
class ChoiceWords:
    hint: str
    reason_asked: str = ""


@dataclass(frozen=True)
class QuestionWords:
    why: str
    hint: str
    choices: Mapping[Answer, ChoiceWords]


DOUBT = ChoiceWords(
    "Take advice before going on, without saying who it is about where possible.",
    "What are you not sure about?",
)
DOUBT_COUNTS_AS_YES = ChoiceWords("We treat this as yes, to be on the safe side.", "What are you not sure about?")

GUIDANCE: Mapping[Question, QuestionWords] = {
    Question.PURPOSE: QuestionWords(
        why="Information about a child goes to others only for a reason. Where there is a good "
        "one, data protection law is no barrier; without one it stays here, whoever asks.",
        hint="For example: to keep a child safe, to get a child the right help, or because the law asks for it.",
        choices={
            Answer.YES: ChoiceWords(
                "Sharing would serve the child, protect someone, or meet what the law asks.",
                "What is the purpose, and why is it legitimate?",
            ),
            Answer.NO: ChoiceWords(
                "The information stays with us, and the record says why.",
                "Why is there no legitimate purpose?",
            ),
            Answer.NOT_SURE: DOUBT,
        },
    ),
    Question.IDENTIFIABLE: QuestionWords(
        why="Information that could be about anyone takes nobody's privacy away. Often advice or "
        "help can be had without saying who it is for.",
        hint="Names, birth dates, addresses and photographs identify people. So does a detail that "
        "the recipient would recognise.",
        choices={
            Answer.YES: ChoiceWords(
                "Someone could tell, or work out, who it is about.",
                "What makes the person identifiable?",
            ),
            Answer.NO: ChoiceWords(
                "Nobody could tell who it is about, even with what they already know.",
                "How do you know that nobody can be identified?",
            ),
            Answer.NOT_SURE: DOUBT_COUNTS_AS_YES,
        },
    ),
    Question.CONFIDENTIAL: QuestionWords(
        why="Parents have a right to know that what they tell us is regarded as confidential. What "
        "another agency told us is confidential too.",
        hint="Private or sensitive, not already public, and told to us by someone who expects that it stays here.",
        choices={
            Answer.YES: ChoiceWords(
                "Whoever told us would expect us to keep it in confidence.",
                "What makes it confidential?",
            ),
            Answer.NO: ChoiceWords(
                "It is public already, or was told to us to be passed on. If it identifies "
                "someone, sharing it still needs a lawful basis.",
                "How do you know that it is not confidential?",
            ),
            Answer.NOT_SURE: DOUBT_COUNTS_AS_YES,
        },
    ),
    Question.CONSENT: QuestionWords(
        why="People's wishes are respected unless there is good reason not to. Where a child may "
        "be at risk of harm it is not needed: do not ask for consent that you would override.",
        hint="Consent is informed, covers this recipient and this purpose, and can be withdrawn. "
        "The signature at registration is not consent to share.",
        choices={
            Answer.IN_FORCE: ChoiceWords(
                "Given for this recipient and this purpose, and not withdrawn.",
                "Would the person expect this sharing, and how do you know?",
            ),
            Answer.REFUSED: ChoiceWords(
                "Someone with parental responsibility said no.",
                "Who refused, when, and what did they say?",
            ),
            Answer.WITHDRAWN: ChoiceWords(
                "It was given once, and has been taken back.",
                "Who withdrew it, when, and what did they say?",
            ),
            Answer.PARENTS_DISAGREE: ChoiceWords(
                "One consents and another does not. It counts as no consent, and whoever backs the decision sees both.",
                "Who says what, and since when?",
            ),
            Answer.NOT_SOUGHT: ChoiceWords(
                "Asking would put someone at risk, prejudice an inquiry, or cost time that a child does not have.",
                "What is the good reason not to ask?",
            ),
            Answer.NOT_YET_SOUGHT: ChoiceWords(
                "Nothing stands in the way of asking. Ask first, then come back.",
                "Who will ask whom, and by when?",
            ),
            Answer.NOT_SURE: DOUBT,
        },
    ),
    Question.DUTY: QuestionWords(
        why="A duty or a court order settles whether to share. A request from the police or a "
        "section 47 enquiry is not a duty by itself: the next question weighs it, quickly.",
        hint="An order of a court, or a law that says that we must tell this recipient this.",
        choices={
            Answer.YES: ChoiceWords(
                "We must share what it asks for, and no more.",
                "Which duty or order is it, and what does it ask for?",
            ),
            Answer.NO: ChoiceWords(
                "Nothing compels us. The public interest is weighed next.",
                "How do you know that there is none?",
            ),
            Answer.NOT_SURE: DOUBT,
        },
    ),
    Question.PUBLIC_INTEREST: QuestionWords(
        why="Protection comes before privacy. Set what may happen if we share against what may happen if we do not.",
        hint="Think of significant harm to a child or an adult, of serious crime, and of whether "
        "not sharing could be worse.",
        choices={
            Answer.YES: ChoiceWords(
                "One of the three criteria is met, or not sharing could be worse than sharing.",
                "Why does the public interest outweigh the person's wishes?",
            ),
            Answer.NO: ChoiceWords(
                "The information stays with us. New facts can change this answer.",
                "Why is the public interest not sufficient?",
            ),
            Answer.NOT_SURE: DOUBT,
        },
    ),
    Question.RIGHT_WAY: QuestionWords(
        why="Most harm done by sharing comes from the wrong item, the wrong person or the wrong "
        "address. Each item, the recipient and the route are checked.",
        hint="Necessary, proportionate, relevant, adequate, accurate, timely and secure.",
        choices={
            Answer.YES: ChoiceWords("All seven hold for these items, this recipient and route."),
            Answer.NO: ChoiceWords("Nothing may be shared until it is put right.", "What must be put right?"),
            Answer.NOT_SURE: DOUBT,
            Answer.NOT_SHARING: ChoiceWords(
                "The answers allow sharing, and we decided against it. Nothing is sent.",
                "Why have you decided not to share?",
            ),
        },
    ),
    Question.RECORDED: QuestionWords(
        why="Whoever reads the child's file later must see what was decided, by whom and why, "
        "whether it was to share or not.",
        hint="Read the answers as someone would who was not there.",
        choices={
            Answer.YES: ChoiceWords("The record is whole and can go to management."),
            Answer.NO: ChoiceWords("We show you what is missing.", "What is missing?"),
        },
    ),
}

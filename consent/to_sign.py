"""What one parent is asked to sign about one child, in one go, and in which words.

The registration, if it is explained and not yet signed; every consent that they are asked for; what they said aloud and
have not confirmed in writing. Only what this person may sign is among it (guidance: who may consent).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format

from consent import wording
from consent.models import Child, ConsentRequest, ConsentStatement, FamilyLink, Handover, Parent, Registration, Signable
from neston_sharing.foundation.together import fetch_each

YES, NO, LATER = "yes", "no", "later"
ASK_ME_LATER = (LATER, "Ask me later")
GIVEN = ConsentStatement.Statement.GIVEN
Matter = ConsentRequest | ConsentStatement


@dataclass(frozen=True)
class Answer:
    """What a parent says to one question: YES, NO or LATER, and whom we must not tell."""

    says: str
    exceptions: str = ""


OPEN = Answer(LATER)


@dataclass(frozen=True)
class Question:
    """One consent that is asked for, or one spoken statement to be confirmed: what, to whom, until when."""

    about: Matter

    @property
    def name(self) -> str:
        return f"{self.about._meta.model_name}-{self.about.pk}"

    @property
    def heading(self) -> str:
        return wording.matter(self.about)

    @property
    def is_asked(self) -> bool:
        """Whether it asks for a new consent; otherwise, for what was said before."""
        return isinstance(self.about, ConsentRequest)

    @property
    def sentence(self) -> str:
        if isinstance(self.about, ConsentRequest):
            return "Do you agree?"
        said = "yes, we may share this" if self.about.statement == GIVEN else "no, we may not share this"
        return f"On {date_format(self.about.stated_on)} you told us: {said}. Is that right?"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Refusing is as easy as agreeing. A spoken "no" can be confirmed, or the parent is asked anew."""
        if self.is_asked:
            return [(YES, "Yes, I agree"), (NO, "No, I do not agree"), ASK_ME_LATER]
        right = (YES, "Yes, that is right")
        if isinstance(self.about, ConsentStatement) and self.about.statement == GIVEN:
            return [right, (NO, "No, you may not share this"), ASK_ME_LATER]
        return [right, ASK_ME_LATER]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Give what is asked in plain words, as pairs for a list."""
        about = self.about
        facts = [
            ("What", about.scope),
            ("Who we may tell", "; ".join(map(str, about.named))),
            ("Who we must not tell", "; ".join(_left_out(about))),
            ("Until when", _until(about.valid_until, about.review_on)),
            ("On these terms", about.conditions),
        ]
        return [(name, value) for name, value in facts if value]

    def as_shown(self, answer: Answer) -> wording.Section:
        """Give the question with the answer that was chosen, for keeping with the signature."""
        said = [f"I answered: {dict(self.choices)[answer.says]}"]
        if answer.exceptions:
            said.append(f"Do not tell: {answer.exceptions}")
        facts = (f"{name}: {value}" for name, value in self.facts)
        return wording.Section(self.heading, (*facts, self.sentence), tuple(said))


def _left_out(about: Matter) -> list[str]:
    """Give whom a spoken word left out; on the tablet, a parent says so in the answer."""
    if isinstance(about, ConsentRequest):
        return []
    return [*map(str, about.left_out), *([about.exceptions] if about.exceptions else [])]


def _until(valid_until: date | None, review_on: date | None) -> str:
    until = date_format(valid_until) if valid_until else "You tell us to stop"
    return f"{until}. We look at it again on {date_format(review_on)}" if review_on else until


@dataclass(frozen=True)
class ToSign:
    """What stands before one parent; nothing of it where they may sign nothing."""

    registration: Registration | None = None
    questions: tuple[Question, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.registration or self.questions)

    @property
    def consent_words(self) -> list[wording.Section]:
        """The words around the questions."""
        asked = dict.fromkeys(question.about.purpose for question in self.questions if question.is_asked)
        return wording.read_once(section for purpose in asked for section in wording.for_consent(purpose).sections)

    def as_shown(self, answers: Mapping[str, Answer]) -> list[dict]:
        """Give all that was before the parent, with what they answered: [{"heading", "paragraphs", "points"}, …]."""
        sections = [
            *(wording.CURRENT.sections if self.registration else ()),
            *self.consent_words,
            *(each.as_shown(answers.get(each.name, OPEN)) for each in self.questions),
            *([wording.CURRENT.signed] if self.registration else ()),
        ]
        return [section.as_shown() for section in sections]


def each_to_sign(child: Child) -> list[tuple[FamilyLink, ToSign]]:
    """Say for each of a child's parents and carers what they would sign today: a handful of queries in all.

    Whoever was entered twice stands here once, by the link that lets them sign the most.
    """
    registration = child.registrations.to_sign()
    asked, spoken, links = fetch_each(
        child.consent_requests.askable().with_all(),
        child.consents.to_confirm(date.max).with_people(),
        child.links.with_people().with_delegations(),
    )
    waiting: list[Matter] = [*_once_each(asked), *spoken]
    return [(_strongest(theirs), _for(theirs, registration, waiting)) for theirs in _by_person(links)]


def _by_person(links: Iterable[FamilyLink]) -> list[list[FamilyLink]]:
    people: dict[int, list[FamilyLink]] = {}
    for link in links:
        people.setdefault(link.parent.one_id, []).append(link)
    return list(people.values())


def _strongest(links: list[FamilyLink]) -> FamilyLink:
    return max(links, key=lambda link: sum(map(link.may_sign, Signable)))


def _once_each(requests: Iterable[ConsentRequest]) -> Iterable[ConsentRequest]:
    """Ask the same parent about the same matter once, in the words that were prepared last."""
    return {(each.parent.one_id, *each.matter): each for each in requests}.values()


def to_sign(child: Child, parent: Parent) -> ToSign:
    return next((asked for link, asked in each_to_sign(child) if link.parent.one_id == parent.one_id), ToSign())


def of_handover(handover: Handover) -> ToSign:
    """Give what the tablet shows: what could be signed when it was handed over, and still can."""
    asked, when = to_sign(handover.about, handover.parent), handover.handed_over_at
    registration = asked.registration if handover.registration_id else None
    return ToSign(registration, tuple(each for each in asked.questions if _prepared(each.about) <= when))


def _prepared(about: Matter) -> datetime:
    return about.prepared_at if isinstance(about, ConsentRequest) else about.recorded_at


def _for(links: list[FamilyLink], registration: Registration | None, waiting: Iterable[Matter]) -> ToSign:
    """What one person may sign of it, by any of their links to the child."""

    def may(what: str) -> bool:
        return any(link.may_sign(what) for link in links)

    theirs = (each for each in waiting if each.parent.one_id == links[0].parent.one_id)
    return ToSign(
        registration if may(Signable.REGISTRATION) else None,
        tuple(Question(each) for each in theirs if may(each.purpose)),
    )

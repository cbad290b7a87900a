"""What a child's parents have said about sharing, set out for pages: by matter, then by parent, newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.text import get_text_list

from consent.coverage import DISAGREE, IN_FORCE, Coverage, Reliance
from consent.models import Child, ConsentStatement, DisputeResolution, FamilyLink
from consent.models.statement import SOON
from consent.presenters.misfiled import Misfiled
from consent.said import Matter as About
from consent.said import Said
from neston_sharing.foundation.templatetags.neston import long_date

COLOURS = {IN_FORCE: "green", DISAGREE: "amber", "Ask again": "amber", "Never confirmed": "amber", "Ended": "grey"}
TAKEN_BACK = {Said.REFUSED.label, Said.WITHDRAWN.label}


@dataclass(frozen=True)
class Term:
    """One thing that belongs to a consent, under its heading."""

    key: str
    value: str


@dataclass(frozen=True)
class Voice:
    """One parent on one matter: every statement, and how the last valid one (`last`, or None) stands today and why."""

    name: str
    statements: list[ConsentStatement]
    last: ConsentStatement | None
    kind: str  # colour of the status tag
    status: str
    why: str
    terms: list[Term]
    soon: list[str]  # what ends within thirty days

    @property
    def can_be_withdrawn(self) -> bool:
        return self.last is not None and self.last.statement == Said.GIVEN


@dataclass(frozen=True)
class Judgement:
    """What a manager decided where parents disagreed; it `stands` until more is said on the matter."""

    resolution: DisputeResolution
    stands: bool


@dataclass(frozen=True)
class Matter:
    """`last_word` is what a judgement weighs last; `disputed` are the consents that one could rely on."""

    title: str
    voices: list[Voice]
    judgements: list[Judgement]
    disputed: list[ConsentStatement]
    last_word: ConsentStatement

    @property
    def judged(self) -> bool:
        return any(judgement.stands for judgement in self.judgements)

    def statement(self, number: str) -> ConsentStatement | None:
        """Find one of its statements by its number, as it was typed or posted."""
        return next((word for voice in self.voices for word in voice.statements if str(word.pk) == number), None)


def history(child: Child, filed: Misfiled | None = None, links: Iterable[FamilyLink] | None = None) -> list[Matter]:
    """Give all statements of a child's parents; what was recorded wrongly stays, marked as such.

    With `filed`, each has `traces` of the other child's file in which it stood first, or belongs. `links` are the
    child's, if they are at hand.
    """
    words = Reliance(child, links=links)
    for word in words.said:
        word.traces = filed.of(word) if filed else []
    said = sorted(words.said, key=lambda word: (word.matter, word.parent.name, word.parent.one_id, -word.pk))
    return [_matter(words, about, list(group)) for about, group in groupby(said, key=lambda word: word.matter)]


def matter_of(child: Child, statement: str | None) -> Matter | None:
    """Find the matter that a statement (its number, as typed in an address) is on; without it the first in dispute."""
    matters = history(child)
    if statement:
        return next((matter for matter in matters if matter.statement(statement)), None)
    return next((matter for matter in matters if matter.disputed and not matter.judged), None)


def _matter(words: Reliance, about: About, said: list[ConsentStatement]) -> Matter:
    standing = words.judgement(about)
    made = [Judgement(each, each == standing) for each in words.judgements if each.matter == about]
    voices = [_voice(words, list(group)) for _, group in groupby(said, key=lambda word: word.parent.one_id)]
    latest = max(said, key=lambda word: word.pk)
    return Matter(said[0].matter_in_words, voices, made[::-1], words.disputed(about), latest)


def _voice(words: Reliance, said: list[ConsentStatement]) -> Voice:
    last = next((word for word in words.last if word.subject == said[0].subject), None)
    for word in said:
        word.noted_wrong = word.pk in words.wrong
    covered = words.coverage(last) if last else Coverage(False, "What was recorded never counted.", "Recorded wrongly")
    kind = "red" if covered.standing in TAKEN_BACK else COLOURS.get(covered.standing, "grey")
    soon = list(_soon(last, words)) if last and covered.ok else []
    return Voice(said[0].parent.name, said, last, kind, covered.standing, covered.why, terms_of(last), soon)


def terms_of(word: ConsentStatement | None) -> list[Term]:
    """List what a consent says and allows, or what a refusal is about; of a withdrawal, why."""
    if word is None:
        return []
    if word.statement == Said.WITHDRAWN:
        return [Term("Why", word.reason)]
    given = word.statement == Said.GIVEN
    told = get_text_list([str(recipient) for recipient in word.named], "and")
    spared = get_text_list([str(recipient) for recipient in word.left_out], "and")
    terms = (
        ("What information", word.scope),
        ("Who may be told" if given else "Who may not be told", told or ("" if given else "Anybody")),
        ("Who must not be told", "\n".join(each for each in (spared, word.exceptions) if each)),
        ("Conditions", word.conditions),
        ("Ends on", long_date(word.valid_until)),
        ("Look at it again on", long_date(word.review_on)),
        ("Why", word.reason),
    )
    return [Term(key, value) for key, value in terms if value]


def _soon(word: ConsentStatement, words: Reliance) -> Iterator[str]:
    """Say what passes within thirty days, before it does."""
    days = (
        ("Ends on", word.valid_until),
        ("To be confirmed in writing by", word.confirm_by if word.is_unconfirmed(words.on) else None),
        ("Look at it again on", word.review_on),
    )
    yield from (f"{what} {long_date(day)}" for what, day in days if day and day <= words.on + SOON)

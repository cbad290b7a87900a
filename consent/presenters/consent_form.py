"""The form on which one parent answers on paper what they are asked to consent to (policy 3.4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from consent import wording
from consent.models import Child, ConsentStatement, FamilyLink, Parent
from consent.to_sign import Question, to_sign

Purpose = ConsentStatement.Purpose
STANDING = (Purpose.ADDITIONAL_NEEDS, Purpose.DEVELOPMENT_SUMMARIES)
WRITTEN_IN = ("What", "Who we may tell", "Until when")
EITHER = ("Yes, I agree", "No, I do not agree")


@dataclass(frozen=True)
class OnPaper:
    """One question as it is printed; a fact without words is room to write them in."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    sentence: str
    choices: tuple[str, ...]
    is_asked: bool = True


def papers_of(links: Iterable[FamilyLink]) -> list[Parent]:
    """Give those of a child's family for whom a form can be printed: who may consent to something for them today."""
    return list({link.parent.one_id: link.parent.one for link in links if any(map(link.may_sign, Purpose))}.values())


def form_for(child: Child, parent: Parent, chosen: Iterable[str] = ()) -> dict:
    """Say what the form says. Without a choice it holds what this parent is asked or is to confirm; where that is
    nothing, the two standing consents. It has no `questions` for somebody who may sign none of it."""
    waiting = to_sign(child, parent).questions
    wanted = [purpose for purpose in Purpose if purpose in set(chosen)]
    asked = tuple(each for each in waiting if each.about.purpose in wanted) if wanted else waiting
    there = {each.about.purpose for each in asked}
    blank = [each for each in wanted or ([] if asked else STANDING) if each not in there and _may(parent, child, each)]
    said = _said(asked, blank)
    return {
        "child": child,
        "parent": parent,
        "words": _words(said, asked, blank),
        "versions": _versions(said),
        "questions": [*map(_printed, asked), *map(_to_fill_in, blank)],
    }


def _may(parent: Parent, child: Child, purpose: str) -> bool:
    return Parent.objects.entitled_to(child, purpose).filter(pk=parent.one_id).exists()


def _printed(question: Question) -> OnPaper:
    choices = tuple(label for _, label in question.choices[:-1])  # who asks for time takes the paper home
    facts = tuple(question.facts)
    return OnPaper(question.heading, facts, question.sentence, choices, question.is_asked)


def _to_fill_in(purpose: Purpose) -> OnPaper:
    return OnPaper(wording.MATTERS[purpose], tuple((name, "") for name in WRITTEN_IN), "Do you agree?", EITHER)


def _said(asked: tuple[Question, ...], blank: list[Purpose]) -> dict[Purpose, wording.ConsentWords]:
    """Give the words for each consent that stands on the form, in the order in which it does."""
    purposes = dict.fromkeys([*(Purpose(each.about.purpose) for each in asked), *blank])
    return {purpose: wording.for_consent(purpose) for purpose in purposes}


def _words(said: dict, asked: tuple[Question, ...], blank: list[Purpose]) -> list[wording.Section]:
    """The words of what is asked anew; what is to be confirmed was read when it was said."""
    anew = {*(Purpose(each.about.purpose) for each in asked if each.is_asked), *blank}
    return wording.read_once(section for purpose in said if purpose in anew for section in said[purpose].sections)


def _versions(said: dict) -> list[str]:
    """Name the words that stand on the form, each with its version: what the scan of it is kept with."""
    return [f"{purpose.label}: {words.version}" for purpose, words in said.items()]

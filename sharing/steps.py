"""The wizard's pages in their order for one decision: which may be opened, and which is to be filled in now.

Questions 1 to 6 as the path asks, the outcome, question 7 if we share, the family, question 8, check your answers.
"""

from enum import StrEnum

from django.urls import reverse

from sharing.checklist import Question
from sharing.models import Decision


class Page(StrEnum):
    """A page that is no question; its value is its address's name."""

    OUTCOME = "sharing:outcome"
    FAMILY = "sharing:family"
    CHECK = "sharing:check"


Step = Question | Page


def steps(decision: Decision) -> tuple[Step, ...]:
    """The pages that may be opened, in order; the last is the one to fill in now."""
    path = decision.path
    asked = tuple(question for question in path.questions if question <= Question.PUBLIC_INTEREST)
    if path.conclusion is None:
        return asked
    if decision.outcome is None:
        return (*asked, Page.OUTCOME)
    return (*asked, Page.OUTCOME, *_after_the_outcome(decision, path))


def _after_the_outcome(decision: Decision, path) -> tuple[Step, ...]:
    right_way = (Question.RIGHT_WAY,) if decision.outcome == Decision.Outcome.SHARE else ()
    if path.open is Question.RIGHT_WAY:
        return right_way
    if decision.family_told is None:
        return (*right_way, Page.FAMILY)
    recorded = (Page.FAMILY, Question.RECORDED)
    return (*right_way, *recorded, Page.CHECK) if path.complete else (*right_way, *recorded)


def open_step(decision: Decision) -> Step:
    """The page to fill in now: question 4 again, where the consent that it names is gone."""
    return Question.CONSENT if decision.asks_consent_again else steps(decision)[-1]


def url_of(decision: Decision, step: Step) -> str:
    if isinstance(step, Question):
        return reverse("sharing:question", args=[decision.reference, step.number])
    return reverse(step.value, args=[decision.reference])


def url_of_open(decision: Decision) -> str:
    """Where to go on: the open page of a draft, the decision's own page once it is with management or closed.

    Needs a decision fetched `with_state_facts()`.
    """
    if decision.is_being_written:
        return url_of(decision, open_step(decision))
    return decision.get_absolute_url()


def url_before(decision: Decision, step: Step | None) -> str:
    """The page before this one; of the first, the decision's details; of one that is no step, the open page."""
    pages = steps(decision)
    if step is None:
        return url_of(decision, pages[-1])
    place = pages.index(step) if step in pages else 0
    return url_of(decision, pages[place - 1]) if place else reverse("sharing:details", args=[decision.reference])

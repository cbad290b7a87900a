"""What a decision still lacks before its record is whole (question 8, policy 2.7), computed from the rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from sharing.checklist import Question
from sharing.held_back import THEN, held_back
from sharing.models import Decision
from sharing.rests_on import now_against
from sharing.steps import Page, Step, steps


@dataclass(frozen=True)
class Missing:
    """In `words`, and the page on which to put it right."""

    words: str
    step: Step


def missing_from(draft: Decision) -> list[Missing]:
    """All that is missing, in the order of the pages; whether question 8 is answered is not looked at."""
    return [*_answers(draft), *_outcome(draft), *_consent(draft), *_what_leaves(draft), *_family(draft)]


def _answers(draft: Decision) -> Iterator[Missing]:
    path = draft.path
    if path.open and path.open is not Question.RECORDED:
        waiting = f"on hold: {path.hold.label.lower()}" if path.hold else "not answered yet"
        yield Missing(f"question {path.open.number} is {waiting}", steps(draft)[-1])


def _outcome(draft: Decision) -> Iterator[Missing]:
    if draft.outcome is None:
        yield Missing("the outcome and its reasons", Page.OUTCOME)
    elif draft.outcome == Decision.Outcome.SHARE and draft.is_identifiable and draft.lawful_basis_id is None:
        yield Missing("the lawful basis", Page.OUTCOME)
    elif draft.outcome == Decision.Outcome.NOT_SHARE and draft.is_ordered_by_court and not draft.is_legally_advised:
        yield Missing("the legal advice on departing from the court order", Page.OUTCOME)


def _consent(draft: Decision) -> Iterator[Missing]:
    """A consent may have been taken back since it was relied on."""
    if against := now_against(draft):
        yield Missing(f"a consent that can be relied on. {against}", Question.CONSENT)


def _what_leaves(draft: Decision) -> Iterator[Missing]:
    if draft.outcome != Decision.Outcome.SHARE:
        return
    if not any(item.included for item in draft.items.all()):
        yield Missing("what is to be shared, item by item", Question.RIGHT_WAY)
    if not draft.route:
        yield Missing("how it will be shared", Question.RIGHT_WAY)
    if not draft.identity_known_how:
        yield Missing("how the recipient's identity is known", Question.RIGHT_WAY)
    for held in held_back(draft):
        yield Missing(f"whether one item may be passed on. {held.why}. {THEN}", Question.RIGHT_WAY)


def _family(draft: Decision) -> Iterator[Missing]:
    if draft.family_told is None:
        yield Missing("whether the family was told, or why not", Page.FAMILY)

"""What waits on top of a child's file: tasks for {% task_list %}, with their state as its tag."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from sharing.models import Decision
from sharing.presenters.child import PresentedChild
from sharing.presenters.words import STATES, listed


@dataclass(frozen=True)
class Task:
    title: str
    url: str
    status: str
    kind: str
    hint: str = ""


def tasks_for(child: PresentedChild, decisions: Iterable[Decision]) -> list[Task]:
    """Give what is unfinished: decisions fetched `for_listing()`, a missing signature, consents to ask for again."""
    return [*map(_decision, decisions), *_registration(child), *_consents(child)]


def _decision(decision: Decision) -> Task:
    state = STATES[decision.state]
    hint = listed((decision.agency, f"held by {decision.holder}" if decision.is_open else ""))
    return Task(f"Decision {decision.reference}", decision.get_absolute_url(), state.word, state.kind, hint)


def _registration(child: PresentedChild) -> Iterator[Task]:
    if not child.registered:
        page = reverse("consent:registration", args=[child.reference])
        yield Task(
            "Registration", page, "Not signed", "red", "A parent with parental responsibility has yet to sign it"
        )


def _consents(child: PresentedChild) -> Iterator[Task]:
    for consent in child.consents:
        if consent.due:
            page = reverse("consent:statements", args=[child.reference])
            yield Task(f"Consent: {consent.matter}", page, consent.state.word, consent.state.kind, consent.parent)

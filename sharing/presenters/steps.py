"""What this reader can do about a decision now: the buttons of its page, as far as their role and its state allow."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from sharing.models import Decision
from sharing.steps import url_of_open

State = Decision.State
WORKED_ON = {State.DRAFT, State.RETURNED}
WAITING = {State.WITH_MANAGEMENT, State.REFERRED}
RECORDED = {State.REFERRED, State.TO_DISCLOSE, State.SHARED, State.NOT_SHARED}
DISCLOSED = {State.REFERRED, State.TO_DISCLOSE, State.SHARED}


@dataclass(frozen=True)
class NextStep:
    title: str
    url: str


def steps_for(decision: Decision, *, user) -> list[NextStep]:
    """Give the steps, the one that waits first; two queries at most."""
    return [*_work(decision, user), *_back_up(decision, user), *_afterwards(decision, user)]


def _work(decision: Decision, user) -> Iterator[NextStep]:
    if decision.state not in WORKED_ON or not Decision.objects.editable_by(user).contains(decision):
        return
    yield NextStep("Continue", url_of_open(decision))


def _back_up(decision: Decision, user) -> Iterator[NextStep]:
    if decision.state in WAITING and Decision.objects.backable_by(user).contains(decision):
        yield _step("Back it up or return it", "back-up", decision)


def _afterwards(decision: Decision, user) -> Iterator[NextStep]:
    if decision.state in DISCLOSED and user.has_perm("sharing.disclose"):
        yield _step("Record a disclosure", "disclose", decision)
    if decision.state in RECORDED and user.has_perm("sharing.make_decision"):
        yield _step("Add an addendum", "add", decision)


def _step(title: str, page: str, decision: Decision) -> NextStep:
    return NextStep(title, reverse(f"sharing:{page}", args=[decision.reference]))

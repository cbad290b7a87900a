"""What this reader can do now about a decision or a child: the buttons of a page, as far as role and state allow."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse

from consent.models import Child
from sharing.actions.decide_again import may_be_decided_again
from sharing.checklist import Hold
from sharing.models import Decision
from sharing.presenters.not_shared import may_be_told
from sharing.steps import url_of_open

State = Decision.State
WORKED_ON = {State.DRAFT, State.RETURNED}
OPEN = {*WORKED_ON, State.WITH_MANAGEMENT}
WAITING = {State.WITH_MANAGEMENT, State.REFERRED}
RECORDED = {State.REFERRED, State.TO_DISCLOSE, State.STOPPED, State.SHARED, State.NOT_SHARED}
DISCLOSED = {State.REFERRED, State.TO_DISCLOSE, State.SHARED}
CAN_STILL_BE_STOPPED = {*OPEN, State.TO_DISCLOSE, State.STOPPED}

FROM_A_FILE = (
    ("consent.record_consent", "Record a consent", "consent:statement-new"),
    ("sharing.record_received", "Information from agencies", "sharing:received-list"),
    ("sharing.seek_advice", "Advice", "sharing:advice-list"),
    ("consent.register_child", "Set a flag", "consent:flag-new"),
    ("consent.register_child", "Change details", "consent:child-edit"),
    ("sharing.view_visitors", "Visits", "sharing:child-visits"),
    ("sharing.record_meetings", "Meetings", "sharing:child-meetings"),
    ("sharing.read_concerns", "Chronology", "sharing:significant-events"),
    ("sharing.give_leaflet", "Leaflet for a parent", "sharing:leaflet-choose"),
    ("sharing.lead_safeguarding", "Who has looked", "sharing:looked"),
    ("consent.restrict_record", "Who may see it", "consent:restrictions"),
    ("consent.manage_exclusions", "Who must not see it", "consent:exclusions"),
    ("sharing.export_record", "Copies of the record", "sharing:record-copies"),
)
"""Permission, words and page of what one does from a child's file, beside deciding and referring."""


@dataclass(frozen=True)
class NextStep:
    title: str
    url: str


def steps_for(decision: Decision, *, user) -> list[NextStep]:
    """Give the steps, the one that waits first; two queries at most."""
    mine = decision.state in OPEN and Decision.objects.editable_by(user).contains(decision)
    work, cannot_wait = (_work(decision, user), _cannot_wait(decision, user)) if mine else ((), ())
    return [*work, *_back_up(decision, user), *_afterwards(decision, user), *cannot_wait]


def can_decide_again(decision: Decision, against: str, *, user) -> bool:
    """Whether this reader has cause to decide it again, and nobody has; no query."""
    open_to = decision.state in RECORDED and user.has_perm("sharing.make_decision")
    return open_to and not decision.decided_again_in and may_be_decided_again(decision, against)


def ways_for(child: Child, *, user) -> list[NextStep]:
    """Give what this reader can do from a child's file."""
    ways = [
        NextStep(title, reverse(name, args=[child.reference])) for may, title, name in FROM_A_FILE if user.has_perm(may)
    ]
    return [*_about(child, user), *ways]


def _about(child: Child, user) -> Iterator[NextStep]:
    if user.has_perm("sharing.make_decision"):
        yield NextStep("Start a decision", f"{reverse('sharing:start')}?child={child.reference}")
    if user.has_perm("sharing.refer"):
        yield NextStep("Refer now", f"{reverse('sharing:refer')}?child={child.reference}")
    if user.has_perm("sharing.raise_concern"):
        yield NextStep("Report a concern", f"{reverse('sharing:concern-new')}?child={child.reference}")


def _work(decision: Decision, user) -> Iterator[NextStep]:
    if decision.state not in WORKED_ON:
        return
    if decision.path.hold is Hold.SEEK_ADVICE and user.has_perm("sharing.seek_advice"):
        yield _advice(decision)
    yield NextStep("Continue", url_of_open(decision))
    yield _step("Change what it is about", "details", decision)
    if user.has_perm("sharing.hand_over_draft"):
        yield _step("Hand it over", "hand-over", decision)
    yield _step("Abandon it", "abandon", decision)


def _advice(decision: Decision) -> NextStep:
    """The way on from a doubt (policy 2.3)."""
    page, question = reverse("sharing:advice-new", args=[decision.about.reference]), decision.path.open
    return NextStep("Record advice", f"{page}?decision={decision.reference}&question={question}")


def _cannot_wait(decision: Decision, user) -> Iterator[NextStep]:
    """What is open, sent or not, can turn into a referral."""
    if user.has_perm("sharing.refer"):
        yield NextStep("It cannot wait: refer now", f"{reverse('sharing:refer')}?decision={decision.reference}")


def _back_up(decision: Decision, user) -> Iterator[NextStep]:
    if decision.state in WAITING and Decision.objects.backable_by(user).contains(decision):
        yield _step("Back it up or return it", "back-up", decision)


def _afterwards(decision: Decision, user) -> Iterator[NextStep]:
    if decision.state in DISCLOSED and user.has_perm("sharing.disclose"):
        yield from _arrival(decision)
        yield _step("Record a disclosure", "disclosure-new", decision)
    if decision.state == State.TO_DISCLOSE and user.has_perm("sharing.disclose"):
        yield _step("Check the recipient's copy", "copy", decision)
    if may_be_told(decision) and user.has_perm("sharing.disclose"):
        yield _step("Record that whoever asked was told", "asker-told", decision)
    if decision.state == State.STOPPED and user.has_perm("sharing.disclose"):
        yield _step("Record what went out before", "disclosure-new", decision)
    if decision.state in RECORDED and user.has_perm("sharing.make_decision"):
        yield _step("Add an addendum", "addendum-new", decision)
    if decision.state in RECORDED and user.has_perm("sharing.refile_decision"):
        yield _step("Recorded under the wrong child", "refile", decision)


def _arrival(decision: Decision) -> Iterator[NextStep]:
    """Of what went out first and is not known to have come; one after the other."""
    on_its_way = (each for each in decision.disclosures.all() if getattr(each, "arrival", None) is None)
    for disclosure in islice(on_its_way, 1):
        yield NextStep("Record that it arrived", reverse("sharing:arrival", args=[disclosure.pk]))


def _step(title: str, page: str, decision: Decision) -> NextStep:
    return NextStep(title, reverse(f"sharing:{page}", args=[decision.reference]))

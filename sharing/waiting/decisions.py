"""Decisions on the home page: every group of them from one query, so that a page with ten groups asks as for one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from neston_sharing.foundation.templatetags.neston import date_time, long_date
from sharing.backing_up import in_person
from sharing.checklist import Hold
from sharing.models import Decision
from sharing.presenters.words import state_of
from sharing.standing_in import on_behalf
from sharing.steps import url_of_open
from sharing.waiting.tasks import SHOWN, Group, Task

ALL = "?state=waiting"

NOT_IN_TIME = "Referrals that nobody backed in person in time"


@dataclass(frozen=True)
class OfDecisions:
    """A group: which decisions stand in it for a person (None without asking: none can), and what a line says."""

    title: str
    rows: Callable[..., QuerySet[Decision] | None]
    task: Callable[[Decision], Task]
    more: str | None = ALL  # of the list of decisions; none: nothing leads on
    newest_first: bool = False
    by: Callable[[Decision], datetime] | None = None  # what its rows are sorted by, if not by their number

    def of(self, decisions: Iterable[Decision]) -> Group | None:
        rows = sorted(decisions, key=self.by) if self.by else list(decisions)
        rows = rows[::-1] if self.newest_first else rows
        if not rows:
            return None
        leads_on = len(rows) > SHOWN and self.more is not None
        more = reverse("sharing:decisions") + (self.more or "") if leads_on else ""
        return Group(self.title, tuple(map(self.task, rows[:SHOWN])), more)


def groups_of_decisions(user, stood_in_for: Sequence = ()) -> dict[str, Group | None]:
    """Give each group that may hold something for this person by its title, in two queries whatever they are.

    What waits for a backer says so where it waits for somebody who is away, too.
    """
    asked = {group: rows for group in OF_DECISIONS if (rows := group.rows(user)) is not None}
    if not asked:
        return {}
    marks = {f"group_{number}": Q(pk__in=rows.order_by().values("pk")) for number, rows in enumerate(asked.values())}
    found = Decision.objects.filter(reduce(or_, marks.values())).annotate(
        **{name: ExpressionWrapper(mark, BooleanField()) for name, mark in marks.items()}
    )
    facts = found.with_people().with_state_facts().with_last_return().with_path().oldest_first()
    facts = _with_absent(facts, stood_in_for)
    return {
        group.title: group.of(decision for decision in facts if getattr(decision, name))
        for name, group in zip(marks, asked, strict=True)
    }


def _with_absent(rows: QuerySet[Decision], stood_in_for: Sequence) -> list[Decision]:
    """Fetch them, each with those away for whom it waits (`waits_for`); without another query."""
    marks = {f"waits_for_{number}": person for number, person in enumerate(stood_in_for)}
    found = rows.annotate(**{name: _waits_for(person) for name, person in marks.items()})
    for row in (made := list(found)):
        row.waits_for = [person for name, person in marks.items() if getattr(row, name)]
    return made


def _waits_for(person) -> ExpressionWrapper:
    theirs = Decision.objects.backable_by(person).order_by().values("pk")
    return ExpressionWrapper(Q(pk__in=theirs), BooleanField())


def _task(decision: Decision, url: str, hint: str, status: str, kind: str = "") -> Task:
    child = decision.about
    return Task(f"{decision.reference}, {child.name}", url, hint, status, kind, child)


def since(moment: datetime | None, late: bool = False) -> str:
    return f"{'Overdue, since' if late else 'Since'} {date_time(moment)}"


def _is_late(decision: Decision) -> bool:
    """Whether the agency needed it before today."""
    return decision.needed_by is not None and decision.needed_by < timezone.localdate()


def _by_when(decision: Decision) -> str:
    return f", needed by {long_date(decision.needed_by)}" if decision.needed_by else ""


def _needed(decision: Decision, page: str, hint: str, moment: datetime | None) -> Task:
    """What an agency needs, in red from the day after that by which it needed it."""
    late, url = _is_late(decision), reverse(f"sharing:{page}", args=[decision.reference])
    return _task(decision, url, hint, since(moment, late), "red" if late else "amber")


# --- For backers --------------------------------------------------------------------------------------------------
def _to_back(user):
    return Decision.objects.backable_by(user)


def _referrals_to_back(user):
    """A referral waits to the end of the next working day, then before the committee's officer too."""
    return _to_back(user).referred()


def how_many_overdue(user) -> int:
    """For the digest by e-mail, which names nobody."""
    return _to_back(user).not_in_time().count()


def _referral(decision: Decision) -> Task:
    waits = in_person(decision.recorded_at or decision.started_at)
    return _task(
        decision,
        reverse("sharing:back-up", args=[decision.reference]),
        f"Referred to {decision.agency} by {decision.decided_by}, {date_time(decision.recorded_at)}"
        + on_behalf(decision.waits_for),
        waits.words,
        waits.colour,
    )


def _decisions_to_back(user):
    return _to_back(user).open()


def _sent(decision: Decision) -> Task:
    hint = f"{decision.get_outcome_display()}: {decision.agency}{_by_when(decision)}{on_behalf(decision.waits_for)}"
    return _needed(decision, "back-up", hint, decision.sent_at)


def _disagreements(user):
    """The committee's officer is told of every referral that a backer did not agree with."""
    if not user.has_perm("sharing.back_up_when_asked"):
        return None
    return Decision.objects.disagreements_for(user)


def _disagreed(decision: Decision) -> Task:
    url = reverse("sharing:interest", args=[decision.reference])
    return _task(decision, url, f"Referred to {decision.agency}", "Add your view")


def to_declare(user) -> list[Task]:
    """What came to the committee's officer, who reads none of it before they have said what interest they have."""
    if not user.has_perm("sharing.back_up_when_asked"):
        return []
    rows = Decision.objects.all().may_declare(user).undeclared_by(user).oldest_first()
    hint = "Say first whether you have an interest in it"
    return [
        Task(row.reference, reverse("sharing:interest", args=[row.reference]), hint, "Not read yet", "amber")
        for row in rows
    ]


# --- For those who make decisions ---------------------------------------------------------------------------------
def _returned_to_me(user):
    return Decision.objects.editable_by(user).worked_on_or_made_by(user).returned()


def _returned(decision: Decision) -> Task:
    return _task(decision, url_of_open(decision), f"“{decision.returned_why}”", since(decision.returned_at), "amber")


def _drafts_of_mine(user):
    mine = Decision.objects.editable_by(user).drafts().held_by(user)
    return mine.exclude(pk__in=mine.held_up_since(_midnight(), Hold.SEEK_ADVICE).values("pk"))


def _draft(decision: Decision) -> Task:
    hold = decision.path.hold
    return _task(
        decision,
        url_of_open(decision),
        f"On hold: {hold.label.lower()}" if hold else f"For {decision.agency}",
        since(decision.started_at),
        "amber" if hold else "",
    )


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def _in_doubt(user):
    """A doubt that is not settled the same day stands before the lead, and before who holds it (policy 1.7, 2.3)."""
    open_to = Decision.objects.editable_by(user)
    seen = open_to if user.has_perm("sharing.hand_over_draft") else open_to.held_by(user)
    return seen.held_up_since(_midnight(), Hold.SEEK_ADVICE)


def _doubted_at(decision: Decision) -> datetime:
    """When the answer that is in doubt was given; when it was started, should none be."""
    doubts = (row.answered_at for row in decision.answers.all() if row.question == decision.path.open)
    return next(doubts, decision.started_at)


def _is_in_doubt(decision: Decision) -> Task:
    asked = decision.path.open
    hint = f"Not sure at question {asked.number}: held by {decision.holder}" if asked else f"Held by {decision.holder}"
    return _task(decision, decision.get_absolute_url(), hint, since(_doubted_at(decision)), "amber")


def _held_up(user):
    """A hold that is not resolved the same day is put in front of those who can hand the draft to another."""
    if not user.has_perm("sharing.hand_over_draft"):
        return None
    others = [hold for hold in Hold if hold is not Hold.SEEK_ADVICE]
    return Decision.objects.editable_by(user).held_by_others_than(user).held_up_since(_midnight(), *others)


def _is_held_up(decision: Decision) -> Task:
    hold = decision.path.hold
    hint = f"{hold.label if hold else 'On hold'}: held by {decision.holder}"
    return _task(decision, decision.get_absolute_url(), hint, since(decision.started_at), "amber")


def _stranded(user):
    """What its holder cannot go on with is put before those who can hand it to another; why they cannot is not said."""
    if not user.has_perm("sharing.hand_over_draft"):
        return None
    return Decision.objects.editable_by(user).filter(pk__in=Decision.objects.all().stranded().values("pk"))


def _to_hand_over(decision: Decision) -> Task:
    url = reverse("sharing:hand-over", args=[decision.reference])
    return _task(decision, url, f"Held by {decision.holder}", since(decision.started_at), "amber")


def _to_disclose(user):
    return Decision.objects.disclosable_by(user).awaiting_disclosure()


def _to_share(decision: Decision) -> Task:
    return _needed(decision, "disclosure-new", f"With {decision.agency}{_by_when(decision)}", decision.recorded_at)


def _to_decide_again(user):
    """Decided and backed, on a consent that is gone: nothing goes out, and somebody decides again or leaves it."""
    return Decision.objects.disclosable_by(user).stopped().not_decided_again()


def _stopped(decision: Decision) -> Task:
    state = state_of(decision)
    return _task(decision, decision.get_absolute_url(), f"Was to go to {decision.agency}", state.word, state.kind)


def _to_tell(user):
    """It was decided and backed not to share what somebody asked for: they are told so (policy 2.7)."""
    if not user.has_perm("sharing.disclose"):
        return None
    return Decision.objects.asker_told_by(user).untold()


def _untold(decision: Decision) -> Task:
    return _needed(decision, "asker-told", f"{decision.agency} asked{_by_when(decision)}", decision.recorded_at)


REFERRED = OfDecisions("Referrals to back in person", _referrals_to_back, _referral)
BACK_UP = OfDecisions("Decisions to back", _decisions_to_back, _sent)
RETURNED = OfDecisions("Returned to you", _returned_to_me, _returned)
DOUBTS = OfDecisions("In doubt since yesterday or longer: seek advice", _in_doubt, _is_in_doubt, None, by=_doubted_at)
STRANDED = OfDecisions("To be handed over: who holds it cannot go on", _stranded, _to_hand_over, more=None)
HELD_UP = OfDecisions("On hold since yesterday or longer", _held_up, _is_held_up, more=None)
STOPPED = OfDecisions("Not to be shared: the consent is gone", _to_decide_again, _stopped)
DISCLOSE = OfDecisions("Backed, and to be shared", _to_disclose, _to_share)
UNTOLD = OfDecisions("Not shared: tell whoever asked", _to_tell, _untold, "not-shared/")
DRAFTS = OfDecisions("Your drafts", _drafts_of_mine, _draft)
DISAGREED = OfDecisions("Referrals that a backer disagreed with", _disagreements, _disagreed, "", newest_first=True)
OF_DECISIONS = (REFERRED, BACK_UP, RETURNED, STRANDED, DOUBTS, HELD_UP, STOPPED, DISCLOSE, UNTOLD, DRAFTS, DISAGREED)

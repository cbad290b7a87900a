"""What waits for whom and since when, first things first: the home page asks nothing else.

Each group takes a constant number of queries and shows the oldest few; `more` leads to the rest.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from consent.models import Child
from neston_sharing.foundation.templatetags.neston import date_time, long_date
from sharing.models import Decision, Disclosure
from sharing.presenters.words import state_of
from sharing.steps import url_of_open
from sharing.upkeep import Group, Task, upkeep
from sharing.waiting_concerns import about_adults, next_steps, unread
from sharing.waiting_requests import asked_of_others
from sharing.waiting_visits import left_open
from sharing.working_days import next_working_day

SHOWN = 8
"""Rows of a group on the home page."""


def waiting_for(user) -> list[Group]:
    """Give every group that has something in it for this person, the most urgent first."""
    return [group for make in GROUPS if (group := make(user))]


def _group(title: str, rows: QuerySet, task: Callable[..., Task], more: str = "") -> Group | None:
    oldest = list(rows[: SHOWN + 1])
    if not oldest:
        return None
    return Group(title, tuple(map(task, oldest[:SHOWN])), more if len(oldest) > SHOWN else "")


def _all_decisions() -> str:
    return reverse("sharing:decisions") + "?state=waiting"


def _about(decision: Decision) -> str:
    return f"{decision.reference}, {decision.about.name}"


def _since(moment: datetime | None, late: bool = False) -> str:
    return f"{'Overdue, since' if late else 'Since'} {date_time(moment)}"


def _is_late(decision: Decision) -> bool:
    """Whether the agency needed it before today."""
    return decision.needed_by is not None and decision.needed_by < timezone.localdate()


def _by_when(decision: Decision) -> str:
    return f", needed by {long_date(decision.needed_by)}" if decision.needed_by else ""


def _colour(late: bool) -> str:
    return "red" if late else "amber"


# --- For backers --------------------------------------------------------------------------------------------------
def _to_back(user):
    return Decision.objects.backable_by(user).with_people().with_state_facts().oldest_first()


def referrals_to_back(user) -> Group | None:
    """A referral waits at most until the end of the next working day."""
    return _group("Referrals to back in person", _to_back(user).referred(), _referral, _all_decisions())


def _referral(decision: Decision) -> Task:
    late = next_working_day(timezone.localdate(decision.recorded_at)) < timezone.localdate()
    return Task(
        _about(decision),
        reverse("sharing:back-up", args=[decision.reference]),
        f"Referred to {decision.agency} by {decision.decided_by}",
        _since(decision.recorded_at, late),
        _colour(late),
    )


def decisions_to_back(user) -> Group | None:
    return _group("Decisions to back", _to_back(user).open(), _sent, _all_decisions())


def _sent(decision: Decision) -> Task:
    late = _is_late(decision)
    return Task(
        _about(decision),
        reverse("sharing:back-up", args=[decision.reference]),
        f"{decision.get_outcome_display()}: {decision.agency}{_by_when(decision)}",
        _since(decision.sent_at, late),
        _colour(late),
    )


def disagreements(user) -> Group | None:
    """The committee's officer is told of every referral that a backer did not agree with."""
    if not user.has_perm("sharing.back_up_when_asked"):
        return None
    rows = Decision.objects.visible_to(user).disagreed_with().with_people().newest_first()
    return _group("Referrals that a backer disagreed with", rows, _disagreed, reverse("sharing:decisions"))


def _disagreed(decision: Decision) -> Task:
    return Task(_about(decision), decision.get_absolute_url(), f"Referred to {decision.agency}", "For you to know")


# --- For those who make decisions ---------------------------------------------------------------------------------
def returned_to_me(user) -> Group | None:
    mine = Decision.objects.editable_by(user).worked_on_or_made_by(user).returned()
    rows = mine.with_people().with_state_facts().with_last_return().with_path().oldest_first()
    return _group("Returned to you", rows, _returned, _all_decisions())


def _returned(decision: Decision) -> Task:
    return Task(
        _about(decision), url_of_open(decision), f"“{decision.returned_why}”", _since(decision.returned_at), "amber"
    )


def drafts_of_mine(user) -> Group | None:
    rows = Decision.objects.editable_by(user).drafts().held_by(user)
    rows = rows.with_people().with_state_facts().with_path().oldest_first()
    return _group("Your drafts", rows, _draft, _all_decisions())


def _draft(decision: Decision) -> Task:
    hold = decision.path.hold
    return Task(
        _about(decision),
        url_of_open(decision),
        f"On hold: {hold.label.lower()}" if hold else f"For {decision.agency}",
        _since(decision.started_at),
        "amber" if hold else "",
    )


def held_up(user) -> Group | None:
    """A hold that is not resolved the same day is put in front of those who can hand the draft to another."""
    if not user.has_perm("sharing.hand_over_draft"):
        return None
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Decision.objects.editable_by(user).held_by_others_than(user).held_up_since(midnight)
    rows = rows.with_people().with_path().oldest_first()
    return _group("On hold since yesterday or longer", rows, _held_up)


def _held_up(decision: Decision) -> Task:
    hold = decision.path.hold
    hint = f"{hold.label if hold else 'On hold'}: held by {decision.holder}"
    return Task(_about(decision), decision.get_absolute_url(), hint, _since(decision.started_at), "amber")


def to_disclose(user) -> Group | None:
    rows = Decision.objects.disclosable_by(user).awaiting_disclosure().with_people().oldest_first()
    return _group("Backed, and to be shared", rows, _to_share, _all_decisions())


def _to_share(decision: Decision) -> Task:
    late = _is_late(decision)
    return Task(
        _about(decision),
        reverse("sharing:disclosure-new", args=[decision.reference]),
        f"With {decision.agency}{_by_when(decision)}",
        _since(decision.recorded_at, late),
        _colour(late),
    )


def stopped(user) -> Group | None:
    """Decided and backed, on a consent that is gone: nothing goes out, and somebody decides again or leaves it."""
    rows = Decision.objects.disclosable_by(user).stopped().not_decided_again().with_state_facts().with_people()
    return _group("Not to be shared: the consent is gone", rows.oldest_first(), _stopped, _all_decisions())


def _stopped(decision: Decision) -> Task:
    state = state_of(decision)
    return Task(
        _about(decision), decision.get_absolute_url(), f"Was to go to {decision.agency}", state.word, state.kind
    )


def to_arrive(user) -> Group | None:
    if not user.has_perm("sharing.disclose"):
        return None
    rows = Disclosure.objects.visible_to(user).awaiting_arrival().with_people().oldest_first()
    return _group("Shared, but did it arrive?", rows, _gone)


def _gone(disclosure: Disclosure) -> Task:
    return Task(
        f"{disclosure.decision.reference}, {disclosure.about.name}",
        reverse("sharing:arrival", args=[disclosure.pk]),
        f"{disclosure.to_whom}, {disclosure.get_route_display().lower()}",
        _since(disclosure.shared_at),
    )


def children_to_register(user) -> Group | None:
    """Policy 2.2: a child whose registration no parent has signed is flagged."""
    if not user.has_perm("consent.register_child"):
        return None
    rows = Child.objects.visible_to(user).attending().unregistered().by_start()
    return _group("Registration not signed", rows, _unregistered, reverse("consent:children"))


def _unregistered(child: Child) -> Task:
    today = timezone.localdate()
    begun = "Started" if child.starts_on <= today else "Starts"
    return Task(
        child.name,
        child.get_absolute_url(),
        "No parent has signed the registration",
        f"{begun} {long_date(child.starts_on)}",
        "amber" if begun == "Started" else "",
    )


GROUPS = (
    unread,
    about_adults,
    referrals_to_back,
    left_open,
    decisions_to_back,
    next_steps,
    returned_to_me,
    held_up,
    stopped,
    to_disclose,
    drafts_of_mine,
    to_arrive,
    asked_of_others,
    children_to_register,
    disagreements,
    upkeep,
)

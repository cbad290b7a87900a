"""What went out after a decision to share was backed (policy 2.7), and that it arrived.

disclose(by=, decision=, what=, items=(), professional=None, to_whom="", route=, number_or_address="",
    identity_known_how="", tracking="", shared_at=, shared_by=None, reasons={}, content=None) -> Disclosure
    `reasons` say, by code, why what the check of the copy found may go all the same; `content` is the copy as a PDF.
record_arrival(by=, disclosure=, arrived_on=, known_how=) -> Arrival
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.utils import timezone

from agencies.models import Professional
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.templatetags.neston import date_time
from sharing.actions.copies import keep_copy
from sharing.actions.requirements import by_today, must_work_there, said
from sharing.held_back import held_back, the_day
from sharing.models import Arrival, Decision, DisclosedItem, Disclosure, Item
from sharing.rests_on import now_against


@action
def disclose(
    *,
    by,
    decision: Decision,
    what: str,
    shared_at: datetime,
    route: str,
    items: Iterable[Item] = (),
    professional: Professional | None = None,
    to_whom: str = "",
    number_or_address: str = "",
    identity_known_how: str = "",
    tracking: str = "",
    shared_by=None,
    reasons: Mapping[str, str] | None = None,
    content: bytes | None = None,
) -> Disclosure:
    """Record one disclosure to the agency that was decided on; another recipient takes a decision of its own.

    Its copy is checked as it went and kept; refused while a finding is neither mended nor accepted.
    """
    decision, items = _to_share(by, decision), list(items)
    _must_have_been_backed_by(decision, shared_at)
    _must_still_rest_on_it(decision, shared_at)
    must_work_there(professional, decision.agency)
    _must_be_free_to_go(decision, items, shared_at)
    if route not in dict(Disclosure.ROUTES):
        raise Refusal("Choose how it was shared", field="route")
    name, identity = professional.name if professional else "", identity_known_how.strip()
    going = {"route": route, "used": number_or_address, "professional": professional}
    going["identity"] = identity or decision.identity_known_how
    copy = keep_copy(by=by, decision=decision, items=items, content=content, reasons=reasons, **going)
    disclosure = Disclosure.objects.create(
        decision=decision,
        agency=decision.agency,
        professional=professional,
        to_whom=said(to_whom or name, "Choose or name who received it", "to_whom"),
        route=route,
        number_or_address=number_or_address.strip(),
        identity_known_how=identity,
        what=said(what, "Say what was shared", "what"),
        copy=copy,
        tracking=tracking.strip(),
        shared_at=shared_at,
        shared_by=shared_by or by,
        recorded_by=by,
    )
    for item in items:
        DisclosedItem.objects.create(disclosure=disclosure, item=item, recorded_by=by)
    return disclosure


def _to_share(by, decision: Decision) -> Decision:
    found = Decision.objects.visible_to(by).with_people().with_answers().filter(pk=decision.pk).first()
    if found is None or not by.has_perm("sharing.disclose"):
        raise Refusal("You cannot record a disclosure of this decision.")
    if found.recorded_at is None:
        raise Refusal("This decision is not backed yet. Nothing is shared before it is, unless you refer at once.")
    if found.outcome != Decision.Outcome.SHARE:
        raise Refusal("The decision was not to share, so there is nothing to disclose.")
    return found


def _must_have_been_backed_by(decision: Decision, moment: datetime) -> None:
    """Not in the future, and not before the minute in which the decision was recorded; a referral came before that."""
    if moment > timezone.now() or decision.recorded_at is None:
        raise Refusal("Enter when it was shared: now or earlier", field="shared_at")
    backed = decision.recorded_at.replace(second=0, microsecond=0)
    if decision.origin == Decision.Origin.QUESTIONS and moment < backed:
        raise Refusal(
            f"The decision was backed on {date_time(backed)}: enter a time after that. "
            "If it went out earlier, add an addendum that says so, and tell the designated safeguarding lead",
            field="shared_at",
        )


def _must_still_rest_on_it(decision: Decision, moment: datetime) -> None:
    """Sharing by consent ends with the consent; what went out on an earlier day is recorded as it was."""
    if against := now_against(decision, on=timezone.localdate(moment)):
        raise Refusal(
            f"The consent that this decision rests on cannot be relied on. {against} Nothing is recorded. If it has "
            "not gone out, do not share it: decide again. If it has, add an addendum that says so, and tell the "
            "designated safeguarding lead"
        )


def _must_be_free_to_go(decision: Decision, items: list[Item], moment: datetime) -> None:
    """Only what was decided goes out, and what another agency told us only as policy 1.3 allows on that day."""
    if any(item.decision_id != decision.pk or not item.included for item in items):
        raise Refusal("Choose among the items that were decided to be shared", field="items")
    chosen = decision.items.among(items).with_agreements()
    if held := held_back(decision, the_day(moment), chosen):
        raise Refusal(f"{held[0].why}. Nothing is recorded: leave that item out, and ask them first", field="items")


@action
def record_arrival(*, by, disclosure: Disclosure, arrived_on: date, known_how: str) -> Arrival:
    """Record that what was shared reached the one it was for, and how we know."""
    if not by.has_perm("sharing.disclose") or not Disclosure.objects.visible_to(by).filter(pk=disclosure.pk).exists():
        raise Refusal("You cannot record this arrival.")
    if Arrival.objects.filter(disclosure=disclosure).exists():
        raise Refusal("That it arrived is recorded already. Later news is an addendum to the decision.")
    by_today(arrived_on, "Enter the day on which it arrived: today or before", "arrived_on")
    if arrived_on < timezone.localdate(disclosure.shared_at):
        raise Refusal("Enter a day that is not before the day on which it was shared", field="arrived_on")
    known_how = said(known_how, "Say how you know that it arrived", "known_how")
    return Arrival.objects.create(disclosure=disclosure, arrived_on=arrived_on, known_how=known_how, recorded_by=by)

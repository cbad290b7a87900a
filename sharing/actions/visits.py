"""Visits by staff of other agencies (policy 1.4, 1.6): who comes in, who stays with them, when they leave.

sign_in(by=, child=, purpose=, place=, identity_seen=, identity_seen_by=, professional=None, newcomer=None,
    supervisor=None, power="", power_named="", agreed_by=None, agreed_to_rule=False, arrived_at=None) -> Visit
hand_over_supervision(by=, visit=, to=, seen=None, at=None) -> SupervisionHandover
sign_out(by=, visit=, left_at=None, note="") -> Visit

`newcomer` is somebody whom the directory does not have: {"agency", "name", "post"}. `power` with its words and who of
us agreed stands in the place of a supervisor; `child` is None for an inspection only. Times are kept to the minute, as
people give them, so that a second visit may begin in the minute in which the first one ended.
"""

from datetime import datetime

from django.utils import timezone

from agencies.actions.professionals import add_professional, change_professional
from agencies.models import Agency, Professional
from consent.models import Child
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.templatetags.neston import date_time
from sharing.actions.requirements import past, said
from sharing.models import SupervisionHandover, Visit

Power = Visit.Power
COMES_FROM = {
    Power.INSPECTION: (Agency.Kind.OFSTED, "Only Ofsted inspects the setting"),
    Power.POLICE: (Agency.Kind.POLICE, "Only the police come under this power"),
    Power.SOCIAL_WORK: (Agency.Kind.SOCIAL_CARE, "Only children's social care comes under this power"),
}
"""Power → the kind of agency that has it, and what to say to others."""


@action
def sign_in(
    *,
    by,
    child: Child | None,
    identity_seen: str,
    identity_seen_by,
    professional: Professional | None = None,
    newcomer: dict | None = None,
    power: str = "",
    arrived_at: datetime | None = None,
    **rest,
) -> Visit:
    """Record that somebody came in. What was seen of their identity stands in the directory too, if nothing did."""
    _must_be_open_to(by, child, power)
    arrived = _past(arrived_at, "arrived_at")
    _must_be_today(arrived)
    seen = said(identity_seen, "Say what you saw of their identity", "identity_seen")
    visitor = _known(professional, newcomer, seen, identity_seen_by)
    _must_not_be_in(visitor, arrived)
    return Visit.objects.create(
        child=child,
        professional=visitor,
        purpose=said(rest["purpose"], "Say why they came", "purpose"),
        place=said(rest["place"], "Say where in the setting they are", "place"),
        identity_seen=seen,
        identity_seen_by=identity_seen_by,
        agreed_to_rule=rest.get("agreed_to_rule", False),
        arrived_at=arrived,
        signed_in_by=by,
        **(_alone(visitor, child, power, **rest) if power else _supervised(child, **rest)),
    )


@action
def hand_over_supervision(*, by, visit: Visit, to, seen: str | None = None, at: datetime | None = None):
    """Another of us stays with the visitor from this moment: there is no gap, since one ends where the next begins.

    `seen` is the key of whom the writer saw as the one who stays; None for whoever it is (never from a page).
    """
    found = _open(by, visit)
    now = found.stays_now
    if now is None:
        raise Refusal("They see the child under their own powers: nobody of us stays with them")
    if seen is not None and seen != str(now.pk):
        raise Refusal(
            f"{now.name} stays with them since {date_time(found.stays_since)}. Is it still to be handed over?"
        )
    if to == now:
        raise Refusal(f"{to.name} stays with them already: choose somebody else", field="to")
    moment = _during(found, at, "at", f"{now.name} took over at {{}}: enter that time or a later one")
    _must_be_able_to_stay(to, found.child, "to")
    return SupervisionHandover.objects.create(
        visit=found, from_supervisor=now, to_supervisor=to, at=moment, recorded_by=by
    )


@action
def sign_out(*, by, visit: Visit, left_at: datetime | None = None, note: str = "") -> Visit:
    """End the visit when it really ended; of one left open overnight, the note says how that is known."""
    found = _open(by, visit)
    if found.is_left_open and left_at is None:
        raise Refusal("Enter when they left", field="left_at")
    if found.is_left_open:
        said(note, "Say how you know when they left", "note")
    found.left_at = _during(found, left_at, "left_at", "They were here at {}: enter that time or a later one")
    found.left_by, found.left_note = by, note.strip()
    found.save()
    return found


# --- The child, and when --------------------------------------------------------------------------------------------
def _must_be_open_to(by, child: Child | None, power: str) -> None:
    if child is None and power != Power.INSPECTION:
        raise Refusal("Choose the child whom they visit: only an inspection is about no one child", field="child")
    found = child is None or Child.objects.all().nameable_by(by).filter(pk=child.pk).exists()
    if not (found and by.has_perm("sharing.receive_visitors")):
        raise Refusal("You cannot sign a visitor in here. Ask the manager to do it", field="child")


def _past(moment: datetime | None, field: str) -> datetime:
    """The moment to the minute; now unless told."""
    found = past(moment or timezone.now(), "Enter a time that is not in the future", field)
    return found.replace(second=0, microsecond=0)


def _must_be_today(arrived: datetime) -> None:
    if timezone.localdate(arrived) != timezone.localdate():
        raise Refusal("Enter a time of today: a visit is signed in on its day", field="arrived_at")


def _open(by, visit: Visit) -> Visit:
    found = Visit.objects.handled_by(by).with_people().filter(pk=visit.pk).first()
    if found is None:
        raise Refusal("You cannot change this visit. Ask the manager to do it")
    if found.left_at:
        raise Refusal(f"They were signed out: they left at {date_time(found.left_at)}")
    return found


def _during(visit: Visit, moment: datetime | None, field: str, otherwise: str) -> datetime:
    """The moment to the minute, if it is not before the last thing that is known of the visit."""
    found = _past(moment, field)
    if found < visit.stays_since.replace(second=0, microsecond=0):
        raise Refusal(otherwise.format(date_time(visit.stays_since)), field=field)
    return max(found, visit.stays_since)


# --- The visitor ----------------------------------------------------------------------------------------------------
def _known(professional: Professional | None, newcomer: dict | None, seen: str, seen_by) -> Professional:
    """Give the professional of the directory. Where nobody had checked who they are, it was done at the door."""
    if professional is None:
        return _added(seen_by, seen, **(newcomer or {}))
    if professional.identity_checked_on is None:
        return change_professional(
            by=seen_by,
            professional=professional,
            name=professional.name,
            post=professional.post,
            identity_checked_how=seen,
            identity_checked_on=timezone.localdate(),
        )
    return professional


def _added(seen_by, seen: str, agency: Agency | None = None, name: str = "", post: str = "") -> Professional:
    if agency is None:
        raise Refusal("Choose the visitor, or the agency that they come from", field="agency")
    name = said(name, "Enter the visitor's name", "name")
    if agency.professionals.in_use().filter(name__iexact=name).exists():
        raise Refusal(f"{name} is in the directory already: choose them from the list", field="professional")
    return add_professional(
        by=seen_by,
        agency=agency,
        name=name,
        post=post,
        identity_checked_how=seen,
        identity_checked_on=timezone.localdate(),
    )


def _must_not_be_in(visitor: Professional, arrived: datetime) -> None:
    there = Visit.objects.of_professional(visitor).not_over_by(arrived).latest_first().first()
    if there is None:
        return
    if there.left_at:
        raise Refusal(
            f"{visitor.name} was here until {date_time(there.left_at)}: enter that time or a later one",
            field="arrived_at",
        )
    raise Refusal(
        f"{visitor.name} is in the building already: {there.place}, since {date_time(there.arrived_at)}. "
        "Sign them out of that visit first",
        field="professional",
    )


# --- Who stays with them --------------------------------------------------------------------------------------------
def _supervised(child: Child | None, *, supervisor=None, agreed_to_rule: bool = False, **rest) -> dict:
    if supervisor is None:
        raise Refusal("Choose who stays with them throughout", field="supervisor")
    _must_be_able_to_stay(supervisor, child, "supervisor")
    if not agreed_to_rule:
        raise Refusal("Show them the welcome sheet. Nobody comes in who does not agree to it", field="agreed_to_rule")
    return {"supervisor": supervisor}


def _alone(visitor: Professional, child: Child | None, power: str, *, power_named="", agreed_by=None, **rest) -> dict:
    kind, otherwise = COMES_FROM[Power(power)]
    if visitor.agency.kind != kind:
        raise Refusal(f"{otherwise}: choose who stays with them", field="power")
    words = said(power_named, "Say under which power, in their words", "power_named")
    if agreed_by is None:
        raise Refusal("Choose who of us agreed to it", field="agreed_by")
    _must_be_one_of_us(agreed_by, child, "agreed_by")
    return {"supervisor": None, "power": power, "power_named": words, "agreed_by": agreed_by}


def _must_be_one_of_us(person, child: Child | None, field: str) -> None:
    """Works here with children, and is not excluded from the child's record (why not is never said)."""
    if not person.is_active:
        raise Refusal(f"{person.name} has left: choose somebody who works here", field=field)
    excluded = child is not None and not Child.objects.all().open_to(person).filter(pk=child.pk).exists()
    if excluded or not person.has_perm("sharing.receive_visitors"):
        raise Refusal("Choose somebody else: it cannot be this person", field=field)


def _must_be_able_to_stay(person, child: Child | None, field: str) -> None:
    """One of us who stays with two visitors would bring each of them to the other one's child (policy 1.6)."""
    _must_be_one_of_us(person, child, field)
    others = Visit.objects.supervised_now_by(person).about_others_than(child).with_people()
    if other := others.first():
        raise Refusal(
            f"{person.name} stays with {other.professional.name} now, about another child: choose somebody else, "
            "or hand that visit over first",
            field=field,
        )

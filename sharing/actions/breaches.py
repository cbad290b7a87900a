"""What went wrong with a disclosure: the breach note, the recall, and whether the regulator and the people were told.

note_breach(by=, disclosure=, kind=, known_at=, what=, whose=, consequences=) -> Breach
take_breach_step(by=, breach=, kind=, happened_at=, text=, who="", their_reference="") -> BreachStep
Not to tell the regulator, or the people, is decided by the management team, with the reason (UK GDPR Art. 33, 34).
"""

from datetime import datetime

from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.templatetags.neston import date_time
from sharing.actions.requirements import said, since
from sharing.breach_clock import Clock
from sharing.models import Breach, BreachStep, Disclosure

MAY = "sharing.disclose"
Kind = BreachStep.Kind
DECIDED_BY_MANAGEMENT = (Kind.REGULATOR_NOT_TOLD, Kind.PEOPLE_NOT_TOLD)
WITH_SOMEBODY = (Kind.RECALL, Kind.RECALLED, Kind.PEOPLE_TOLD)


@action
def note_breach(
    *, by, disclosure: Disclosure, kind: str, known_at: datetime, what: str, whose: str, consequences: str
) -> Breach:
    """Note what went wrong; the 72 hours run from when we knew, whenever it is written down."""
    seen = Disclosure.objects.visible_to(by).filter(pk=disclosure.pk)
    if not by.has_perm(MAY) or not seen.exists():
        raise Refusal("You cannot note this. Tell the designated safeguarding lead or the manager at once.")
    if kind not in Breach.Kind.values:
        raise Refusal("Choose what went wrong", field="kind")
    return Breach.objects.create(
        disclosure=disclosure,
        kind=kind,
        known_at=_since(disclosure.shared_at, known_at, "known_at", "It went out on"),
        what=said(what, "Say what happened", "what"),
        whose=said(whose, "Say whose data it is, and of how many people", "whose"),
        consequences=said(consequences, "Say what could come of it", "consequences"),
        recorded_by=by,
    )


@action
def take_breach_step(
    *, by, breach: Breach, kind: str, happened_at: datetime, text: str, who: str = "", their_reference: str = ""
) -> BreachStep:
    """Record one step of a breach that this person sees; not to tell is refused to whoever is not of management."""
    found = Breach.objects.visible_to(by).filter(pk=breach.pk).first()
    if found is None or not by.has_perm(MAY):
        raise Refusal("You cannot record this. Ask the designated safeguarding lead or the manager.")
    if kind not in Kind.values:
        raise Refusal("Choose what was done", field="kind")
    if kind in DECIDED_BY_MANAGEMENT and not by.has_perm("sharing.back_up"):
        raise Refusal("Not to tell them is for the lead, a deputy or a manager to decide", field="kind")
    if kind in WITH_SOMEBODY:
        said(who, "Say with whom: name and post", "who")
    return BreachStep.objects.create(
        breach=found,
        kind=kind,
        happened_at=_since(found.known_at, happened_at, "happened_at", "We knew of it on"),
        who=who.strip(),
        their_reference=their_reference.strip(),
        text=said(text, _asked(found, kind, happened_at), "text"),
        recorded_by=by,
    )


def _asked(breach: Breach, kind: str, happened_at: datetime) -> str:
    if kind == Kind.REGULATOR_TOLD and Clock(breach.known_at, happened_at).is_late:
        return "More than 72 hours had passed: say why it was late"
    if kind == Kind.REGULATOR_NOT_TOLD:
        return "Say why nobody's rights or freedoms are likely to be at risk"
    return "Say what was done or said"


def _since(first: datetime, moment: datetime, field: str, whence: str) -> datetime:
    too_early = f"{whence} {date_time(first)}: enter that time or a later one"
    return since(first, moment, too_late="Enter when it was: now or earlier", too_early=too_early, field=field)

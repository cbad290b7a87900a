"""Breaking the glass: a record that is not one's own to see is needed now, and nobody who sees it is there.

Fifteen minutes, with a reason; another designated person is told and looks into it. Never for whoever is excluded.
"""

from django.utils import timezone

from consent.models import BrokenGlass, Child
from neston_sharing.audit.events import record_event
from neston_sharing.foundation.actions import Refusal, action

MAY = "consent.break_glass"
UNKNOWN = "There is no file that you could open by this name or reference. Check the spelling: it has to be exact"


@action
def break_glass(*, by, name: str, reason: str) -> BrokenGlass:
    """See for fifteen minutes the record of the child whose exact name or reference this is."""
    if not by.has_perm(MAY):
        raise Refusal("You cannot open a file in this way. Call one of the numbers on this page")
    if not reason.strip():
        raise Refusal("Say why you need this file now", field="reason")
    child = _meant(by, name)
    now = timezone.now()
    glass = BrokenGlass.objects.create(
        child=child, user=by, reason=reason.strip(), broken_at=now, ends_at=now + BrokenGlass.LIFE
    )
    record_event("glass_broken", by=by, subject=child.reference, about=glass, data={"reason": glass.reason})
    return glass


@action
def end_glass(*, by, glass: BrokenGlass) -> BrokenGlass:
    """Done: stop seeing it before the time is over."""
    glass = BrokenGlass.objects.of(by).get(pk=glass.pk)
    if glass.ended_at is None:
        glass.ended_at = timezone.now()
        glass.save()
    return glass


@action
def acknowledge_glass(*, by, glass: BrokenGlass, found: str) -> BrokenGlass:
    """Say what one found who was told of it: nobody looks into what they did themselves."""
    if not found.strip():
        raise Refusal("Say what you found: whether they needed the file, and who talked to them", field="found")
    glass = BrokenGlass.objects.get(pk=glass.pk)
    if glass.acknowledged_at:
        raise Refusal("Somebody else has looked into it meanwhile")
    if not BrokenGlass.objects.to_acknowledge(by).contains(glass):
        raise Refusal("Ask another designated person to look into it")
    glass.acknowledged_at, glass.acknowledged_by, glass.acknowledged_how = timezone.now(), by, found.strip()
    glass.save()
    return glass


def _meant(by, name: str) -> Child:
    """Whoever is excluded gets the answer of an unknown name."""
    fitting = list(Child.objects.kept().not_excluding(by).called(name)[:2])
    if not fitting:
        raise Refusal(UNKNOWN, field="name")
    if len(fitting) > 1:
        raise Refusal("More than one child is called that. Enter the reference", field="name")
    if Child.objects.visible_to(by).contains(fitting[0]):
        raise Refusal("This file is open to you: find it under Children", field="name")
    return fitting[0]

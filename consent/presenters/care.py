"""Who works with a child: today, from a day to come, and before."""

from dataclasses import dataclass

from django.urls import reverse

from consent.carers import carers_of
from consent.models import CareAssignment, Child
from neston_sharing.foundation.templatetags.neston import long_date


@dataclass(frozen=True)
class CareLine:
    """One person for a time. `url` is where it is ended, or called off before it begins; empty where it is over."""

    who: str
    role: str
    when: str
    state: str
    kind: str
    url: str
    verb: str = "End"


def care_of(child: Child) -> list[CareLine]:
    """Give every line, what is to come and what stands first. Whom the registration named comes last."""
    rows = CareAssignment.objects.about_child(child).with_people().newest_first()
    return [*map(_line, rows), *_from_registration(child)]


def _line(row: CareAssignment) -> CareLine:
    state, kind, verb = _state(row)
    page = "consent:care-call-off" if row.is_to_come else "consent:care-end"
    url = reverse(page, args=[row.child.reference, row.pk]) if verb else ""
    return CareLine(str(row.person), row.get_role_display(), when_of(row), state, kind, url, verb)


def _state(row: CareAssignment) -> tuple[str, str, str]:
    if row.called_off_at:
        return "Called off", "grey", ""
    if row.is_to_come:
        return "To come", "blue", "Call off"
    return ("Now", "green", "End") if row.stands() else ("Over", "grey", "")


def when_of(row: CareAssignment) -> str:
    return f"{long_date(row.since)} to {long_date(row.until)}" if row.until else f"From {long_date(row.since)}"


def _from_registration(child: Child) -> list[CareLine]:
    holds = carers_of(child).key_person == child.key_person
    state, kind = ("Now", "green") if holds else ("Another takes their place", "grey")
    lines = [CareLine(str(child.key_person), "Key person", "Standing", state, kind, "")]
    if child.cover:
        page = reverse("consent:care-cover-end", args=[child.reference])
        lines.insert(0, CareLine(str(child.cover), "Cover", "Standing", "Now", "green", page))
    return lines

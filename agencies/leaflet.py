"""What a parent is given: chosen agencies that support families, in large print (policy 1.8)."""

from collections.abc import Iterable
from dataclasses import dataclass

from agencies.models import Agency, ContactRoute
from neston_sharing.audit.witness import witnessed
from neston_sharing.foundation.models import Setting
from neston_sharing.foundation.templatetags.neston import long_date

TITLE = "Who can help your family"
FILENAME = "who-can-help.pdf"

Kind = ContactRoute.Kind
SAID = {Kind.TELEPHONE: "Telephone", Kind.SECURE_EMAIL: "E-mail", Kind.POST: "Address"}
"""How a family can reach an agency; a portal is for those who refer, and a note is for the staff."""


@dataclass(frozen=True)
class Contact:
    label: str
    value: str
    is_telephone: bool


@dataclass(frozen=True)
class Entry:
    name: str
    what_it_does: str
    hours: str
    contacts: tuple[Contact, ...]
    checked: str


def leaflet(agencies: Iterable[Agency]) -> list[Entry]:
    """Give what the leaflet says of each; needs agencies `with_routes()`."""
    return [
        Entry(agency.name, agency.what_it_does, agency.hours, tuple(_contacts(agency)), _checked(agency))
        for agency in agencies
    ]


def leaflet_pdf(agencies: Iterable[Agency], *, by) -> bytes:
    """Set the leaflet in letters of 18 points; raises what `pdf.render` does. Needs agencies `with_routes()`."""
    context = {"entries": leaflet(agencies), "setting": Setting.objects.current()}
    return witnessed("pdf/agencies.html", context, by=by, filename=FILENAME, title=TITLE)


def _contacts(agency: Agency) -> Iterable[Contact]:
    for route in agency.routes_in_use:
        if label := SAID.get(Kind(route.kind)):
            late = ", out of hours" if route.out_of_hours else ""
            yield Contact(f"{label}{late}", route.value, route.kind == Kind.TELEPHONE)


def _checked(agency: Agency) -> str:
    if agency.is_unchecked():
        return "We have not checked these details for a year: ask us if they are wrong."
    return f"We checked these details on {long_date(agency.checked_on)}."

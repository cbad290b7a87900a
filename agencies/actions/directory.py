"""Keeping the directory of agencies (policy 1.1, 1.8): what is in it, how each is reached, when that was checked."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import timezone

from agencies.models import Agency, ContactRoute
from neston_sharing.foundation.actions import Refusal, action
from neston_sharing.foundation.forms import Telephone

Kind = ContactRoute.Kind


@action
def add_agency(
    *,
    by,
    name: str,
    kind: str,
    reach: str = Agency.Reach.LOCAL,
    what_it_does: str = "",
    hours: str = "",
    supports_families: bool = False,
    telephone: str = "",
    out_of_hours: str = "",
    secure_email: str = "",
    checked_today: bool = False,
) -> Agency:
    """Put an agency in the directory, with the first ways to reach it; approving those is a step of its own."""
    _must_be_new(name)
    checked = {"checked_on": timezone.localdate(), "checked_by": by} if checked_today else {}
    agency = Agency.objects.create(
        name=name,
        kind=kind,
        reach=reach,
        what_it_does=what_it_does,
        hours=hours,
        supports_families=supports_families,
        **checked,
    )
    first = ((Kind.TELEPHONE, telephone, False), (Kind.TELEPHONE, out_of_hours, True))
    for route, value, late in (*first, (Kind.SECURE_EMAIL, secure_email, False)):
        if value:
            ContactRoute.objects.create(agency=agency, kind=route, value=value, out_of_hours=late)
    return agency


@action
def change_agency(
    *, by, agency: Agency, name: str, kind: str, reach: str, what_it_does: str, supports_families: bool, hours: str = ""
) -> Agency:
    """Change what the directory says of it; refused if another agency has the name."""
    _must_be_new(name, but=agency)
    agency.name, agency.kind, agency.reach, agency.hours = name, kind, reach, hours
    agency.what_it_does, agency.supports_families = what_it_does, supports_families
    agency.save()
    return agency


@action
def confirm_details(*, by, agency: Agency) -> Agency:
    """Record that somebody checked the details today."""
    agency.checked_on, agency.checked_by = timezone.localdate(), by
    agency.save()
    return agency


@action
def retire_agency(*, by, agency: Agency) -> Agency:
    """Take an agency out of use: it can no longer be chosen, and stays on every record that names it."""
    if not agency.is_active:
        raise Refusal("This agency is out of use already.")
    agency.is_active = False
    agency.save()
    return agency


@action
def bring_back_agency(*, by, agency: Agency) -> Agency:
    """Put an agency back into use, with its details to be checked again."""
    agency.is_active, agency.checked_on, agency.checked_by = True, None, None
    agency.save()
    return agency


@action
def add_route(
    *,
    by,
    agency: Agency,
    kind: str,
    value: str,
    note: str = "",
    approved: bool = False,
    out_of_hours: bool = False,
) -> ContactRoute:
    """Add a way to reach an agency; only an approved one is for confidential information (policy 2.6)."""
    must_look_like(kind, value)
    if ContactRoute.objects.leading_to(agency, kind, value).exists():
        raise Refusal("This way to reach the agency is there already", field="value")
    return ContactRoute.objects.create(
        agency=agency, kind=kind, value=value, note=note, approved=approved, out_of_hours=out_of_hours
    )


@action
def change_route(*, by, route: ContactRoute, note: str, approved: bool, out_of_hours: bool) -> ContactRoute:
    """Change what is said of a number or address; the number or address itself is never rewritten."""
    if not route.is_active:
        raise Refusal("This is out of use: add it again as a new way to reach the agency.")
    route.note, route.approved, route.out_of_hours = note, approved, out_of_hours
    route.save()
    return route


@action
def retire_route(*, by, route: ContactRoute) -> ContactRoute:
    """Take a number or address out of use: a changed one is a new route, so that old records keep what they say."""
    if not route.is_active:
        raise Refusal("This is out of use already.")
    route.is_active = False
    route.save()
    return route


def _must_be_new(name: str, but: Agency | None = None) -> None:
    namesake = next((agency for agency in Agency.objects.called(name) if agency != but), None)
    if namesake:
        where = "in the directory" if namesake.is_active else "in the directory, out of use"
        raise Refusal(
            f"{namesake.name} is {where} already: open it, or enter a name that tells them apart", field="name"
        )


def must_look_like(kind: str, value: str) -> None:
    """A number that cannot be dialled or an address that cannot be reached is found out now, not when it matters."""
    checks: dict[str, Callable[[str], object]] = {
        Kind.TELEPHONE: Telephone().run_validators,
        Kind.SECURE_EMAIL: validate_email,
        Kind.PORTAL: URLValidator(schemes=["https"]),
    }
    try:
        checks.get(kind, str)(value)
    except ValidationError:
        raise Refusal(WANTED[kind], field="value") from None


WANTED: dict[str, str] = {
    Kind.TELEPHONE: "Enter a telephone number, such as 0151 496 0000",
    Kind.SECURE_EMAIL: "Enter an e-mail address, such as team@example.org",
    Kind.PORTAL: "Enter the portal's address, beginning with https://",
}

"""What pages say about an agency, once."""

from datetime import date

from django.utils.formats import date_format

from agencies.models import Agency, ContactRoute

UNCHECKED = "details not checked for a year"


def choice_label(agency: Agency, on: date | None = None) -> str:
    """Name an agency where it can be chosen, with its kind unless that is its name, and say so if its details may be
    out of date (policy 1.1)."""
    kind = agency.get_kind_display()
    label = agency.name if agency.name.casefold() == kind.casefold() else f"{agency.name} ({kind})"
    return f"{label}: {UNCHECKED}" if agency.is_unchecked(on) else label


def checked_words(agency: Agency) -> str:
    """Say when and by whom the details were last checked."""
    if agency.checked_on is None or agency.checked_by is None:
        return "Never checked"
    return f"Checked on {date_format(agency.checked_on)} by {agency.checked_by.name}"


def telephone(agency: Agency, *, out_of_hours: bool = False) -> str:
    """Give the first number in use, for office hours unless told; needs `with_routes()`."""
    kind = ContactRoute.Kind.TELEPHONE
    numbers = (route for route in agency.routes_in_use if route.kind == kind and route.out_of_hours == out_of_hours)
    return next((route.value for route in numbers), "")


def approved_routes(agency: Agency) -> list[str]:
    """Name the kinds of route by which confidential information may be sent (policy 2.6); needs `with_routes()`."""
    return list(dict.fromkeys(route.get_kind_display() for route in agency.routes_in_use if route.approved))


def found_words(number: int, more: bool) -> str:
    """Say how many agencies a search found, for those who see it and for those who hear it."""
    if more:
        return f"More than {number} agencies"
    return f"{number or 'No'} {'agency' if number == 1 else 'agencies'}"


def directory_rows(agencies: list[Agency]) -> list[dict]:
    """Set out the directory: agency, numbers, routes for what is confidential, details. Needs `with_routes()`."""
    return [
        {
            "agency": agency,
            "telephone": telephone(agency),
            "out_of_hours": telephone(agency, out_of_hours=True),
            "approved": approved_routes(agency),
            "checked": checked_words(agency),
            "unchecked": agency.is_active and agency.is_unchecked(),
        }
        for agency in agencies
    ]

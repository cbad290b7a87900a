"""What pages say about an agency, once."""

from datetime import date

from django.utils.formats import date_format

from agencies.models import Agency, ContactRoute

UNCHECKED = "details not checked for a year"


def choice_label(agency: Agency, on: date | None = None) -> str:
    """Name an agency where it can be chosen, loudly if its details may be out of date (policy 1.1)."""
    label = f"{agency.name} ({agency.get_kind_display()})"
    return f"{label}: {UNCHECKED.upper()}" if agency.is_unchecked(on) else label


def checked_words(agency: Agency) -> str:
    """Say when and by whom the details were last checked."""
    if agency.checked_on is None or agency.checked_by is None:
        return "Never checked"
    return f"Checked on {date_format(agency.checked_on)} by {agency.checked_by.name}"


def telephone(agency: Agency) -> str:
    """Give the first number in use; needs `with_routes()`."""
    numbers = (route.value for route in agency.routes_in_use if route.kind == ContactRoute.Kind.TELEPHONE)
    return next(numbers, "")


def directory_rows(agencies: list[Agency]) -> list[dict]:
    """Set out the directory: agency, kind, reach, telephone, details checked. Needs `with_routes()`."""
    return [
        {
            "agency": agency,
            "telephone": telephone(agency),
            "checked": checked_words(agency),
            "unchecked": agency.is_active and agency.is_unchecked(),
        }
        for agency in agencies
    ]

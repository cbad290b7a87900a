"""What many actions require alike. Each gives what it was asked about, or refuses: with `otherwise`, at `field`."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from agencies.models import Agency, Professional
from consent.models import Child
from neston_sharing.foundation.actions import Refusal
from sharing.models import Decision

A_MINUTE = timedelta(minutes=1)


def said(text: str, otherwise: str, field: str) -> str:
    """The text without space around it; refused if nothing is left."""
    if not text.strip():
        raise Refusal(otherwise, field=field)
    return text.strip()


def past(moment: datetime, otherwise: str, field: str) -> datetime:
    """The moment, now or earlier."""
    if moment > timezone.now():
        raise Refusal(otherwise, field=field)
    return moment


def since(first: datetime, moment: datetime, *, too_late: str, too_early: str, field: str) -> datetime:
    """The moment, past and not before the first; what happened in its very minute happened just after."""
    moment = past(moment, too_late, field)
    if moment <= first - A_MINUTE:
        raise Refusal(too_early, field=field)
    return max(moment, first)


def by_today(day: date | None, otherwise: str, field: str) -> date:
    """The day, today or earlier; refused if there is none."""
    if day is None or day > timezone.localdate():
        raise Refusal(otherwise, field=field)
    return day


def one_of_the_routes(route: str) -> str:
    if route not in dict(Decision.ROUTES):
        raise Refusal("Choose how", field="route")
    return route


def must_read_file(by, child: Child, permission: str) -> None:
    """Refuse whoever may not do this, or may not read this child's file."""
    if not by.has_perm(permission) or not Child.objects.visible_to(by).filter(pk=child.pk).exists():
        raise Refusal(
            "You can record this only of a child whose file you may read. Ask the designated safeguarding lead."
        )


def must_work_there(professional: Professional | None, agency: Agency) -> None:
    """Refuse a professional of another agency."""
    if professional and professional.agency_id != agency.pk:
        raise Refusal(f"{professional.name} does not work for {agency}", field="professional")

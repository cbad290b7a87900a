"""A visit as the board, its page, the fire drill list and the child's pages say it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import dateformat, timezone

from neston_sharing.foundation.templatetags.neston import date_time
from sharing.models import SupervisionHandover, Visit
from sharing.presenters.words import Fact, listed, said

NOT_SHOWN = "Not shown to you"
INSPECTION = "The setting: an inspection"
ALONE = "Nobody: they come under their own powers"


@dataclass(frozen=True)
class Line:
    """One visit on a board; the addresses are empty where this reader may not go."""

    visitor: str
    agency: str
    child: str
    place: str
    stays: str
    times: str
    left_open: bool
    url: str
    hand_over: str
    sign_out: str


@dataclass(frozen=True)
class Moment:
    """One entry for {% timeline %}."""

    title: str
    when: datetime
    who: str
    text: str = ""


def lines(visits: Iterable[Visit], *, readable: Collection[int] = (), handled: Collection[int] = ()) -> list[Line]:
    """Tell visits fetched `on_board_of(user)` and `with_people()`; the sets hold the keys of those whose page this
    reader may open, and of those whom they may hand over or sign out."""
    return [_line(visit, visit.pk in readable, visit.pk in handled and not visit.is_over) for visit in visits]


COLUMNS_OF_BOARD = ("Visitor", "Agency", "Child", "Where", "Who stayed last", "From and to")


def board_rows(visits: Iterable[Visit]) -> list[tuple]:
    """Give the same as cells, in the order of COLUMNS_OF_BOARD, for visits fetched as for `lines()`."""
    return [(each.visitor, each.agency, each.child, each.place, each.stays, each.times) for each in lines(visits)]


def _line(visit: Visit, readable: bool, handled: bool) -> Line:
    hands_over = handled and visit.stays_now is not None
    return Line(
        visitor=str(visit.professional),
        agency=visit.professional.agency.name,
        child=child_of(visit, getattr(visit, "names_child", False)),
        place=visit.place,
        stays=stays_with(visit),
        times=times_of(visit),
        left_open=visit.is_left_open,
        url=visit.get_absolute_url() if readable else "",
        hand_over=reverse("sharing:visit-hand-over", args=[visit.pk]) if hands_over else "",
        sign_out=reverse("sharing:visit-sign-out", args=[visit.pk]) if handled else "",
    )


def child_of(visit: Visit, may_be_named: bool) -> str:
    if visit.about is None:
        return INSPECTION
    return visit.about.name if may_be_named else NOT_SHOWN


def stays_with(visit: Visit) -> str:
    return visit.stays_now.name if visit.stays_now else ALONE


def times_of(visit: Visit) -> str:
    """Say from when to when, with the day wherever it is not today's: "10:05 to 11:20"."""
    arrived = _clock(visit.arrived_at, timezone.localdate())
    return f"{arrived}{_until(visit)}" if visit.left_at else arrived


def _clock(moment: datetime, day) -> str:
    local = timezone.localtime(moment)
    return dateformat.format(local, "H:i") if local.date() == day else date_time(moment)


def facts_of(visit: Visit) -> tuple[Fact, ...]:
    """Give all that was recorded of a visit, but for who stayed when."""
    return said(
        ("Visitor", f"{visit.professional}\n{visit.professional.agency}"),
        ("Identity", f"{visit.identity_seen}\nSeen by {visit.identity_seen_by.name}"),
        ("Child", child_of(visit, True)),
        ("Why they came", visit.purpose),
        ("Where", visit.place),
        ("Alone, under their own powers", _power(visit)),
        ("Welcome sheet", "Read, and its rule agreed to" if visit.agreed_to_rule else "Not agreed to"),
        ("Arrived", visit.arrived_at),
        ("Left", visit.left_at),
        ("Note on leaving", visit.left_note),
    )


def _power(visit: Visit) -> str:
    if visit.agreed_by is None:
        return ""
    return f"{visit.get_power_display()}: {visit.power_named}\n{visit.agreed_by.name} agreed to it"


def history_of(visit: Visit) -> list[Moment]:
    """Tell who stayed with the visitor from when, the latest first."""
    return [*_end(visit), *map(_handed_over, reversed(visit.handovers.all())), _beginning(visit)]


def _beginning(visit: Visit) -> Moment:
    stays = f"{visit.supervisor.name} stays with them" if visit.supervisor else "They see the child alone"
    return Moment("Arrived", visit.arrived_at, f"signed in by {visit.signed_in_by.name}", stays)


def _handed_over(handover: SupervisionHandover) -> Moment:
    words = f"{handover.to_supervisor.name} took over from {handover.from_supervisor.name}"
    return Moment(words, handover.at, f"recorded by {handover.recorded_by.name}")


def _end(visit: Visit) -> Iterator[Moment]:
    if visit.left_at and visit.left_by:
        yield Moment("Left", visit.left_at, f"signed out by {visit.left_by.name}", visit.left_note or "")


COLUMNS = ("Visitor", "Why", "Where", "Who stayed", "When")


def rows_of(visits: Iterable[Visit]) -> list[tuple]:
    """Cells of a child's visits for {% data_table %}, fetched `with_people()`."""
    return [
        (
            {"text": listed((visit.professional, visit.professional.agency)), "url": visit.get_absolute_url()},
            visit.purpose,
            visit.place,
            " then ".join(everyone_who_stayed(visit)) or ALONE,
            f"{date_time(visit.arrived_at)}{_until(visit)}",
        )
        for visit in visits
    ]


def _until(visit: Visit) -> str:
    if visit.left_at is None:
        return ", not signed out yet"
    return f" to {_clock(visit.left_at, timezone.localdate(visit.arrived_at))}"


def everyone_who_stayed(visit: Visit) -> list[str]:
    first = [visit.supervisor.name] if visit.supervisor else []
    return first + [handover.to_supervisor.name for handover in visit.handovers.all()]

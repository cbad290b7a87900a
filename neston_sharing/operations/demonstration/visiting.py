"""Who came to see a child, or the setting, and who stayed with them; one is here now, one was never signed out."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from neston_sharing.audit.context import acting
from neston_sharing.operations.demonstration.agencies import OFSTED
from neston_sharing.operations.demonstration.cast import Cast
from neston_sharing.operations.demonstration.clock import Ago, Story
from sharing.actions.visits import hand_over_supervision, sign_in, sign_out
from sharing.models import Visit

BADGE = "Badge with name and photograph"


@dataclass(frozen=True)
class Coming:
    """One visit; `came` is empty for whoever is here now. `stays` are keys of the staff, one after the other: the first
    agrees to a power. It lasted so many `minutes`, or nobody signed the visitor out. `agency` is of a newcomer.
    """

    visitor: str
    child: str
    purpose: str
    place: str
    stays: tuple[str, ...]
    came: Ago | None = None
    minutes: int = 0
    agency: str = ""
    power: str = ""
    power_named: str = ""
    note: str = ""


VISITS = (
    Coming(
        "Eileen Marchant",
        "",
        "Inspection without notice",
        "All rooms and the office",
        ("manager",),
        came=Ago(38, "09:05"),
        minutes=400,
        agency=OFSTED,
        power="inspection",
        power_named="Childcare Act 2006, section 77: she showed her card",
    ),
    Coming(
        "Joanne Tully",
        "Leo Fernandes",
        "The two-year review, with his mother",
        "The quiet room",
        ("practitioner", "lead"),
        came=Ago(4, "10:05"),
        minutes=55,
        note="The review goes into the red book; a copy comes by post",
    ),
    Coming(
        "Ceri Morgan",
        "Noah Bennett",
        "To hear how he speaks while he plays",
        "Home corner",
        ("practitioner",),
        came=Ago(1, "13:30"),
    ),
    Coming(
        "Denise Achebe",
        "Lily-Mae Carter",
        "The visit that her plan asks for every ten days",
        "The quiet room",
        ("lead",),
    ),
)


def visiting(data: Coming, cast: Cast) -> Story:
    moment = data.came.on(cast.today) if data.came else timezone.now() - timedelta(minutes=25)
    yield moment
    visit = come_in(data, cast)
    for number, (now, to) in enumerate(zip(data.stays, data.stays[1:], strict=False), start=1):
        yield moment + timedelta(minutes=20 * number)
        with acting(cast.member(now)):
            hand_over_supervision(by=cast.member(now), visit=visit, to=cast.member(to))
    if data.minutes:
        yield moment + timedelta(minutes=data.minutes)
        go(data, visit, cast)


def come_in(data: Coming, cast: Cast) -> Visit:
    door, first = cast.member("practitioner"), cast.member(data.stays[0])
    alone = {"power": data.power, "power_named": data.power_named, "agreed_by": first}
    with acting(door):
        return sign_in(
            by=door,
            **who(data, cast),
            child=cast.child(data.child) if data.child else None,
            purpose=data.purpose,
            place=data.place,
            identity_seen=BADGE,
            identity_seen_by=door,
            agreed_to_rule=True,
            **(alone if data.power else {"supervisor": first}),
        )


def who(data: Coming, cast: Cast) -> dict:
    if not data.agency:
        return {"professional": cast.professional(data.visitor)}
    return {"newcomer": {"agency": cast.agency(data.agency), "name": data.visitor, "post": "Inspector"}}


def go(data: Coming, visit: Visit, cast: Cast) -> None:
    last = cast.member(data.stays[-1])
    with acting(last):
        sign_out(by=last, visit=visit, note=data.note)

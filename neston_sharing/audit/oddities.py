"""What is odd among who looked at what. Pure: looks in, oddities out. Odd is not wrong: somebody asks why."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

OPEN_FROM, OPEN_UNTIL = 7, 19  # hours of a working day; the rest is out of hours
MANY, SHORT_TIME = 10, timedelta(hours=1)
EXPORTS = ("export_opened", "record_exported", "list_exported", "log_exported")
OF_AN_ADULT = "adult_concern_opened"
REFUSED, FAILED = "access_refused", "sign_in_failed"
ROLES, OWN_ROLE, CHANGED = "roles_changed", "own_role_given", "log_found_changed"
RARE = (ROLES, OWN_ROLE, CHANGED)


@dataclass(frozen=True)
class Circle:
    """Those around a child: who was key person or cover, by number, and the names of the family."""

    carers: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()


class Look(NamedTuple):
    """An entry of somebody who looked, at local time, and at which child."""

    number: int
    at: datetime
    person: int | None
    event: str
    subject: str
    tried: str = ""  # the page, and what named the record in its address, where it was refused

    @property
    def opened(self) -> bool:
        return self.event.endswith("_opened")

    @property
    def showed_a_child(self) -> bool:
        """A concern or a decision shows a child as the file does, and is reached without it."""
        return self.opened and self.subject != "" and self.event != OF_AN_ADULT


@dataclass
class Odd:
    """Something that one person did, how often, about which children, and the first entry that says so."""

    title: str
    person: int | None
    first: int
    times: int = 0
    subjects: set[str] = field(default_factory=set)
    tried: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Known:
    """What else one needs to know: who is around each child, and the staff's family names."""

    circles: Mapping[str, Circle]
    surnames: Mapping[int, str]

    def circle(self, look: Look) -> Circle:
        return self.circles.get(look.subject, Circle())


def own_name(look: Look, known: Known) -> bool:
    return look.opened and known.surnames.get(look.person or 0, "") in known.circle(look).names


def not_a_carer(look: Look, known: Known) -> bool:
    return look.showed_a_child and look.subject in known.circles and look.person not in known.circle(look).carers


def out_of_hours(look: Look, known: Known) -> bool:
    at_work = look.at.weekday() < 5 and OPEN_FROM <= look.at.hour < OPEN_UNTIL
    return (look.opened or look.event in EXPORTS) and not at_work


def one_of(*events: str) -> Callable[[Look, Known], bool]:
    return lambda look, _known: look.event in events


NOT_WHOLE = "Found the audit log changed"
SIGNS: dict[str, Callable[[Look, Known], bool]] = {
    NOT_WHOLE: one_of(CHANGED),
    "Opened something about a child of their own family's name": own_name,
    "Was refused access": one_of(REFUSED),
    "Looked out of hours": out_of_hours,
    "Made copies": one_of(*EXPORTS),
    "Opened something as neither key person nor cover": not_a_carer,
    "Failed to sign in": one_of(FAILED),
    "Gave themselves a role": one_of(OWN_ROLE),
    "Changed somebody's roles": one_of(ROLES),
}
AT_ONCE = "Opened something about many children in a short time"


def odd(looks: Iterable[Look], known: Known) -> list[Odd]:
    """Give what is odd, one line for each person and oddity, in the order of SIGNS; looks come in order of time.

    What is wrong with the log itself stands before all else.
    """
    looks = list(looks)
    found: dict[tuple[str, int | None], Odd] = {}
    for title, look in _signs(looks, known):
        line = found.setdefault((title, look.person), Odd(title, look.person, look.number))
        line.times += 1
        line.subjects |= {look.subject} - {""}
        line.tried |= {look.tried} - {""}
    order = [NOT_WHOLE, AT_ONCE, *SIGNS]
    return sorted(found.values(), key=lambda line: (order.index(line.title), -line.times))


def _signs(looks: list[Look], known: Known) -> Iterator[tuple[str, Look]]:
    yield from ((AT_ONCE, look) for look in _many_at_once(looks))
    for title, holds in SIGNS.items():
        yield from ((title, look) for look in looks if holds(look, known))


def _many_at_once(looks: list[Look]) -> Iterator[Look]:
    """Give each look by which one person had opened something about MANY children within SHORT_TIME."""
    recent: dict[int | None, deque[Look]] = defaultdict(deque)
    for look in (each for each in looks if each.showed_a_child):
        window = recent[look.person]
        window.append(look)
        while window[0].at < look.at - SHORT_TIME:
            window.popleft()
        if len({each.subject for each in window}) >= MANY:
            yield look

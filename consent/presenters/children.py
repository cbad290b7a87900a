"""The list of children as one person may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from consent.carers import carers_of
from consent.models import Child
from consent.models.child import ChildQuerySet
from neston_sharing.foundation.lists.spreadsheet import written
from neston_sharing.foundation.templatetags.neston import long_date

PAGE = 50
COLUMNS = ("Name", "Known as", "Key person", "Registration", "Starts on")


@dataclass(frozen=True)
class Line:
    """One child of the list. `url` is empty where this person may know the name and not open the file."""

    child: Child
    url: str

    @property
    def key_person(self) -> str:
        """Who it is today."""
        return str(carers_of(self.child).key_person)


@dataclass(frozen=True)
class Listing:
    """A page of the list; `next_url` is empty on the last one."""

    lines: Sequence[Line]
    next_url: str
    more: bool


def listing(user, *, show: str, name: str = "", after: Child | None = None) -> Listing:
    """Give the page of children that comes behind `after`, of those whom lists show to this person."""
    found = narrowed(Child.objects.listed_for(user), show, user).named(name).by_name().with_registered()
    if after:
        found = found.after(after)
    page = list(found.with_carers()[: PAGE + 1])
    open_to_user = set(Child.objects.visible_to(user).among(page).values_list("pk", flat=True))
    lines = [Line(child, child.get_absolute_url() if child.pk in open_to_user else "") for child in page[:PAGE]]
    more = len(page) > PAGE
    following = f"{reverse('consent:children')}?show={show}&after={page[PAGE - 1].reference}" if more else ""
    return Listing(lines, "" if name else following, more)


def listed(user, *, show: str) -> ChildQuerySet:
    """Give the children of the list whose files this person may read."""
    return narrowed(Child.objects.visible_to(user), show, user).by_name().with_registered().with_carers()


def as_list(children: Iterable[Child]) -> bytes:
    """Give them as a file for a spreadsheet, in which nothing is a formula."""
    return written([COLUMNS, *map(_cells, children)])


def _cells(child: Child) -> tuple[str, ...]:
    signed = "Signed" if child.registered else "Not signed"
    return child.name, child.known_as, Line(child, "").key_person, signed, long_date(child.starts_on)


def narrowed(children: ChildQuerySet, show: str, user) -> ChildQuerySet:
    """Narrow children to what the filter asks for."""
    if show == "left":
        return children.left()
    children = children.attending()
    if show == "mine":
        return children.cared_for_by(user)
    return children.unregistered() if show == "unregistered" else children

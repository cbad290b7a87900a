"""A list and the directory → a plan. Pure: the same two give the same plan."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from agencies.importing.columns import DETAILS, TITLES
from agencies.importing.reading import List, Said
from agencies.models import Agency, ContactRoute
from neston_sharing.foundation.lists import verdicts
from neston_sharing.foundation.lists.verdicts import Change, Line

OUT_OF_USE = "This agency is out of use here: bring it back into use first, or leave the row out"
KIND_NEEDED = "Kind: this is needed for a new agency and the cell is empty"
OF_ROUTE = ("note", "out_of_hours", "approved")


@dataclass(eq=False)
class PlannedRoute:
    """`said` is what the list says; of a route that is known, what is not so yet (empty: nothing to do)."""

    known: ContactRoute | None
    said: dict


@dataclass(eq=False)
class PlannedAgency:
    """`said` is all that the list says of its details, and `given` what of that is not so yet."""

    number: int
    known: Agency | None
    said: dict = field(default_factory=dict)
    given: dict = field(default_factory=dict)
    routes: dict[tuple[str, str], PlannedRoute] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Plan(verdicts.Plan):
    agencies: list[PlannedAgency]

    def known(self) -> list:
        return [each.known and each.known.pk for each in self.agencies]


def compare(listed: List, directory: Iterable[Agency]) -> Plan:
    """Compare with the whole directory, agencies out of use included; needs agencies `with_routes()`."""
    here = {_spelt(agency.name): agency for agency in directory}
    planned: dict[str, PlannedAgency] = {}
    lines = []
    for said in listed.rows:
        line = Line(said.number, said.cells.get("name", ""), list(said.errors))
        lines.append(line)
        if not line.errors:
            word = _spelt(line.name)
            _compare(said, line, planned.setdefault(word, PlannedAgency(said.number, here.get(word))))
    return Plan(lines, listed.unknown, agencies=list(planned.values()))


def _spelt(name: str) -> str:
    return " ".join(name.split()).casefold()


def _compare(said: Said, line: Line, agency: PlannedAgency) -> None:
    line.is_new = agency.known is None
    if agency.known and not agency.known.is_active:
        line.errors.append(OUT_OF_USE)
        return
    _compare_details(said, line, agency)
    for route in said.routes:
        _compare_route(route, line, agency)


def _compare_details(said: Said, line: Line, agency: PlannedAgency) -> None:
    """The first row that says something of an agency holds; a later one may say the same, or nothing."""
    first = said.number == agency.number
    for name, value in said.agency.items():
        if agency.said.setdefault(name, value) != value and name != "name":
            line.errors.append(f"{TITLES[name]}: row {agency.number} says otherwise of this agency")
    if agency.known is None:
        if first and "kind" not in agency.said:
            line.errors.append(KIND_NEEDED)
        agency.given = agency.said
        return
    for name in DETAILS:
        old = getattr(agency.known, name)
        if name in said.cells and said.cells[name] != old and name not in agency.given:
            agency.given[name] = said.cells[name]
            line.changes.append(Change(TITLES[name], _shown(name, old), _shown(name, said.cells[name])))


def _compare_route(route: dict, line: Line, agency: PlannedAgency) -> None:
    place = route["kind"], route["value"].casefold()
    if place in agency.routes:
        return
    known = _route_here(place, agency.known)
    if known is None:
        agency.routes[place] = PlannedRoute(None, route)
        line.told.append(_told(route))
        return
    differs = {name: route[name] for name in OF_ROUTE if name in route and route[name] != getattr(known, name)}
    agency.routes[place] = PlannedRoute(known, differs)
    for name, value in differs.items():
        what = f"{TITLES[name]}, {known.value}"
        line.changes.append(Change(what, _shown(name, getattr(known, name)), _shown(name, value)))


def _route_here(place: tuple[str, str], agency: Agency | None) -> ContactRoute | None:
    routes = agency.routes_in_use if agency else []
    return next((route for route in routes if (route.kind, route.value.casefold()) == place), None)


def _told(route: dict) -> str:
    said = [f"{ContactRoute.Kind(route['kind']).label} {route['value']} is added"]
    said += ["out of hours"] if route.get("out_of_hours") else []
    said += ["approved for confidential information"] if route.get("approved") else []
    return ", ".join(said)


def _shown(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    labels = dict({"kind": Agency.Kind, "reach": Agency.Reach}[name].choices) if name in ("kind", "reach") else {}
    return str(labels.get(str(value), value))

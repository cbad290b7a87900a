"""A list and the register → a plan. Pure: the same two give the same plan."""

from collections import defaultdict
from collections.abc import Iterable

from consent.actions.children import must_be_likely
from consent.importing.columns import CHILD
from consent.importing.people import People
from consent.importing.plan import Plan, PlannedAddress, PlannedChild, in_words
from consent.importing.reading import List, Said
from consent.importing.register import Register
from consent.importing.values import sounding, spelt
from consent.models import Address, Child
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.lists.verdicts import Change, Line

TITLES = {column.name: column.title for column in CHILD}
NEEDED = ("given_names", "family_name", "date_of_birth", "starts_on", "key_person")
OF_ADDRESS = {"address", "postcode", "protected"}
NO_SUCH_REFERENCE = "No child here has this reference: check it, or leave the cell empty for a new child"
TWO_FIT = "Two children here have these names and this date of birth: add a column with the reference"
SEVERAL_ADDRESSES = "This child has more than one address here: change it in the child's file"
STAYS_PROTECTED = "The address stays protected: a list never takes protection away"


class Known:
    """The children on the register, by each of the ways in which a list may mean one."""

    def __init__(self, children: Iterable[Child]) -> None:
        self.by_reference = {child.reference: child for child in children}
        self.by_name: dict[tuple, list[Child]] = defaultdict(list)
        for child in children:
            self.by_name[_names(vars(child))].append(child)

    def fitting(self, given: dict) -> list[Child]:
        """Give those whom a row may mean: by the reference, if there is one, and otherwise by names and birth."""
        if "reference" in given:
            child = self.by_reference.get(given["reference"].upper())
            return [child] if child else []
        return [child for child in self.called(given) if child.date_of_birth == given.get("date_of_birth")]

    def called(self, given: dict) -> list[Child]:
        return self.by_name.get(_names(given), []) if "given_names" in given and "family_name" in given else []


def compare(listed: List, register: Register) -> Plan:
    lines = {said.number: Line(said.number, _name(said.child), list(said.errors)) for said in listed.rows}
    known = Known(register.children)
    children = _grouped(listed.rows, known, lines)
    people = People(register, lines)
    for child in sorted(children, key=lambda child: child.known is None):  # by known children, parents are known
        _compare(child, register, known, lines)
        people.compare(child)
    people.must_be_whole()
    return Plan(list(lines.values()), listed.unknown, children=children, example=listed.example)


def _name(given: dict) -> str:
    return " ".join(given[name] for name in ("given_names", "family_name") if name in given)


# --- Which rows are about one child, and who it is ------------------------------------------------------------------
def _grouped(rows: tuple[Said, ...], known: Known, lines: dict[int, Line]) -> list[PlannedChild]:
    """Put the rows about one child together. A row that fits no child for certain is wrong and is left out."""
    found: dict[object, PlannedChild] = {}
    for said in rows:
        line, fit = lines[said.number], known.fitting(said.child)
        if len(fit) > 1:
            line.errors.append(TWO_FIT)
        elif "reference" in said.child and not fit:
            line.errors.append(NO_SUCH_REFERENCE)
        else:
            child = fit[0] if fit else None
            line.name = line.name or (child.name if child else "")
            found.setdefault(_key(said, child), PlannedChild([], child)).rows.append(said)
    return list(found.values())


def _key(said: Said, child: Child | None) -> object:
    """Give what is the same for every row about one child; a row that lacks names or birth stands by itself."""
    if child:
        return child.pk
    whole = {"given_names", "family_name", "date_of_birth"} <= set(said.child)
    return (*_names(said.child), said.child["date_of_birth"]) if whole else -said.number


def _names(given: dict) -> tuple[str, str]:
    return sounding(given["given_names"]), sounding(given["family_name"])


# --- The child ------------------------------------------------------------------------------------------------------
def _compare(child: PlannedChild, register: Register, known: Known, lines: dict[int, Line]) -> None:
    line, given = lines[child.number], _said_together(child, lines)
    address = {name: given.pop(name) for name in OF_ADDRESS & set(given)}
    given.pop("reference", None)
    if "key_person" in given:
        given["key_person"] = _member_of_staff(given["key_person"], child, register, line)
    _compare_details(child, given, known, line)
    _compare_address(child, address, register, line)
    for said in child.rows:
        lines[said.number].is_new = child.known is None


def _said_together(child: PlannedChild, lines: dict[int, Line]) -> dict:
    """Put together what the rows about one child say; a row that contradicts an earlier one is wrong."""
    together: dict = {}
    for said in child.rows:
        for name, value in said.child.items():
            if not same(together.setdefault(name, value), value):
                words = f"{TITLES[name]}: row {child.number}, about the same child, says otherwise"
                lines[said.number].errors.append(words)
    return together


def same(one, other) -> bool:
    """Say whether two values are the same but for case, spaces and apostrophes."""
    return spelt(one) == spelt(other) if isinstance(one, str) and isinstance(other, str) else one == other


def _member_of_staff(text: str, child: PlannedChild, register: Register, line: Line):
    people = {person.pk: person for person in register.staff}
    if child.known:
        people[child.known.key_person_id] = child.known.key_person
    fit = [p for p in people.values() if p.email.casefold() == text.casefold()]
    fit = fit or [p for p in people.values() if spelt(p.name) == spelt(text)]
    if len(fit) == 1:
        return fit[0]
    words = "two people here have this name: write the e-mail address" if fit else "nobody here who works with children"
    line.errors.append(f"{TITLES['key_person']}, “{text[:60]}”: {words}")
    return None


def _compare_details(child: PlannedChild, given: dict, known: Known, line: Line) -> None:
    if child.known is None:
        child.given = given
        for name in NEEDED:
            if given.get(name) is None:
                line.lacks(TITLES[name])
        line.told += _told(given)
        line.notes += _alike(given, known)
    else:
        child.given = {name: value for name, value in given.items() if not same(getattr(child.known, name), value)}
        line.changes += [
            Change(TITLES[name], in_words(getattr(child.known, name)), in_words(value))
            for name, value in child.given.items()
        ]
    if child.given and not line.errors:
        _must_be_likely(child, line)


def _must_be_likely(child: PlannedChild, line: Line) -> None:
    try:
        must_be_likely(child.after)
    except Refusal as refusal:
        line.errors.append(refusal.message)


def _told(given: dict) -> list[str]:
    """Say of a new child what is easily misread: the dates, and who the key person is."""
    shown = ("date_of_birth", "starts_on", "leaves_on", "key_person")
    return [f"{TITLES[name]} {in_words(given[name])}" for name in shown if given.get(name)]


def _alike(given: dict, known: Known) -> list[str]:
    """Point at a child who has the same names and was born on another day: it may be one child and a slip."""
    born = [in_words(child.date_of_birth) for child in known.called(given)]
    return [f"A child with these names who was born on {day} is here: is it another child?" for day in born]


# --- Where the child lives ------------------------------------------------------------------------------------------
def _compare_address(child: PlannedChild, given: dict, register: Register, line: Line) -> None:
    here = register.addresses_of(child.known)
    if not here:
        _plan_first_address(child, given, line)
    elif given:
        fit = [address for address in here if same(address.lines, given.get("address", ""))] or here
        if len(fit) > 1:
            line.errors.append(SEVERAL_ADDRESSES)
        else:
            _compare_with(fit[0], child, given, line)


def _plan_first_address(child: PlannedChild, given: dict, line: Line) -> None:
    lines, protected = given.get("address", ""), given.get("protected", False)
    if lines:
        child.address = PlannedAddress(None, lines, given.get("postcode", ""), protected)
        line.told.append("Protected address" if protected else "Address")
    elif protected or "postcode" in given:
        line.lacks(TITLES["address"])


def _compare_with(known: Address, child: PlannedChild, given: dict, line: Line) -> None:
    lines, postcode = given.get("address", known.lines), given.get("postcode", known.postcode)
    protected = known.protected or given.get("protected", False)
    if known.protected and given.get("protected") is False:
        line.notes.append(STAYS_PROTECTED)
    pairs = (
        ("address", known.lines, lines),
        ("postcode", known.postcode, postcode),
        ("protected", known.protected, protected),
    )
    changes = [Change(TITLES[name], in_words(old), in_words(new)) for name, old, new in pairs if not same(old, new)]
    if changes:
        child.address = PlannedAddress(known, lines, postcode, protected)
        line.changes += changes

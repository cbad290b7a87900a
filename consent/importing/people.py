"""Who the parents of a list are: people who are here already, people whom two rows share, or new ones.

A name alone makes nobody the same person. A parent is known as a parent of the same child, or by the same e-mail
address or telephone; siblings in a list share a parent in the same way.
"""

from collections import defaultdict
from dataclasses import fields

from django.utils import timezone

from consent.actions.parents import Person, Standing, must_be_sound
from consent.importing.columns import PARENT
from consent.importing.plan import PlannedChild, PlannedLink, PlannedPerson, in_words
from consent.importing.register import Register
from consent.importing.values import digits, sounding, spelt
from consent.models import FamilyLink, Parent
from neston_sharing.foundation.actions import Refusal
from neston_sharing.foundation.lists.verdicts import Change, Line

TITLES = {column.name: column.title for column in PARENT}
OF_PERSON = {field.name for field in fields(Person)}
OF_STANDING = [field.name for field in fields(Standing)]
NEEDED_OF_LINK = ("relationship", "has_responsibility")
TWO_FIT = "two people here fit: open the child's file and add the right one there"
NOT_TAKEN_AWAY = "the register says that this person has parental responsibility: change that in the child's file"


class People:
    def __init__(self, register: Register, lines: dict[int, Line]) -> None:
        self.register, self.lines = register, lines
        self.known: dict[int, PlannedPerson] = {}
        self.new: list[PlannedPerson] = []
        self.by_contact: dict[tuple, list[PlannedPerson]] = defaultdict(list)
        for parent in register.parents():
            self.known[parent.pk] = PlannedPerson(parent, Line(0, "", []))
            self._index(self.known[parent.pk], vars(parent))

    def compare(self, child: PlannedChild) -> None:
        for said in child.rows:
            for number, given in sorted(said.parents.items()):
                _Parent(self, child, self.lines[said.number], f"Parent {number}", given).compare()

    def must_be_whole(self) -> None:
        """A new person needs a safe way to be reached, whichever of their rows says it."""
        for person in self.new:
            if "safe_contact" not in person.said:
                person.line.lacks(f"{_name(person.said)}, safe way to reach them")

    def find(self, child: PlannedChild, given: dict) -> PlannedPerson | None:
        """Give who this is, or None for somebody new; refuse where two fit."""
        own = {link.parent_id: self.known[link.parent_id] for link in self.register.links_of(child.known)}
        near = [*own.values(), *(link.person for link in child.links if link.person.known is None)]
        fit = _once(person for person in near if _sounds(person) == _names(given))
        by_contact = _once(person for contact in _contacts(given) for person in self.by_contact[contact])
        if len(fit) > 1:
            fit = [person for person in fit if person in by_contact]
        fit = fit or by_contact
        if len(fit) > 1:
            raise Refusal(TWO_FIT)
        return fit[0] if fit else None

    def add(self, line: Line) -> PlannedPerson:
        self.new.append(PlannedPerson(None, line))
        return self.new[-1]

    def _index(self, person: PlannedPerson, given: dict) -> None:
        for contact in _contacts(given):
            if person not in self.by_contact[contact]:
                self.by_contact[contact].append(person)

    def hear(self, person: PlannedPerson, said: dict, line: Line) -> list[str]:
        """Take in what a row says of a person; give the errors, where an earlier row said otherwise."""
        wrong = []
        for name, value in said.items():
            if not _same(name, person.said.setdefault(name, value), value):
                wrong.append(
                    f"{TITLES[name][:1].lower()}{TITLES[name][1:]}: an earlier row says otherwise of this person"
                )
            elif name not in person.given and not (person.known and _same(name, getattr(person.known, name), value)):
                person.given[name] = value
                if person.known:
                    old = in_words(getattr(person.known, name))
                    line.changes.append(Change(f"{person.known.name}, {TITLES[name]}", old, in_words(value)))
        self._index(person, {**(vars(person.known) if person.known else {}), **person.said})
        return wrong


class _Parent:
    """One parent of one row, on the way into the plan."""

    def __init__(self, people: People, child: PlannedChild, line: Line, title: str, given: dict) -> None:
        self.people, self.child, self.line, self.title = people, child, line, title
        self.person_said = {name: value for name, value in given.items() if name in OF_PERSON}
        self.standing_said = {name: value for name, value in given.items() if name not in OF_PERSON}

    def compare(self) -> None:
        missing = [name for name in ("given_names", "family_name") if name not in self.person_said]
        for name in missing:
            self.line.lacks(f"{self.title}, {TITLES[name].lower()}")
        if missing:
            return
        try:
            person = self.people.find(self.child, self.person_said) or self.people.add(self.line)
        except Refusal as refusal:
            self._wrong(refusal.message)
            return
        for words in self.people.hear(person, self.person_said, self.line):
            self._wrong(words)
        self._stand(person)

    def _wrong(self, words: str) -> None:
        self.line.errors.append(f"{self.title}: {words[:1].lower()}{words[1:]}")

    def _stand(self, person: PlannedPerson) -> None:
        known = _link(self.people.register.links_of(self.child.known), person.known)
        if any(link.person is person for link in self.child.links):
            self._wrong("this person stands in an earlier row about this child")
            return
        now = {name: getattr(known, name) for name in OF_STANDING} if known else {}
        if not known and not self._says_enough():
            return
        if now.get("has_responsibility") and self.standing_said.get("has_responsibility") is False:
            self._wrong(NOT_TAKEN_AWAY)
            return
        standing = Standing(**now | self.standing_said)
        self._must_be_sound(standing, person.known)
        changed = self._tell(person, known, standing)
        self.child.links.append(PlannedLink(self.line.number, person, known, standing, changed))

    def _says_enough(self) -> bool:
        missing = [name for name in NEEDED_OF_LINK if name not in self.standing_said]
        for name in missing:
            self.line.lacks(f"{self.title}, {TITLES[name].lower()}")
        return not missing

    def _must_be_sound(self, standing: Standing, parent: Parent | None) -> None:
        child = self.child.after
        child.date_of_birth = child.date_of_birth or timezone.localdate()  # one that cannot be read is told elsewhere
        try:
            must_be_sound(standing, child, parent.on_behalf_of if parent else None)
        except Refusal as refusal:
            self._wrong(refusal.message)

    def _tell(self, person: PlannedPerson, known: FamilyLink | None, standing: Standing) -> bool:
        """Say what comes to be between this parent and this child; give whether anything of it is not so already."""
        name = _name(person.said)
        if known is None:
            here = "known here already" if person.known else f"the same person as in row {person.line.number}"
            state = "new" if not person.known and person.line is self.line else here
            responsible = "with" if standing.has_responsibility else "without"
            self.line.told.append(f"{name}, {standing.relationship}, {responsible} parental responsibility: {state}")
            return True
        changes = [
            Change(f"{name}, {TITLES[each]}", _worded(known, each), _worded(standing, each))
            for each, value in self.standing_said.items()
            if not _same(each, getattr(known, each), value)
        ]
        self.line.changes += changes
        return bool(changes)


def _link(links: list[FamilyLink], parent: Parent | None) -> FamilyLink | None:
    return next((link for link in links if parent and link.parent_id == parent.pk), None)


def _worded(about: FamilyLink | Standing, name: str) -> str:
    value = getattr(about, name)
    return dict(FamilyLink.Ground.choices).get(value, "") if name == "ground" else in_words(value)


def _name(given: dict) -> str:
    return f"{given['given_names']} {given['family_name']}"


def _names(given: dict) -> tuple[str, str]:
    return sounding(given["given_names"]), sounding(given["family_name"])


def _sounds(person: PlannedPerson) -> tuple[str, str]:
    return _names(vars(person.known) if person.known else person.said)


def _contacts(given: dict):
    """Give by what else than the name a person may be known: both together are enough."""
    if email := given.get("email"):
        yield *_names(given), email.casefold()
    if telephone := digits(given.get("telephone", "")):
        yield *_names(given), telephone


def _same(name: str, one, other) -> bool:
    if name == "telephone":
        return digits(one) == digits(other)
    if name == "email":
        return one.casefold() == other.casefold()
    return spelt(one) == spelt(other) if isinstance(one, str) and isinstance(other, str) else one == other


def _once(people) -> list[PlannedPerson]:
    return list({id(person): person for person in people}.values())

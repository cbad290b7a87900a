"""Who and what would give a child away in a text: the child's family, household and the staff, for the name check.

Taken from all rows of whoever was entered twice. Protected addresses are among them: the check knows them so that they
are not told. Two queries, however large the family.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from consent.models import Address, Child, FamilyLink, Parent
from consent.models.child import ChildQuerySet
from consent.models.sameness import one, stand_for
from neston_sharing.foundation.together import fetch_each
from sharing.naming import SOMEBODY, STAFF, Check, Found, Known, Person


def found_in(child: Child, texts: dict[str, str]) -> dict[str, tuple[Found, ...]]:
    """Look through texts about this child, each under its name; give those in which something says who it is."""
    check = Check(known_around(child))
    return {name: found for name, text in texts.items() if (found := check.find(text))}


def known_around(child: Child, family: "Family | None" = None) -> Known:
    """Gather everybody around this child, and the birth dates, addresses and numbers that go with them."""
    family = family or family_of(child)
    rows, siblings, parents = family.rows, family.siblings, family.parents
    children = [*rows, *siblings]
    homes = Address.objects.filter(Q(child__in=children) | Q(parent__in=parents))
    addresses, staff = fetch_each(homes, get_user_model().objects.active())
    return Known(
        people=(*_children(family), *_adults(family), *_staff(staff)),
        born=tuple({each.date_of_birth for each in children}),
        addresses=tuple({address.lines for address in addresses}),
        postcodes=tuple({address.postcode for address in addresses} - {""}),
        telephones=tuple({parent.telephone for parent in parents} - {""}),
        emails=tuple({parent.email for parent in parents} - {""}),
    )


class Family(NamedTuple):
    """All rows of the child, of its siblings, of how adults stand to them, and of those adults.

    `closed` are the siblings whose record is closed to anybody: whoever reads what the check says of a name, now or
    where it is kept, must not learn from it that they are siblings.
    """

    rows: list[Child]
    siblings: list[Child]
    links: list[FamilyLink]
    parents: list[Parent]
    closed: frozenset[int]


def family_of(child: Child) -> Family:
    """One query, however large the family."""
    own, siblings = Child.objects.same_as(child), _siblings_of(child)
    links = FamilyLink.objects.filter(Q(child__in=own) | Q(child__in=siblings))
    parents = Parent.objects.filter(stand_for(links.annotate(person=one("parent")).values("person")))
    links = links.select_related("parent__merged_into", "child")
    rows, others, ties, adults, closed = fetch_each(own, siblings, links, parents, siblings.closed_to_anybody())
    return Family(rows, others, ties, adults, frozenset(child.pk for child in closed))


def known_others(child: Child) -> Known:
    """Gather whom a copy of this child's record must not tell of: brothers and sisters, their other parents, and
    protected addresses. The family name that they share with the child tells nothing."""
    family = family_of(child)
    own = {link.parent.one_id for link in family.links if link.child_id in {row.pk for row in family.rows}}
    parents = [parent for parent in family.parents if parent.one_id not in own]
    people: list[tuple[Child | Parent, str, str]] = [(each, each.known_as, "a sibling") for each in family.siblings]
    people += [(each, "", "a sibling's parent") for each in parents]
    of_others = Q(child__in=[*family.rows, *family.siblings]) | Q(parent__in=parents)
    protected = Address.objects.filter(of_others, protected=True)
    shared = {row.family_name.casefold() for row in family.rows}
    return Known(
        people=tuple(
            Person(who.given_names, "" if who.family_name.casefold() in shared else who.family_name, known_as, role)
            for who, known_as, role in people
        ),
        born=tuple({each.date_of_birth for each in family.siblings} - {row.date_of_birth for row in family.rows}),
        addresses=tuple({address.lines for address in protected}),
        postcodes=tuple({address.postcode for address in protected} - {""}),
    )


def parents_of(child: Child) -> QuerySet[Parent]:
    """Everybody who stands to this child as a parent or in a parent's place, each once."""
    persons = FamilyLink.objects.about_child(child).annotate(person=one("parent")).values("person")
    return Parent.objects.filter(stand_for(persons), merged_into=None).order_by("family_name", "given_names", "id")


def siblings_of(child: Child) -> ChildQuerySet:
    """The children with whom this one shares a parent, each once."""
    return _siblings_of(child).filter(merged_into=None).order_by("given_names", "id")


def _siblings_of(child: Child) -> ChildQuerySet:
    """All rows of the children with whom this one shares a parent; a council's order makes nobody a sibling."""
    links = FamilyLink.objects.filter(parent__on_behalf_of__isnull=True)
    parents = links.about_child(child).annotate(person=one("parent")).values("person")
    shared = links.alias(shared=one("parent")).filter(shared__in=parents)
    persons = shared.annotate(person=one("child")).values("person")
    return Child.objects.filter(stand_for(persons)).exclude(pk__in=Child.objects.same_as(child))


def _children(family: Family) -> Iterator[Person]:
    for role, children in (("the child", family.rows), ("a sibling", family.siblings)):
        for each in children:
            told = SOMEBODY if each.pk in family.closed else role
            yield Person(each.given_names, each.family_name, each.known_as, told)


def _adults(family: Family) -> Iterator[Person]:
    """Each by how they are to the child, or to a sibling where they are nothing to the child."""
    own, roles = {row.pk for row in family.rows}, dict[int, str]()
    for link in sorted(family.links, key=lambda link: (link.child_id not in own, link.child_id in family.closed)):
        roles.setdefault(link.parent.one_id, _role(link) if link.child_id in own else _of_a_sibling(link, family))
    for parent in family.parents:
        yield Person(parent.given_names, parent.family_name, role=roles[parent.one_id])


def _role(link: FamilyLink) -> str:
    at_home = link.lives_with_child and not link.has_responsibility
    return "in the household" if at_home else "a parent"


def _of_a_sibling(link: FamilyLink, family: Family) -> str:
    return SOMEBODY if link.child_id in family.closed else "a sibling's parent"


def _staff(colleagues: Iterable) -> Iterator[Person]:
    for colleague in colleagues:
        given, _, family = colleague.name.rpartition(" ")
        yield Person(given or family, family if given else "", role=STAFF)

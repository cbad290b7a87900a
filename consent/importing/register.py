"""What is on the register now, as the person who brings a list may see it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model

from consent.models import Address, Child, FamilyLink, Parent
from consent.models.sameness import one


@dataclass(frozen=True)
class Register:
    """Children, and by a child's key their parents' links and the addresses where they live themselves.

    Children from whose record this person is excluded are not among them: to them, these are not there.
    """

    children: Iterable[Child] = ()
    links: Mapping[int, list[FamilyLink]] = field(default_factory=dict)
    addresses: Mapping[int, list[Address]] = field(default_factory=dict)
    staff: Iterable = ()

    def links_of(self, child: Child | None) -> list[FamilyLink]:
        return self.links.get(child.pk, []) if child else []

    def addresses_of(self, child: Child | None) -> list[Address]:
        return self.addresses.get(child.pk, []) if child else []

    def parents(self) -> list[Parent]:
        """Everybody who is a parent or carer of one of these children, once."""
        found = {link.parent_id: link.parent for links in self.links.values() for link in links}
        return list(found.values())


def seen_by(user) -> Register:
    """Read the register in as many statements whether it holds five children or five hundred.

    A child who was merged is one, with the family and the addresses of all rows.
    """
    children = Child.objects.visible_to(user)
    links: dict[int, list[FamilyLink]] = defaultdict(list)
    addresses: dict[int, list[Address]] = defaultdict(list)
    for link in FamilyLink.objects.with_people().filter(child__in=children).annotate(of_child=one("child")):
        links[link.of_child].append(link)
    for address in Address.objects.standing().filter(child__in=children, parent=None).annotate(of_child=one("child")):
        addresses[address.of_child].append(address)
    staff = get_user_model().objects.who_may("consent.view_own_children")
    return Register(tuple(children.kept().select_related("key_person", "cover")), links, addresses, tuple(staff))

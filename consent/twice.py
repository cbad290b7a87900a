"""Who was probably entered twice: a list for a manager to look through. Nothing is merged by a likeness.

Twins share a birth date and a family name, couples a telephone: alike means that the given names are alike too.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Generic, TypeVar

from django.db.models import QuerySet

from consent.models import Child, ChildMerge, Parent, ParentMerge

Row = TypeVar("Row", Child, Parent)
ALIKE = 0.75  # of 1: "Amelia" and "Amélie" are, "Amelia" and "Oliver" are not


@dataclass(frozen=True)
class Likeness(Generic[Row]):
    """Two rows, the older first, and what makes them alike."""

    one: Row
    other: Row
    why: str


def children_twice(user) -> list[Likeness[Child]]:
    """Pairs among the children whose files this person may read: one query, and one for what was parted before."""
    rows = list(Child.objects.visible_to(user).kept().order_by("pk"))
    pairs = _pairs(rows, _birth_date, _whole_name)
    return _told(pairs, why_same_child, ChildMerge.objects.all())


def parents_twice(user) -> list[Likeness[Parent]]:
    rows = list(Parent.objects.visible_to(user).order_by("pk"))
    pairs = _pairs(rows, _whole_name, _email, _telephone)
    return _told(pairs, why_same_parent, ParentMerge.objects.all())


def why_same_child(one: Child, other: Child) -> str:
    """Say what makes two children alike; nothing if they are not."""
    if one.date_of_birth == other.date_of_birth and _alike_by_name(one, other):
        return "Same birth date, and names alike"
    return "Same name, another birth date" if _whole_name(one) == _whole_name(other) else ""


def why_same_parent(one: Parent, other: Parent) -> str:
    if one.on_behalf_of_id != other.on_behalf_of_id:
        return ""
    if _whole_name(one) == _whole_name(other):
        return "Same name"
    if not _alike(one.given_names, other.given_names):
        return ""
    if _email(one) and _email(one) == _email(other):
        return "Same e-mail address, and names alike"
    same_number = _telephone(one) and _telephone(one) == _telephone(other)
    return "Same telephone, and names alike" if same_number else ""


def _told(pairs: Iterable[tuple[Row, Row]], why: Callable[[Row, Row], str], merges: QuerySet) -> list[Likeness[Row]]:
    """Give the pairs that are alike, but for those that somebody merged before and parted again."""
    parted = {frozenset(pair) for pair in merges.values_list("kept", "merged")}
    found = (Likeness(one, other, why(one, other)) for one, other in pairs if {one.pk, other.pk} not in parted)
    return [likeness for likeness in found if likeness.why]


def _pairs(rows: list[Row], *keys: Callable[[Row], Hashable]) -> Iterator[tuple[Row, Row]]:
    """Give every two rows that have one of these keys in common, once: no need to compare all with all."""
    seen = set()
    for key in keys:
        groups = defaultdict(list)
        for row in rows:
            if value := key(row):
                groups[value].append(row)
        for group in groups.values():
            for one, other in combinations(group, 2):
                if (one.pk, other.pk) not in seen:
                    seen.add((one.pk, other.pk))
                    yield one, other


def _birth_date(child: Child) -> Hashable:
    return child.date_of_birth


def _whole_name(row: Child | Parent) -> str:
    return _plain(f"{row.given_names} {row.family_name}")


def _email(parent: Parent) -> str:
    return parent.email.lower()


def _telephone(parent: Parent) -> str:
    return re.sub(r"\D", "", parent.telephone)


def _alike_by_name(one: Child, other: Child) -> bool:
    calls = [[name for name in (row.given_names, row.known_as) if name] for row in (one, other)]
    given = any(_alike(mine, theirs) for mine in calls[0] for theirs in calls[1])
    return given and _alike(one.family_name, other.family_name)


def _alike(one: str, other: str) -> bool:
    one, other = _plain(one), _plain(other)
    return one == other or SequenceMatcher(None, one, other).ratio() >= ALIKE


def _plain(name: str) -> str:
    return re.sub(r"[^\w]+", " ", name).casefold().strip()

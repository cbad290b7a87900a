"""Who looks as if they were entered twice, and who does not."""

from datetime import date

import pytest

from consent.actions.merging import merge_children, undo_merge
from consent.models import Child, Parent
from consent.twice import children_twice, why_same_child, why_same_parent
from tests.factories import ChildFactory, UserFactory

BORN, LATER = date(2023, 3, 27), date(2023, 4, 2)


def child(given, family="Hart", born=BORN, known_as="") -> Child:
    return Child(given_names=given, family_name=family, date_of_birth=born, known_as=known_as)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (child("Amelia"), child("Amélia"), True),
        (child("Amelia"), child("AMELIA "), True),
        (child("Amelia", "O'Neill-Hart"), child("Amelia", "O Neill Hart"), True),
        (child("Alexander"), child("Al", known_as="Alexander"), True),
        (child("Amelia"), child("Amelia", born=LATER), True),
        (child("Amelia"), child("Oliver"), False),
        (child("Amelia"), child("Amelia", "Woodward"), False),
        (child("Amelia"), child("Amélie", born=LATER), False),
    ],
)
def test_children_are_alike_by_birth_date_and_names(one, other, alike):
    assert bool(why_same_child(one, other)) is alike


def parent(given, family="Hart", telephone="", email="") -> Parent:
    return Parent(given_names=given, family_name=family, telephone=telephone, email=email)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (parent("Sarah"), parent("sarah"), True),
        (parent("Sarah", "Hart", "0151 496 0101"), parent("Sara", "Woodward", "(0151) 4960101"), True),
        (parent("Sarah", "Hart", email="S@x.org"), parent("Sara", "Woodward", email="s@X.org"), True),
        (parent("Sarah", telephone="0151 496 0101"), parent("Thomas", telephone="0151 496 0101"), False),
        (parent("Sarah"), parent("Sara", "Woodward"), False),
    ],
)
def test_parents_are_alike_by_names_and_how_they_are_reached(one, other, alike):
    """A couple shares a telephone, and is two."""
    assert bool(why_same_parent(one, other)) is alike


def test_who_was_parted_is_not_offered_again(db):
    manager, one, other = UserFactory(roles=["manager"]), *(ChildFactory(given_names="Amelia") for _ in range(2))
    assert [(pair.one, pair.other) for pair in children_twice(manager)] == [(one, other)]
    merge = merge_children(by=manager, kept=one, merged=other, reason="Same name")
    assert children_twice(manager) == []
    undo_merge(by=manager, merge=merge, why="Cousins")
    assert children_twice(manager) == []

import datetime as dt

import pytest

from consent.actions.addresses import add_address, change_address
from consent.actions.children import change_child, register_child
from consent.models import Child
from neston_sharing.foundation.actions import Refusal
from tests.consent.families import child_details
from tests.factories import ChildFactory, FamilyLinkFactory, ParentFactory, UserFactory

pytestmark = pytest.mark.django_db
TOMORROW = dt.date.today() + dt.timedelta(days=1)


@pytest.fixture
def practitioner():
    return UserFactory(roles=["practitioner"])


@pytest.fixture
def manager():
    return UserFactory(roles=["manager"])


def test_a_child_is_registered_with_a_protected_address(practitioner):
    address = {"address": "1 Oak Lane", "postcode": "CH64", "protected": True}
    child = register_child(by=practitioner, key_person=practitioner, **child_details(), **address)
    assert child.name == "Amelia O'Neill-Hart"
    assert child.addresses.get().protected
    assert child.name not in child.reference


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"date_of_birth": TOMORROW}, "date_of_birth"),
        ({"date_of_birth": dt.date(1923, 3, 27)}, "date_of_birth"),
        ({"starts_on": dt.date(2023, 3, 27)}, "starts_on"),
        ({"leaves_on": dt.date(2026, 9, 2)}, "leaves_on"),
        ({"protected": True}, "address"),
    ],
)
def test_a_slip_of_the_pen_is_refused_at_its_field(practitioner, changes, field):
    with pytest.raises(Refusal) as refused:
        register_child(by=practitioner, key_person=practitioner, **child_details(**changes))
    assert refused.value.field == field
    assert not Child.objects.exists()


def test_cover_is_somebody_else(practitioner):
    with pytest.raises(Refusal, match="somebody else"):
        register_child(by=practitioner, key_person=practitioner, cover=practitioner, **child_details())


def test_a_practitioner_does_not_register_a_child_out_of_their_own_sight(practitioner):
    with pytest.raises(Refusal, match="choose yourself"):
        register_child(by=practitioner, key_person=UserFactory(roles=["practitioner"]), **child_details())


def test_a_manager_registers_a_child_for_anyone(manager, practitioner):
    register_child(by=manager, key_person=practitioner, **child_details())
    assert Child.objects.visible_to(practitioner).count() == 1


def test_a_refused_change_leaves_the_child_as_it_was(practitioner):
    child = ChildFactory(key_person=practitioner, given_names="Amelia")
    with pytest.raises(Refusal):
        change_child(by=practitioner, child=child, given_names="Changed", date_of_birth=TOMORROW)
    assert child.given_names == "Amelia"


def test_an_address_belongs_to_the_child_or_one_of_its_parents(practitioner):
    child, stranger = ChildFactory(), ParentFactory()
    with pytest.raises(Refusal, match="parent or carer of this child"):
        add_address(by=practitioner, child=child, lines="1 Oak Lane", parent=stranger)


def test_an_address_can_be_protected_later(practitioner):
    link = FamilyLinkFactory()
    address = add_address(by=practitioner, child=link.child, lines="1 Oak Lane", parent=link.parent)
    change_address(by=practitioner, address=address, lines="1 Oak Lane", protected=True, parent=link.parent)
    assert link.child.addresses.get().protected

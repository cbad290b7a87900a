"""What stands at one row of a child stands at all of them, and parts with them."""

import pytest

from consent.actions.merging import merge_children, undo_merge
from consent.models import Address, Child, Exclusion, Flag
from tests.factories import ChildFactory, FamilyLinkFactory, RegistrationFactory, SignatureFactory, UserFactory


@pytest.fixture
def manager(db):
    return UserFactory(roles=["manager"])


@pytest.fixture
def twice(manager):
    """One child who was entered twice: (the row that is kept, the one merged into it, the merge)."""
    kept, merged = ChildFactory(given_names="Amelia"), ChildFactory(given_names="Amélie")
    return kept, merged, merge_children(by=manager, kept=kept, merged=merged, reason="Same birth certificate")


def again(child: Child) -> Child:
    return Child.objects.get(pk=child.pk)


def test_a_child_has_the_flags_family_and_addresses_of_both_rows(twice):
    kept, merged = map(again, twice[:2])
    flag = Flag.objects.create(child=merged, kind="in_need", set_by=kept.key_person)
    link, address = FamilyLinkFactory(child=merged), Address.objects.create(child=kept, lines="1 High Street")
    for row in (kept, merged):
        assert (row.flags.get(), row.links.get(), row.addresses.get()) == (flag, link, address)
    assert ChildFactory().flags.count() == 0


def test_what_is_fetched_with_a_child_is_of_both_rows_too(twice, django_assert_num_queries):
    kept, merged = map(again, twice[:2])
    link, other = FamilyLinkFactory(child=merged), FamilyLinkFactory()
    with django_assert_num_queries(2):
        rows = {row.pk: row for row in Child.objects.prefetch_related("links")}
        found = [[each.pk for each in rows[row.pk].links.all()] for row in (kept, merged, other.child)]
    assert found == [[link.pk], [link.pk], [other.pk]]


def test_a_signature_at_either_row_registers_the_child(twice):
    SignatureFactory(registration=RegistrationFactory(child=twice[1]))
    assert not Child.objects.all().unregistered().among(twice[:2])
    assert all(row.registered for row in Child.objects.with_registered().among(twice[:2]))


def test_after_undoing_each_has_what_was_recorded_with_it(twice, manager):
    flag = Flag.objects.create(child=twice[1], kind="in_need", set_by=manager)
    undo_merge(by=manager, merge=twice[2], why="They are twins")
    assert not again(twice[0]).flags.exists()
    assert again(twice[1]).flags.get() == flag


# --- Exclusions: excluded from either is excluded from both ---------------------------------------------------------
@pytest.fixture(params=[0, 1], ids=["from the row that is kept", "from the row that was merged"])
def excluded(request, twice):
    person = UserFactory(roles=["lead", "practitioner", "manager"])
    Exclusion.objects.create(child=twice[request.param], user=person, reason="Her niece", set_by=UserFactory())
    return person


def test_who_is_excluded_from_either_row_sees_neither(excluded, twice):
    children = Child.objects.all()
    for seen in (children.open_to(excluded), children.visible_to(excluded), children.findable_by(excluded)):
        assert not seen.among(twice[:2]).exists()
